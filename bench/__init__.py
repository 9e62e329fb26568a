"""Measurements that know the program only from outside: each module is a command, `python -m bench.search …`.

May import: everything.
"""

"""What the program remembers: the tables and every query on them.

May import: nothing of this project. Start at `database.py`, then one module a subject.
"""

"""Servers that stand in for the outside world and refuse what the real one would refuse.

Start at `telegram.py` (the Telegram Bot API). May import the standard library and aiohttp; nothing of the program.
"""

"""Tests: one file a module, conversations in `dialogs/`, fakes that check, two real databases.

May import: everything.
"""

"""Everything that touches the outside: commands, channels, pages.

May import: `scheduler`, `handlers`, `storage`. Start at `app.py`, the composition root.
"""

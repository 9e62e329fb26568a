"""What the bot says and decides; no network, no SQL, no clock of its own.

May import: `storage`. Start at `conversation.py`, the only way in.
"""

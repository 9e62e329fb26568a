"""One file a channel, all alike: outside event to `Incoming`, `Message` to outside call, its errors to `SendError`.

May import: `bot.reception`, `scheduler`, `handlers`, `storage`. Start with `terminal.py`, the smallest.
"""

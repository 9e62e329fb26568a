"""What happens later: sending, housekeeping, the clock.

May import: `handlers`, `storage`. Start at `sender.py`, the only code that sends.
"""

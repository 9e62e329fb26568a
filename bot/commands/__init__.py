"""One file a command of `python -m bot`; each returns its exit code. May import: everything."""


class CommandError(Exception):
    """The command cannot go on; the message is one line that says what to mend."""

"""One file a command of `python -m bot`; each returns its exit code. May import: everything."""

import contextlib
from collections.abc import Iterator

from bot.settings import Settings
from storage.database import Database


class CommandError(Exception):
    """The command cannot go on; the message is one line that says what to mend."""


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings, closed at the end; raises `CommandError` where its folder cannot be had."""
    try:
        database = Database(settings.database_url)
    except OSError as error:
        raise CommandError(f"DATABASE_URL: {error.strerror}") from None
    try:
        yield database
    finally:
        database.close()

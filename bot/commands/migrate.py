"""`migrate`: bring the database to this version's tables. May import: `bot.settings`, `storage`."""

from bot.commands import CommandError, opened
from bot.settings import Settings
from storage import migrate as migrations
from storage.database import Database
from storage.seed.loader import seed


def migrate(settings: Settings) -> int:
    """Apply what is missing."""
    with opened(settings) as database:
        migrations.upgrade(database)
    print("migrated")
    return 0


def prepare(database: Database) -> None:
    """Make a database that nobody has used ready; raises `CommandError` for one of another version."""
    if migrations.is_empty(database):
        migrations.upgrade(database)
        with database.transaction() as session:
            seed(session)
    elif not migrations.is_current(database):
        raise CommandError("DATABASE_URL: the tables are of another version; run `python -m bot migrate`")

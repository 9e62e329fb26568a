"""`seed`: load the catalogue that ships. May import: `bot.settings`, `storage`."""

from bot.commands import CommandError, opened
from bot.settings import Settings
from storage import migrate
from storage.seed.loader import seed as load_seed


def seed(settings: Settings) -> int:
    """Add and renew records; those that staff changed stay as they are."""
    with opened(settings) as database:
        if not migrate.is_current(database):
            raise CommandError("DATABASE_URL: the tables are of another version; run `python -m bot migrate`")
        with database.transaction() as session:
            report = load_seed(session)
    print(
        f"added {report.added}, renewed {report.updated}, kept as staff changed them {report.kept}, "
        f"unchanged {report.unchanged}"
    )
    return 0

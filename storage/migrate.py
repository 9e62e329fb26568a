"""Bringing a database to the tables of this version. May import: `storage.database`, Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.database import Database

FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Apply what is missing, in one transaction; nothing where nothing is."""
    with database.engine.begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str = "base") -> None:
    """Undo down to a revision; its data is lost."""
    with database.engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_empty(database: Database) -> bool:
    """No table at all: a database that nobody has used."""
    return not inspect(database.engine).get_table_names()


def is_current(database: Database) -> bool:
    """The tables are those of this version."""
    with database.engine.connect().execution_options(reading=True) as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory(str(FOLDER)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config

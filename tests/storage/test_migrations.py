"""Migrations on both databases: the tables are those of the code, and the way back leaves nothing.

May import: everything.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.catalogue.version import INDEXED, current_version
from storage.database import Database
from storage.migrate import downgrade, is_current, is_empty, upgrade
from storage.tables import METADATA
from tests.conftest import BACKENDS

FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture(params=BACKENDS)
def unused(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that nobody has used."""
    if request.param == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path / 'unused.db'}")
        return
    server = sa.create_engine(request.getfixturevalue("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE unused"))
        yield from _opened(server.url.set(database="unused").render_as_string(hide_password=False))
        connection.execute(sa.text("DROP DATABASE unused WITH (FORCE)"))


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def test_the_way_up_makes_exactly_the_tables_of_the_code(unused: Database) -> None:
    upgrade(unused)
    with unused.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_way_up_makes_exactly_the_checks_of_the_code(unused: Database) -> None:
    upgrade(unused)
    migrated = _checks(unused)
    downgrade(unused)
    METADATA.create_all(unused.engine)
    assert migrated == _checks(unused)
    assert any(migrated.values())


def test_the_way_back_leaves_nothing(unused: Database) -> None:
    upgrade(unused)
    downgrade(unused)
    assert sa.inspect(unused.engine).get_table_names() == ["alembic_version"]
    with unused.transaction(reading=True) as session:
        assert session.scalars(sa.text(TRIGGERS if unused.is_sqlite else FUNCTIONS)).all() == []


def test_the_way_up_can_be_gone_again(unused: Database) -> None:
    upgrade(unused)
    downgrade(unused)
    upgrade(unused)
    assert is_current(unused)
    assert _moved(unused, "INSERT INTO intent_phrase (intent, text) VALUES ('greeting', 'chào')")


def test_going_up_twice_changes_nothing(database: Database) -> None:
    before = _rows(database)
    upgrade(database)
    assert _rows(database) == before


def test_only_an_unused_database_is_empty_and_only_a_migrated_one_current(unused: Database) -> None:
    assert (is_empty(unused), is_current(unused)) == (True, False)
    upgrade(unused)
    assert (is_empty(unused), is_current(unused)) == (False, True)
    downgrade(unused)
    assert (is_empty(unused), is_current(unused)) == (False, False)


def test_a_change_of_any_indexed_table_moves_the_version(database: Database) -> None:
    for table in INDEXED:
        key = METADATA.tables[table].primary_key.columns.keys()[-1]
        assert _moved(database, f"UPDATE {table} SET {key} = {key}"), table


def test_adding_and_taking_away_move_the_version(database: Database) -> None:
    named = "(kind, record_id, folded, text) VALUES ('instrument', '8.1', 'can xe tai', 'cân xe tải')"
    assert _moved(database, f"INSERT INTO alias {named}")
    assert _moved(database, "DELETE FROM alias WHERE folded = 'can xe tai'")


def test_what_feeds_no_index_leaves_the_version_alone(database: Database) -> None:
    assert not _moved(database, "UPDATE seed_mark SET hash = ''")


def _moved(database: Database, statement: str) -> bool:
    """Whether a plain SQL statement, committed, moves the catalogue's version."""
    with database.transaction() as session:
        before = current_version(session)
        session.execute(sa.text(statement))
    with database.transaction(reading=True) as session:
        return current_version(session) > before


def _checks(database: Database) -> dict[str, list[str]]:
    inspector = sa.inspect(database.engine)
    tables = sorted(METADATA.tables)
    return {table: sorted(str(check["name"]) for check in inspector.get_check_constraints(table)) for table in tables}


def _rows(database: Database) -> dict[str, int]:
    with database.transaction(reading=True) as session:
        return {
            name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in METADATA.tables.items()
        }

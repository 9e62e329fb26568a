"""What all tests share: two real databases, seeded once and copied for each test; the cast; the options.

May import: everything.
"""

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers.understand import Mind
from storage.database import Database
from storage.migrate import upgrade
from storage.seed.loader import seed
from tests.postgres import postgres_url

BACKENDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run")
    parser.addoption("--rewrite", action="store_true", help="write what was said into the transcripts")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
    return report


def prepared(url: str) -> None:
    """Tables and catalogue, as on the first day."""
    database = Database(url)
    upgrade(database)
    with database.transaction() as session:
        seed(session)
    database.close()


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "bot.db"
    prepared(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server; its database `seeded` is the template of the others."""
    with postgres_url() as url:
        _on_server(url, "CREATE DATABASE seeded")
        prepared(_database(url, "seeded"))
        yield url


@pytest.fixture(scope="session")
def mind(seeded_file: Path) -> Mind:
    database = Database(f"sqlite:///{seeded_file}")
    with database.transaction(reading=True) as session:
        built = Mind.build(session)
    database.close()
    return built


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own, migrated and seeded; each test runs on both kinds."""
    yield from _fresh(request, tmp_path, request.param)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same on SQLite alone, for what no database changes."""
    yield from _fresh(request, tmp_path, "sqlite")


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


def _fresh(request: pytest.FixtureRequest, folder: Path, backend: str) -> Iterator[str]:
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("seeded_file"), folder / "bot.db")
        yield f"sqlite:///{folder / 'bot.db'}"
        return
    server = request.getfixturevalue("postgres")
    _on_server(server, "CREATE DATABASE one TEMPLATE seeded")
    yield _database(server, "one")
    _on_server(server, "DROP DATABASE one WITH (FORCE)")


def _database(url: str, name: str) -> str:
    return url.rpartition("/")[0] + f"/{name}"


def _on_server(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()

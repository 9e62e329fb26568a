"""A catalogue as it ships, for tests that only read it. May import: storage."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from storage.base import Base
from storage.catalogue import tables
from storage.catalogue.version import create_triggers
from storage.seed.loader import seed


def memory_engine() -> Engine:
    """SQLite in memory with the catalogue's tables and triggers, foreign keys on."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    classes = (*tables.RECORDS.values(), *tables.DETAILS)
    Base.metadata.create_all(engine, tables=[Base.metadata.tables[row.__tablename__] for row in classes])
    with engine.begin() as connection:
        create_triggers(connection)
    return engine


@pytest.fixture(scope="session")
def catalogue() -> Iterator[Session]:
    """Everything that ships; a test that changes something uses `fresh`."""
    engine = memory_engine()
    with Session(engine) as session:
        seed(session)
        session.commit()
        yield session
    engine.dispose()


@pytest.fixture
def fresh() -> Iterator[Session]:
    """An empty catalogue of the test's own."""
    engine = memory_engine()
    with Session(engine) as session:
        yield session
    engine.dispose()

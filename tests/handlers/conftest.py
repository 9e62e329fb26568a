"""The shipped catalogue once for all read-only tests of this folder. May import: everything."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.handlers.build import catalogue, empty_catalogue


@pytest.fixture(scope="session")
def shipped() -> Iterator[Session]:
    """The catalogue as it ships; nobody writes to it."""
    with catalogue() as session:
        yield session


@pytest.fixture
def empty() -> Iterator[Session]:
    """Tables without rows, for hand-made records."""
    with empty_catalogue() as session:
        yield session

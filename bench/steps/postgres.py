"""Where our program's PostgreSQL comes from, and so which systems of ours can be measured."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench.steps.systems import OURS_SQLITE, System, ours_on_postgres
from tests import postgres

DURABLE = "-c max_connections=200 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
"""The tests' options without fsync=off: a commit is on the disk, as SQLite's is."""


@contextmanager
def postgres_url() -> Iterator[str]:
    """An empty database: BENCH_DATABASE_URL, or a throw-away server as the tests start it."""
    if given := os.environ.get("BENCH_DATABASE_URL"):
        yield given
        return
    with postgres.postgres_url(DURABLE) as url:
        yield url


@contextmanager
def our_systems(*, with_postgres: bool = True) -> Iterator[list[System]]:
    """This program on SQLite and, unless told otherwise, on PostgreSQL; nothing as long as it cannot be started."""
    if not OURS_SQLITE.exists:
        yield []
    elif not with_postgres:
        yield [OURS_SQLITE]
    else:
        with postgres_url() as url:
            yield [OURS_SQLITE, ours_on_postgres(url)]

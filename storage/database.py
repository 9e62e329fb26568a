"""The database: one engine, transactions, and the threads that they run in.

`await database.run(work, …)` calls `work(session, …)` in one transaction in a thread that belongs to the database, so
the core stays synchronous and the event loop never waits. SQLite has one writing thread, so there is no lock to fight
for; PostgreSQL has a few, and more would only fight for the interpreter. What waits together shares one commit.
May import: `storage.checkpoint`, `storage.writer`.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import orjson
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from storage.checkpoint import AUTOMATIC, Checkpointer
from storage.writer import Writer


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()


SHARED: dict[str, Any] = {
    "json_serializer": _dumps,
    "json_deserializer": orjson.loads,
    "hide_parameters": True,  # an error that is logged must not show what somebody wrote
}

P = ParamSpec("P")
T = TypeVar("T")

WRITERS = 2  # threads and connections on PostgreSQL
READERS = 2
BUSY = 30_000  # ms that SQLite waits for another process before it gives up


def open_engine(url: str) -> Engine:
    """An engine whose transactions behave alike on both databases; makes SQLite's folder."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=WRITERS + READERS, max_overflow=8, pool_pre_ping=True, **SHARED)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, **SHARED)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling commits behind SQLAlchemy's back at a savepoint.
    connection.isolation_level = None
    settings = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY}")
    for pragma in (*settings, f"wal_autocheckpoint={AUTOMATIC}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    # A transaction that reads first and writes later would find its snapshot stale: writers take the lock at once.
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Database:
    """Transactions for both worlds: `run` and `read` for the event loop, `transaction` for commands and tests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        count = 1 if self.is_sqlite else WRITERS
        self._writers = [Writer(self.engine, f"database-writer-{number}") for number in range(count)]
        path = self.engine.url.database if self.is_sqlite else None
        self._checkpointer = Checkpointer(path) if path else None
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="database-reader")

    @contextlib.contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[Session]:
        """One transaction in this thread: committed at the end, rolled back by an exception."""
        with self.engine.connect().execution_options(reading=reading) as connection, connection.begin():
            session = Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
            yield session
            session.flush()
            session.close()

    async def run(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work(session, …)` in a committed transaction; its exception rolls back and is raised here.

        It may be called again in a new transaction: `work` does nothing that a rollback does not undo.
        """
        return await self.run_in_turn(None, work, *args, **kwargs)

    async def run_in_turn(
        self, turn: object, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `run`; calls of the same `turn` follow each other in one thread, in the order in which they came."""

        def call(session: Session) -> T:
            return work(session, *args, **kwargs)

        writer = self._writers[hash(turn) % len(self._writers)]
        return cast(T, await writer.run(call))

    async def read(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work(session, …)` in a transaction that only reads, beside the writers."""

        def call() -> T:
            with self.transaction(reading=True) as session:
                return work(session, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, call)

    def close(self) -> None:
        """Finish what was handed in, then let go of threads and connections."""
        for writer in self._writers:
            writer.close()
        self._readers.shutdown()
        if self._checkpointer:
            self._checkpointer.close()
        self.engine.dispose()

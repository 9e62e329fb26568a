"""The database: one engine, transactions, and the threads that they run in.

`await database.run(work, …)` calls `work(session, …)` in one transaction in a thread that belongs to the database, so
the core stays synchronous and the event loop never waits. SQLite has one writing thread: there is no lock to fight for,
and events that wait together share one commit. PostgreSQL has a small pool. May import: nothing of this project.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()


JSON: dict[str, Any] = {"json_serializer": _dumps, "json_deserializer": orjson.loads}

P = ParamSpec("P")
T = TypeVar("T")
Job = tuple["asyncio.Future[Any]", Callable[[Session], Any]]
Ended = tuple["asyncio.Future[Any]", Any, Exception | None]

POOL = 6  # threads and connections on PostgreSQL; more only queue up at the commit
BATCH = 32  # events that may share one commit on SQLite
TRIES = 4  # a deadlock or a serialization failure is tried again
BUSY = 30_000  # ms that SQLite waits for another process before it gives up


def open_engine(url: str) -> Engine:
    """An engine whose transactions behave alike on both databases; makes SQLite's folder."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=POOL, max_overflow=4, pool_pre_ping=True, **JSON)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, **JSON)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling commits behind SQLAlchemy's back at a savepoint.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY}"):
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
        self._turns: dict[object, asyncio.Lock] = {}
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._pool = ThreadPoolExecutor(2 if self.is_sqlite else POOL, thread_name_prefix="database")
        self._writer = threading.Thread(target=self._write, name="database-writer", daemon=True)
        if self.is_sqlite:
            self._writer.start()

    @contextlib.contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[Session]:
        """One transaction in this thread: committed at the end, rolled back by an exception."""
        with self.engine.connect().execution_options(reading=reading) as connection, connection.begin():
            session = Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
            yield session
            session.flush()
            session.close()

    async def run(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work(session, …)` in a committed transaction; its exception rolls back and is raised here."""

        def call(session: Session) -> T:
            return work(session, *args, **kwargs)

        loop = asyncio.get_running_loop()
        if self.is_sqlite:
            future: asyncio.Future[T] = loop.create_future()
            self._jobs.put((future, call))
            return await future
        return await loop.run_in_executor(self._pool, self._attempt, call)

    async def run_in_turn(
        self, turn: object, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `run`, but calls of the same `turn` follow each other, so a flood of one person holds one thread."""
        if self.is_sqlite:
            return await self.run(work, *args, **kwargs)
        lock = self._turns.setdefault(turn, asyncio.Lock())
        try:
            async with lock:
                return await self.run(work, *args, **kwargs)
        finally:
            if not lock.locked() and not getattr(lock, "_waiters", None):
                self._turns.pop(turn, None)

    async def read(self, work: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work(session, …)` in a transaction that only reads, beside the writer."""

        def call() -> T:
            with self.transaction(reading=True) as session:
                return work(session, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Finish what was handed in, then let go of threads and connections."""
        if self._writer.is_alive():
            self._jobs.put(None)
            self._writer.join()
        self._pool.shutdown()
        self.engine.dispose()

    def _attempt(self, call: Callable[[Session], T]) -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                with self.transaction() as session:
                    return call(session)
            except DBAPIError as error:
                if not tries_left or not _worth_another_try(error):
                    raise
        raise AssertionError("unreachable: the last try returns or raises")

    def _write(self) -> None:
        with contextlib.ExitStack() as stack:
            connection: Connection | None = None
            while (job := self._jobs.get()) is not None:
                batch = [job, *self._waiting()]
                connection = connection or stack.enter_context(self.engine.connect())
                ended = _write_batch(connection, batch)
                if connection.invalidated or connection.closed:
                    connection = None
                # The loop is told once for the whole batch; it may be gone, and then nobody waits.
                with contextlib.suppress(RuntimeError):
                    job[0].get_loop().call_soon_threadsafe(_tell, ended)

    def _waiting(self) -> Iterator[Job]:
        """Jobs that were handed in meanwhile; they share the commit."""
        for _ in range(BATCH - 1):
            if self._jobs.empty():
                return
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                return
            yield job


def _write_batch(connection: Connection, batch: list[Job]) -> list[Ended]:
    """One commit for all, and nobody hears of success before it. Where one fails, each goes alone."""
    try:
        with connection.begin():
            session = Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
            done = [_called(session, call) for _, call in batch]
            session.close()
    except Exception as error:  # noqa: BLE001 - carried to whoever awaits the job; the writer outlives it
        if len(batch) == 1:
            return [(batch[0][0], None, error)]
        return [ended for job in batch for ended in _write_batch(connection, [job])]
    return [(future, value, None) for (future, _), value in zip(batch, done, strict=True)]


def _called(session: Session, call: Callable[[Session], T]) -> T:
    value = call(session)
    session.flush()
    session.expunge_all()  # what the next job reads, it reads from the database
    return value


def _tell(ended: list[Ended]) -> None:
    """Hand results to whoever still waits for them."""
    for future, value, error in ended:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)


def _worth_another_try(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in {"40001", "40P01"} or error.connection_invalidated

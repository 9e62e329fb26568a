"""A thread that writes: it owns a connection, and what waits together shares one commit.

May import: nothing of this project.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Job = tuple["asyncio.Future[Any]", Callable[[Session], Any]]
Ended = tuple["asyncio.Future[Any]", Any, Exception | None]

BATCH = 32  # jobs that may share one commit
TRIES = 4  # a deadlock, a serialization failure or a lost connection is tried again


class Writer:
    """Runs jobs in the order in which they come; `close` finishes what was handed in."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def run(self, call: Callable[[Session], Any]) -> Any:
        """The value of `call(session)`, once it is committed; its exception rolls it back and is raised here."""
        future = asyncio.get_running_loop().create_future()
        self._jobs.put((future, call))
        return await future

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        connection: Connection | None = None
        while (job := self._jobs.get()) is not None:
            batch = [job, *self._waiting()]
            try:
                connection = connection or self._engine.connect()
            except DBAPIError as error:
                ended: list[Ended] = [(future, None, error) for future, _ in batch]
            else:
                ended = _written(connection, batch)
            # The loop is told once for the whole batch; it may be gone, and then nobody waits.
            with contextlib.suppress(RuntimeError):
                job[0].get_loop().call_soon_threadsafe(_tell, ended)
        if connection is not None:
            connection.close()

    def _waiting(self) -> Iterator[Job]:
        """Jobs that were handed in meanwhile."""
        for _ in range(BATCH - 1):
            if self._jobs.empty():
                return
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                return
            yield job


def _written(connection: Connection, batch: list[Job]) -> list[Ended]:
    """One commit for all, and nobody hears of success before it. Where one fails, each goes alone."""
    if len(batch) == 1:
        return [_written_alone(connection, batch[0])]
    try:
        values = _commit(connection, batch)
    except Exception:  # noqa: BLE001 - whose fault it was shows when each goes alone
        return [_written_alone(connection, job) for job in batch]
    return [(future, value, None) for (future, _), value in zip(batch, values, strict=True)]


def _written_alone(connection: Connection, job: Job) -> Ended:
    future, _ = job
    for tries_left in reversed(range(TRIES)):
        try:
            return future, _commit(connection, [job])[0], None
        except Exception as error:  # noqa: BLE001 - carried to whoever awaits the job; the writer outlives it
            if not tries_left or not _worth_another_try(error):
                return future, None, error
    raise AssertionError("unreachable: the last try returns")


def _commit(connection: Connection, batch: list[Job]) -> list[Any]:
    with connection.begin():
        session = Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
        values = []
        for _, call in batch:
            values.append(call(session))
            session.flush()
            session.expunge_all()  # what the next job reads, it reads from the database
        session.close()
    return values


def _tell(ended: list[Ended]) -> None:
    """Hand results to whoever still waits for them."""
    for future, value, error in ended:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)


def _worth_another_try(error: Exception) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}

"""Leases: one holder of a name at a time among all processes, and free the moment that its holder dies.

A lock of the operating system (SQLite) or of the database server (PostgreSQL) is used rather than a row with a time
in it: the next holder need not wait for a term to end. May import: `storage.database`.
"""

import fcntl
import threading
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database


class Lease:
    """The right to do `name`; ask `hold()` before each piece of work."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None
        self._over = False
        self._guard = threading.Lock()

    def hold(self) -> bool:
        """Whether the lease is ours now: keeps it, or takes it where it is free. Never waits; never after `release`."""
        with self._guard:
            if self._over:
                return False
            return self._hold_file() if self._database.is_sqlite else self._hold_lock()

    def release(self) -> None:
        """Let the next one in, for good."""
        with self._guard:
            self._over = True
            self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            # An advisory lock belongs to the server's session: giving the connection back to the pool would keep it.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _hold_file(self) -> bool:
        if self._file is not None:
            return True
        path = self._database.engine.url.database
        if not path or path == ":memory:":
            return True  # nobody else can see this database
        file = Path(f"{path}.{self._name}.lock").open("ab")  # noqa: SIM115 - open for as long as the lease is held
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def _hold_lock(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return True
            connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            mine = connection.scalar(text("SELECT pg_try_advisory_lock(hashtext(:name))"), {"name": self._name})
        except DBAPIError:
            self._drop()
            return False
        if not mine:
            connection.close()
            return False
        self._connection = connection
        return True

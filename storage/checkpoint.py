"""Keeps SQLite's write-ahead log short from a thread of its own: a commit that had to do it would hold up everybody.

May import: nothing of this project.
"""

import contextlib
import sqlite3
import threading

EVERY = 0.5  # s between checkpoints
AUTOMATIC = 25_000  # pages of the log at which a commit does it after all, should this thread have died


class Checkpointer:
    """Moves what is committed from the log into the database file, beside the writer and never in its way."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="database-checkpointer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        while not self._over.wait(EVERY):
            with contextlib.suppress(sqlite3.Error):  # a full disk is the writer's to tell; the next one may work
                connection = connection or sqlite3.connect(self._path, check_same_thread=False)
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        if connection is not None:
            connection.close()

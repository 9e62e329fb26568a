"""The fake's own time: it runs with the real one and can be moved ahead or set. Imports the standard library only."""

import asyncio
import time
from datetime import datetime


class Clock:
    """A clock that a test may set and push forward, but never back."""

    def __init__(self, at: datetime | None = None) -> None:
        self._ahead = at.timestamp() - time.time() if at else 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    def set(self, at: datetime) -> None:
        """`at` must be aware."""
        self.advance(at.timestamp() - self.now())

    async def sleep(self, seconds: float) -> None:
        """Ends early when the clock is moved past the end."""
        end = self.now() + seconds
        while (left := end - self.now()) > 0:
            moved = self._moved
            try:
                await asyncio.wait_for(moved.wait(), left)
            except TimeoutError:
                return

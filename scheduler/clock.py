"""APScheduler as a bare ticker: what is due is computed from the tables, nothing is kept here.

May import: APScheduler.
"""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)


class Clock:
    """Calls jobs at their interval; a job that fails is logged and called again at its next time."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def every(self, *, seconds: float, call: Callable[[], Awaitable[None]]) -> None:
        """Call `call` every so many seconds, never twice at a time."""

        async def tick() -> None:
            try:
                await call()
            except Exception:  # one of the three borders: a failed tick must not stop the clock
                log.exception("action=tick_failed job=%s", getattr(call, "__qualname__", "?"))

        self._scheduler.add_job(tick, "interval", seconds=seconds, max_instances=1, coalesce=True)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

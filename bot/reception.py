"""Where every channel hands in what it heard: one transaction in the database, then the sender is woken.

May import: `handlers`, `scheduler`, `storage`.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.exc import InterfaceError, OperationalError

from bot import metrics
from handlers.conversation import Receipt, apologise, receive
from handlers.messages import Incoming
from handlers.understand import Mind
from storage.database import Database

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


def _nobody(_channel: str) -> None:
    """Nobody sends at once: whoever asks the sender next will find what is queued."""


class Reception:
    """The one door for events, whatever the channel."""

    def __init__(self, database: Database, mind: Mind, *, now: Callable[[], datetime] = utc_now) -> None:
        self.mind = mind  # replaced whole when the catalogue has changed
        self.wake: Callable[[str], None] = _nobody
        self._database = database
        self._now = now

    async def hear(self, incoming: Incoming) -> Receipt:
        """Returns when the event and its effects are committed; raises `OperationalError` when the database is away."""
        turn = (incoming.channel, incoming.address)
        now, begun = self._now(), time.perf_counter()
        try:
            receipt = await self._database.run_in_turn(turn, receive, incoming, mind=self.mind, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # one of the three borders: a fault in one answer must not come back with every retry
            metrics.FAULTS.labels(incoming.channel).inc()
            log.exception("action=answer_failed channel=%s kind=%s", incoming.channel, incoming.kind)
            receipt = await self._database.run_in_turn(turn, apologise, incoming, mind=self.mind, now=now)
        metrics.HEARD.labels(incoming.channel, incoming.kind, str(receipt.repeat)).inc()
        metrics.ANSWERED.labels(incoming.channel).observe(time.perf_counter() - begun)
        if receipt.queued:
            self.wake(incoming.channel)
        log.info(
            "action=heard channel=%s kind=%s repeat=%s queued=%d",
            incoming.channel,
            incoming.kind,
            receipt.repeat,
            receipt.queued,
        )
        return receipt

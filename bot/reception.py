"""Where every channel hands in what it heard: one transaction in the database, then the sender is woken.

May import: `handlers`, `scheduler`, `storage`.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.exc import InterfaceError, OperationalError

from bot import metrics
from handlers.conversation import Receipt, apologise, receive
from handlers.messages import Incoming
from handlers.understand import Mind
from storage.database import Database
from storage.outbox import Claimed

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Sends(Protocol):
    """What the reception wants of a channel's sender."""

    def take_place(self) -> bool: ...
    def go(self, claimed: Claimed | None) -> None: ...
    def wake(self) -> None: ...


class Reception:
    """The one door for events, whatever the channel."""

    def __init__(self, database: Database, mind: Mind, *, now: Callable[[], datetime] = utc_now) -> None:
        self.mind = mind  # replaced whole when the catalogue has changed
        self.senders: Mapping[str, Sends] = {}  # without one, whoever asks the sender next finds what is queued
        self._database = database
        self._now = now

    async def hear(self, incoming: Incoming) -> Receipt:
        """Returns when the event and its effects are committed; raises `OperationalError` when the database is away."""
        begun = time.perf_counter()
        sender = self.senders.get(incoming.channel)
        place = sender is not None and sender.take_place()
        receipt = Receipt(repeat=False)
        try:
            receipt = await self._heard(incoming, take=place)
        finally:
            if sender and place:
                sender.go(receipt.claimed)
        if sender and receipt.queued > (receipt.claimed is not None):
            sender.wake()
        self._count(incoming, receipt, time.perf_counter() - begun)
        return receipt

    async def _heard(self, incoming: Incoming, *, take: bool) -> Receipt:
        turn = (incoming.channel, incoming.address)
        now = self._now()
        run = self._database.run_in_turn
        try:
            return await run(turn, receive, incoming, mind=self.mind, now=now, take=take)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # one of the three borders: a fault in one answer must not come back with every retry
            metrics.FAULTS.labels(incoming.channel).inc()
            log.exception("action=answer_failed channel=%s kind=%s", incoming.channel, incoming.kind)
            return await run(turn, apologise, incoming, mind=self.mind, now=now)

    def _count(self, incoming: Incoming, receipt: Receipt, seconds: float) -> None:
        channel, kind = incoming.channel, incoming.kind
        metrics.HEARD.labels(channel, kind, str(receipt.repeat)).inc()
        metrics.ANSWERED.labels(channel).observe(seconds)
        log.info("action=heard channel=%s kind=%s repeat=%s queued=%d", channel, kind, receipt.repeat, receipt.queued)

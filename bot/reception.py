"""Where every channel hands in what it heard: one transaction in the database, then the sender is woken.

May import: `handlers`, `scheduler`, `storage`.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from bot import metrics
from handlers.conversation import Receipt, apologise, receive
from handlers.messages import Incoming
from handlers.understand import Mind
from scheduler.calls import Ticket
from scheduler.sender import Sender
from storage.database import Database

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Reception:
    """The one door for events, whatever the channel."""

    def __init__(self, database: Database, mind: Mind, *, now: Callable[[], datetime] = utc_now) -> None:
        self.mind = mind  # replaced whole when the catalogue has changed
        self.senders: Mapping[str, Sender] = {}  # without one, whoever asks the sender next finds what is queued
        self._database = database
        self._now = now

    async def hear(self, incoming: Incoming) -> Receipt:
        """Returns when the event and its effects are committed; raises `OperationalError` when the database is away."""
        begun = time.perf_counter()
        sender = self.senders.get(incoming.channel)
        ticket = sender.take_place() if sender else None
        # A caller that gives up must not part the commit from the sending of what was claimed in it.
        receipt = await asyncio.shield(self._heard_and_sent(incoming, sender, ticket))
        self._count(incoming, receipt, time.perf_counter() - begun)
        return receipt

    async def _heard_and_sent(self, incoming: Incoming, sender: Sender | None, ticket: Ticket | None) -> Receipt:
        receipt: Receipt | None = None
        try:
            receipt = await self._heard(incoming, ticket)
        finally:
            if sender and ticket:
                sender.go(ticket, receipt.claimed if receipt else None, committed=receipt is not None)
        if sender and receipt.queued > (receipt.claimed is not None):
            sender.wake()
        return receipt

    async def _heard(self, incoming: Incoming, ticket: Ticket | None) -> Receipt:
        turn = (incoming.channel, incoming.address)
        now = self._now()
        run = self._database.run_in_turn
        try:
            return await run(turn, _receive, incoming, ticket, mind=self.mind, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # one of the three borders: a fault in one answer must not come back with every retry
            metrics.FAULTS.labels(incoming.channel).inc()
            log.exception("action=answer_failed channel=%s kind=%s", incoming.channel, incoming.kind)
            return await run(turn, _apologise, incoming, ticket, mind=self.mind, now=now)

    def _count(self, incoming: Incoming, receipt: Receipt, seconds: float) -> None:
        channel, kind = incoming.channel, incoming.kind
        metrics.HEARD.labels(channel, kind, str(receipt.repeat)).inc()
        metrics.ANSWERED.labels(channel).observe(seconds)
        log.info("action=heard channel=%s kind=%s repeat=%s queued=%d", channel, kind, receipt.repeat, receipt.queued)


def _receive(session: Session, incoming: Incoming, ticket: Ticket | None, *, mind: Mind, now: datetime) -> Receipt:
    """Settle what has ended, so that this person's last answer is out of the way, then hear him."""
    if ticket:
        ticket.settle(session)
    return receive(session, incoming, mind=mind, now=now, take=ticket is not None)


def _apologise(session: Session, incoming: Incoming, ticket: Ticket | None, *, mind: Mind, now: datetime) -> Receipt:
    if ticket:
        ticket.settle(session)
    return apologise(session, incoming, mind=mind, now=now)

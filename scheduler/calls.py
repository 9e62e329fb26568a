"""What a sender has in hand: calls in flight, what became of those that ended, and how that is written down.

May import: `handlers.messages`, `scheduler.errors`, `storage`.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from sqlalchemy.orm import Session

from handlers.messages import Message
from scheduler.errors import Gone, Moved, SendError
from storage import contacts, outbox
from storage.outbox import BULK, Claimed, Outcome, Status


class Channel(Protocol):
    """A way to people. Implemented in `bot.channels`."""

    name: str
    places: int  # calls that may be in flight for replies, and as many again for bulk
    pace: float  # bulk messages a second

    async def send(self, address: str, message: Message) -> str:
        """Deliver one message; returns the channel's own id of it. Raises `SendError`."""
        ...


@runtime_checkable
class Rings(Protocol):
    """A channel that wants to know when what it sent is in the ledger: the web chat's pages read it there."""

    def settled(self, addresses: Sequence[str]) -> None: ...


Ended = tuple[Claimed, Outcome, SendError | None]


@dataclass(slots=True)
class Ticket:
    """Leave to claim one answer, in a transaction that also settles what has ended by then."""

    outcomes: deque[Ended]
    ended: list[Ended] = field(default_factory=list)

    def settle(self, session: Session) -> None:
        """Write down what became of the calls that have ended; called anew when the transaction is tried again."""
        self.ended += taken(self.outcomes)
        settle(session, self.ended, datetime.now(UTC))


@dataclass(slots=True)
class Work:
    """What one channel's loop has in hand."""

    in_flight: dict[int, Claimed] = field(default_factory=dict)
    outcomes: deque[Ended] = field(default_factory=deque)  # filled by the loop, emptied by any thread
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def count(self, *, bulk: bool) -> int:
        return sum((claimed.lane == BULK) == bulk for claimed in self.in_flight.values())


def taken(outcomes: deque[Ended]) -> list[Ended]:
    """All that is there now; each outcome is taken by one thread only."""
    taken = []
    with contextlib.suppress(IndexError):
        while True:
            taken.append(outcomes.popleft())
    return taken


def settle(session: Session, ended: Sequence[Ended], now: datetime) -> None:
    """Write down what became of calls: the ledger, a repeat of what is unknown, dead and moved addresses."""
    if not ended:
        return
    outbox.settle(session, [outcome for _, outcome, _ in ended], now)
    outbox.repeat(session, [outcome.id for _, outcome, _ in ended if outcome.status is Status.UNKNOWN], now)
    for claimed, _, error in ended:
        if isinstance(error, Gone):
            contacts.close_address(session, claimed.address_id, reason=error.reason, now=now)
        elif isinstance(error, Moved):
            now_at = contacts.move_address(session, claimed.address_id, error.address, now)
            if now_at != claimed.address_id:
                outbox.reroute(session, claimed.address_id, now_at)

"""The cast and small makers that tests share: Lan, Minh, what they say, a channel that records.

May import: everything.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from handlers.messages import Incoming, Kind, Message
from scheduler.errors import SendError
from storage import contacts, outbox
from storage.database import Database
from storage.outbox import Delivery

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LAN, MINH = "1001", "1002"
CHANNEL = "telegram"
_events = count(1)


def said(text: str, *, by: str = LAN, event_id: str = "", kind: Kind = "text", button: str = "") -> Incoming:
    """An event of somebody; each call is another event unless it is given an id."""
    event_id = event_id or f"e{next(_events)}"
    return Incoming(channel=CHANNEL, event_id=event_id, address=by, kind=kind, text=text, button=button, at=NOW)


def address_of(database: Database, person: str = LAN) -> int:
    """The id of a person's address, made if new."""
    with database.transaction() as session:
        return contacts.sender_of(session, CHANNEL, person, name="", now=NOW).address_id


def queue(
    database: Database, text: str, *, to: str = LAN, lane: int = outbox.REPLY, expires_at: datetime | None = None
) -> None:
    """Queue a message for somebody."""
    address = address_of(database, to)
    with database.transaction() as session:
        body = Message(text=text).as_json()
        outbox.put(session, address, [body], channel=CHANNEL, now=NOW, lane=lane, expires_at=expires_at)


def ledger(database: Database) -> list[tuple[str, str, str]]:
    """(text, status, reason) of every delivery, in order."""
    with database.transaction(reading=True) as session:
        rows = session.query(Delivery).order_by(Delivery.id).all()
        return [(row.body["text"], row.status, row.reason) for row in rows]


@dataclass
class Recorder:
    """A channel that keeps what it was given; `troubles` are raised first, one a call."""

    name: str = CHANNEL
    places: int = 5
    pace: float = 1000.0
    took: float = 0.0  # s that a call takes
    sent: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[SendError] = field(default_factory=list)

    async def send(self, address: str, message: Message) -> str:
        await asyncio.sleep(self.took)
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append((address, message.plain()))
        return str(len(self.sent))

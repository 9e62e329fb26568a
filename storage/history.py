"""A conversation as it happened on one address, for a page that shows it: what was said there and what was answered.

Read only. May import: `storage.base`, `storage.contacts`, `storage.inbox`, `storage.outbox`.
"""

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from storage.contacts import Address, Contact
from storage.inbox import Event
from storage.outbox import Delivery, Status

PAGE = 200  # lines of one read
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_MARK = re.compile(r"([0-9]{1,16})\.([0-9]{1,16})\.([0-9]{1,16})\.([0-9]{1,16})")


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said."""

    row: int
    at: datetime
    event_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the person was told; `body` is a Message as JSON."""

    row: int
    at: datetime
    body: dict[str, Any]


Line = Said | Told


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a reader has read, with a place for each sort of line: an event shows when it is committed, in the order
    of its row; a message shows when it is settled, in the order of that time, whichever was queued first."""

    address_id: int
    said: int = 0
    told_at: int = 0  # microseconds
    told: int = 0

    def __str__(self) -> str:
        return f"{self.address_id}.{self.said}.{self.told_at}.{self.told}"

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        """The mark that was written so; None where it is not one."""
        found = _MARK.fullmatch(text)
        return cls(*map(int, found.groups())) if found else None

    def past(self, line: Line) -> "Mark":
        """The mark of a reader who has read `line` too."""
        if isinstance(line, Said):
            return replace(self, said=line.row)
        return replace(self, told_at=(line.at - EPOCH) // MICROSECOND, told=line.row)


def read(
    session: Session, channel: str, external_id: str, mark: Mark | None = None, *, limit: int = PAGE
) -> tuple[Mark | None, list[Line]]:
    """Up to `limit` lines after `mark`, as they happened, and the mark that they begin at; without a mark the newest.

    A mark of an address that was erased since counts as none.
    """
    address_id = session.scalar(
        select(Address.id).where(Address.channel == channel, Address.external_id == external_id)
    )
    if address_id is None:
        return None, []
    if mark is None or mark.address_id != address_id:
        return _newest(session, address_id, limit)
    # Messages are read first: on PostgreSQL each query sees its own moment, and no answer may precede its question.
    told = _told(session, _told_after(address_id, mark).order_by(Delivery.ended_at, Delivery.id).limit(limit))
    said = _said(session, _said_by(address_id).where(Event.id > mark.said).order_by(Event.id).limit(limit))
    return mark, _merge(said, told)[:limit]


def language_of(session: Session, channel: str, external_id: str) -> str | None:
    """The language of whoever has that address; None where nobody wrote from it yet."""
    return session.scalar(
        select(Contact.language)
        .join(Address, Address.contact_id == Contact.id)
        .where(Address.channel == channel, Address.external_id == external_id)
    )


def _newest(session: Session, address_id: int, limit: int) -> tuple[Mark, list[Line]]:
    newest_told = _told_by(address_id).order_by(Delivery.ended_at.desc(), Delivery.id.desc()).limit(limit)
    told = _told(session, newest_told)[::-1]
    said = _said(session, _said_by(address_id).order_by(Event.id.desc()).limit(limit))[::-1]
    mark = Mark(address_id)
    if told:
        mark = mark.past(replace(told[0], row=told[0].row - 1))
    if said:
        mark = mark.past(replace(said[0], row=said[0].row - 1))
    lines = _merge(said, told)
    for older in lines[:-limit]:
        mark = mark.past(older)
    return mark, lines[-limit:]


def _merge(said: Sequence[Said], told: Sequence[Told]) -> list[Line]:
    # Both keep their own order, which is the order of the mark, even where two clocks disagree.
    both: tuple[Sequence[Line], Sequence[Line]] = (said, told)
    return list(heapq.merge(*both, key=lambda line: line.at))


def _said_by(address_id: int) -> Select[int, datetime, str, str]:
    return select(Event.id, Event.received_at, Event.event_id, Event.text).where(
        Event.address_id == address_id, Event.kind.in_(["text", "button"]), Event.text != ""
    )


def _told_by(address_id: int) -> Select[int, datetime | None, dict[str, Any]]:
    return select(Delivery.id, Delivery.ended_at, Delivery.body).where(
        Delivery.address_id == address_id, Delivery.status == Status.SENT, Delivery.ended_at.is_not(None)
    )


def _told_after(address_id: int, mark: Mark) -> Select[int, datetime | None, dict[str, Any]]:
    at = EPOCH + mark.told_at * MICROSECOND
    later = or_(Delivery.ended_at > at, and_(Delivery.ended_at == at, Delivery.id > mark.told))
    return _told_by(address_id).where(later)


def _said(session: Session, query: Select[int, datetime, str, str]) -> list[Said]:
    return [Said(row, at, event_id, text) for row, at, event_id, text in session.execute(query)]


def _told(session: Session, query: Select[int, datetime | None, dict[str, Any]]) -> list[Told]:
    return [Told(row, at, body) for row, at, body in session.execute(query) if at is not None]

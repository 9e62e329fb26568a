"""The ledger: every message that goes out is a row here before it is sent, and ends as what became of it.

May import: `storage.base`, `.contacts`, `.inbox`, `.statement`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, and_, bindparam, case, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.contacts import Address
from storage.inbox import Event
from storage.statement import Statement

REPLY, REMINDER, BULK = 0, 1, 2  # lanes: a lower one overtakes


class Status(StrEnum):
    """Where a message stands. The first two are open, the others final."""

    QUEUED = "queued"  # waits for the sender
    SENDING = "sending"  # the call is on its way
    SENT = "sent"  # the channel accepted it
    FAILED = "failed"  # the channel refused it, or the tries are used up; reason tells
    UNKNOWN = "unknown"  # the call began and nobody knows how it ended
    EXPIRED = "expired"  # its time was over before it could go
    CANCELLED = "cancelled"  # taken back before it went
    SUPPRESSED = "suppressed"  # must not go (closed address, no consent); reason tells


class Delivery(Base):
    """One message to one address."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_open", "channel", "status", "lane", "id"),
        Index("ix_delivery_address", "address_id", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    lane: Mapped[int] = mapped_column(default=REPLY)
    body: Mapped[dict[str, Any]]  # a Message as JSON
    status: Mapped[str] = mapped_column(String(12), default=Status.QUEUED)
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey(Event.id))  # the event that it answers
    repeats: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))  # the unknown one that it says again
    receipt: Mapped[str] = mapped_column(String(64), default="")  # the channel's own id of the message
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that the sender now holds."""

    id: int
    address_id: int
    address: str
    lane: int
    attempts: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed message. `status` QUEUED puts it back, due at `again_at`."""

    id: int
    status: Status
    reason: str = ""
    receipt: str = ""
    attempts: int = 0
    again_at: datetime | None = None


_TABLE = Delivery.__table__
_GIVEN = ("channel", "address_id", "lane", "body", "reason", "attempts", "not_before", "expires_at", "event_id")
_NEW: dict[str, Any] = {name: bindparam(name) for name in (*_GIVEN, "receipt", "created_at")}
_OPEN = _TABLE.alias("open")
_SOMETHING_WAITS = (
    select(_OPEN.c.id)
    .where(
        _OPEN.c.address_id == bindparam("address_id"),
        or_(_OPEN.c.status == Status.QUEUED, _OPEN.c.status == Status.SENDING),
        _OPEN.c.lane == REPLY,
    )
    .exists()
)
_PUT = Statement(insert(Delivery).values({**_NEW, "status": Status.QUEUED}))
_PUT_AND_TAKE = Statement(
    insert(Delivery)
    .values({**_NEW, "status": case((_SOMETHING_WAITS, Status.QUEUED), else_=Status.SENDING)})
    .returning(Delivery.id, Delivery.status),
    (Delivery.id, Delivery.status),
)
_EARLIER = _TABLE.alias("earlier")
_WAITS_FOR_EARLIER = (
    select(_EARLIER.c.id)
    .where(
        _EARLIER.c.address_id == _TABLE.c.address_id,
        or_(_EARLIER.c.status == Status.QUEUED, _EARLIER.c.status == Status.SENDING),
        _EARLIER.c.id < _TABLE.c.id,
        _EARLIER.c.lane <= _TABLE.c.lane,
    )
    .exists()
)
_FOUND = (Delivery.id, Delivery.address_id, Address.external_id, Delivery.lane, Delivery.attempts, Delivery.body)
_DUE = Statement(
    select(*_FOUND, Delivery.expires_at, Address.closed_at)
    .join(Address, Address.id == Delivery.address_id)
    .where(
        Delivery.channel == bindparam("channel"),
        Delivery.status == Status.QUEUED,
        Delivery.not_before <= bindparam("now"),
        Delivery.lane.between(bindparam("first"), bindparam("last")),
        ~_WAITS_FOR_EARLIER,
    )
    .order_by(Delivery.lane, Delivery.id)
    .limit(bindparam("most", type_=Integer)),
    (*_FOUND, Delivery.expires_at, Address.closed_at),
)
# The condition is repeated: a row that somebody else took since must not be taken twice.
_TAKE = Statement(
    update(Delivery)
    .where(Delivery.id == bindparam("row"), Delivery.status == Status.QUEUED)
    .values(status=Status.SENDING)
    .returning(Delivery.id),
    [Delivery.id],
)
_MARK_SENT = Statement(
    update(Delivery)
    .where(Delivery.id == bindparam("row"), Delivery.status == Status.SENDING)
    .values(
        status=Status.SENT, receipt=bindparam("receipt"), attempts=bindparam("tries"), ended_at=bindparam("ended_at")
    )
)


def put(  # noqa: PLR0913 - the columns of a row, by name
    session: Session,
    address_id: int,
    bodies: Sequence[dict[str, Any]],
    *,
    channel: str,
    now: datetime,
    lane: int = REPLY,
    event_id: int | None = None,
    expires_at: datetime | None = None,
    take: bool = False,
) -> list[int]:
    """Queue messages to one address; they go in this order. With `take` the first is claimed at once, unless an earlier
    one still waits; the ids of what was claimed."""
    if not bodies:
        return []
    shared = {
        "channel": channel,
        "address_id": address_id,
        "lane": lane,
        "attempts": 0,
        "not_before": now,
        "event_id": event_id,
        "expires_at": expires_at,
        "created_at": now,
        "reason": "",
        "receipt": "",
    }
    rows = [{**shared, "body": body} for body in bodies]
    if not take:
        _PUT.many(session, rows)
        return []
    taken = [row for row, status in _PUT_AND_TAKE(session, rows[0]) if status == Status.SENDING]
    if rows[1:]:
        _PUT.many(session, rows[1:])
    return taken


def claim(session: Session, channel: str, *, lanes: tuple[int, int], limit: int, now: datetime) -> list[Claimed]:
    """Take up to `limit` due messages of the first to the last of `lanes`, lower ones first, one an address at a time;
    what is too late or has no open address ends here. The caller holds the channel's lease."""
    if limit <= 0:
        return []
    first, last = lanes
    found = _DUE(session, {"channel": channel, "now": now, "first": first, "last": last, "most": limit})
    late = [row[0] for row in found if row[-2] is not None and row[-2] <= now]
    shut = [row[0] for row in found if row[-1] is not None and row[0] not in late]
    end(session, late, Status.EXPIRED, reason="too_late", now=now)
    end(session, shut, Status.SUPPRESSED, reason="address_closed", now=now)
    good = [Claimed(*row[:-2]) for row in found if row[0] not in late and row[0] not in shut]
    return [claimed for claimed in good if _TAKE(session, {"row": claimed.id})]


def end(session: Session, ids: Sequence[int], status: Status, *, reason: str, now: datetime) -> None:
    """Give queued messages their final status."""
    if ids:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids), Delivery.status == Status.QUEUED)
            .values(status=status, reason=reason, ended_at=now)
        )


def settle(session: Session, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down what became of claimed messages."""
    sent = [o for o in outcomes if o.status is Status.SENT]
    if sent:
        rows = [{"row": o.id, "receipt": o.receipt, "tries": o.attempts, "ended_at": now} for o in sent]
        _MARK_SENT.many(session, rows)
    for outcome in outcomes:
        if outcome.status is not Status.SENT:
            open_again = outcome.status is Status.QUEUED
            values: dict[str, Any] = {"status": outcome.status, "reason": outcome.reason, "attempts": outcome.attempts}
            values |= {"not_before": outcome.again_at} if open_again else {"ended_at": now}
            session.execute(update(Delivery).where(_held(outcome.id)).values(**values))


def _held(row: Any) -> Any:
    return and_(Delivery.id == row, Delivery.status == Status.SENDING)


def reroute(session: Session, old: int, new: int) -> None:
    """What waits for an address goes to another."""
    queued = update(Delivery).where(Delivery.address_id == old, Delivery.status == Status.QUEUED)
    session.execute(queued.values(address_id=new))


def recover(session: Session, channel: str, now: datetime, *, ours: Sequence[int] = ()) -> int:
    """Calls that a dead sender left open become `unknown`; answers and reminders among them are said once more, marked.

    The caller holds the channel's lease; `ours` are the calls that it has in flight. Returns how many were found.
    """
    lost = update(Delivery).where(
        Delivery.channel == channel, Delivery.status == Status.SENDING, Delivery.id.not_in(ours)
    )
    lost = lost.values(status=Status.UNKNOWN, reason="sender_died", ended_at=now)
    ids = list(session.scalars(lost.returning(Delivery.id)))
    repeat(session, ids, now)
    return len(ids)


def repeat(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Queue each unknown answer or reminder of `ids` once more. A repeat is not repeated again."""
    if not ids:
        return
    query = select(Delivery).where(
        Delivery.id.in_(ids), Delivery.status == Status.UNKNOWN, Delivery.lane < BULK, Delivery.repeats.is_(None)
    )
    for row in session.scalars(query.order_by(Delivery.id)).all():
        session.add(
            Delivery(
                channel=row.channel,
                address_id=row.address_id,
                lane=row.lane,
                body={**row.body, "repeated": True},
                not_before=now,
                expires_at=row.expires_at,
                event_id=row.event_id,
                repeats=row.id,
                created_at=now,
            )
        )
    session.flush()

"""The ledger: every message that goes out is a row here before it is sent, and ends as what became of it.

May import: `storage.base`, `storage.contacts`, `storage.inbox`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, and_, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.contacts import Address
from storage.inbox import Event

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


# Statements of every message are built once: building one costs more than running it.
_TABLE = Delivery.__table__
_PUT = insert(_TABLE)
_PUT_ONE = insert(_TABLE).returning(_TABLE.c.id)
_FIRST_OPEN = (
    select(_TABLE.c.id)
    .where(
        _TABLE.c.address_id == bindparam("address"),
        _TABLE.c.status.in_([Status.QUEUED, Status.SENDING]),
        _TABLE.c.lane == REPLY,
    )
    .limit(1)
)
_EARLIER = _TABLE.alias("earlier")
_WAITS_FOR_EARLIER = (
    select(_EARLIER.c.id)
    .where(
        _EARLIER.c.address_id == _TABLE.c.address_id,
        _EARLIER.c.status.in_([Status.QUEUED, Status.SENDING]),
        _EARLIER.c.id < _TABLE.c.id,
        _EARLIER.c.lane <= _TABLE.c.lane,
    )
    .exists()
)
_DUE = (
    select(
        _TABLE.c.id,
        _TABLE.c.address_id,
        _TABLE.c.lane,
        _TABLE.c.attempts,
        _TABLE.c.body,
        _TABLE.c.expires_at,
        Address.external_id,
        Address.closed_at,
    )
    .join_from(_TABLE, Address.__table__, Address.id == _TABLE.c.address_id)
    .where(
        _TABLE.c.channel == bindparam("of_channel"),
        _TABLE.c.status == Status.QUEUED,
        _TABLE.c.not_before <= bindparam("now"),
        _TABLE.c.lane.in_(bindparam("lanes", expanding=True)),
        ~_WAITS_FOR_EARLIER,
    )
    .order_by(_TABLE.c.lane, _TABLE.c.id)
    .limit(bindparam("most"))
)
# The condition is repeated: a row that somebody else took since must not be taken twice.
_TAKE = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("ids", expanding=True)), _TABLE.c.status == Status.QUEUED)
    .values(status=Status.SENDING)
    .returning(_TABLE.c.id)
)
_MARK_SENT = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.status == Status.SENDING)
    .values(
        status=Status.SENT, receipt=bindparam("receipt"), attempts=bindparam("tries"), ended_at=bindparam("ended_at")
    )
)


def put(
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
        "status": Status.QUEUED,
        "attempts": 0,
        "not_before": now,
        "event_id": event_id,
        "expires_at": expires_at,
        "created_at": now,
        "reason": "",
        "receipt": "",
    }
    connection = session.connection()
    first = take and connection.execute(_FIRST_OPEN, {"address": address_id}).first() is None
    if first:
        values = {**shared, "status": Status.SENDING, "body": bodies[0]}
        taken = [connection.execute(_PUT_ONE, values).scalar_one()]
        bodies = bodies[1:]
    if bodies:
        connection.execute(_PUT, [{**shared, "body": body} for body in bodies])
    return taken if first else []


def claim(session: Session, channel: str, *, lanes: Sequence[int], limit: int, now: datetime) -> list[Claimed]:
    """Take up to `limit` due messages, lower lanes first, one an address at a time; what is too late or has no open
    address ends here. The caller holds the channel's lease."""
    if limit <= 0:
        return []
    connection = session.connection()
    wanted = {"of_channel": channel, "now": now, "lanes": list(lanes), "most": limit}
    rows = connection.execute(_DUE, wanted).all()
    late = [row.id for row in rows if row.expires_at is not None and row.expires_at <= now]
    shut = [row.id for row in rows if row.closed_at is not None and row.id not in late]
    end(session, late, Status.EXPIRED, reason="too_late", now=now)
    end(session, shut, Status.SUPPRESSED, reason="address_closed", now=now)
    good = [row.id for row in rows if row.id not in late and row.id not in shut]
    if not good:
        return []
    taken = set(connection.execute(_TAKE, {"ids": good}).scalars())
    return [
        Claimed(row.id, row.address_id, row.external_id, row.lane, row.attempts, row.body)
        for row in rows
        if row.id in taken
    ]


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
        session.connection().execute(
            _MARK_SENT, [{"row": o.id, "receipt": o.receipt, "tries": o.attempts, "ended_at": now} for o in sent]
        )
    for outcome in outcomes:
        if outcome.status is not Status.SENT:
            open_again = outcome.status is Status.QUEUED
            values: dict[str, Any] = {"status": outcome.status, "reason": outcome.reason, "attempts": outcome.attempts}
            values |= {"not_before": outcome.again_at} if open_again else {"ended_at": now}
            session.execute(update(Delivery).where(_held(outcome.id)).values(**values))


def _held(row: Any) -> Any:
    return and_(Delivery.id == row, Delivery.status == Status.SENDING)


def recover(session: Session, channel: str, now: datetime) -> int:
    """Calls that a dead sender left open become `unknown`; answers and reminders among them are said once more, marked.

    The caller holds the channel's lease. Returns how many were found.
    """
    lost = update(Delivery).where(Delivery.channel == channel, Delivery.status == Status.SENDING)
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


def next_due(session: Session, channel: str) -> datetime | None:
    """When the next queued message of the channel may go; None where nothing waits."""
    return session.scalar(
        select(Delivery.not_before)
        .where(Delivery.channel == channel, Delivery.status == Status.QUEUED)
        .order_by(Delivery.not_before)
        .limit(1)
    )

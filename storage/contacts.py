"""Contacts and their addresses: who is writing, and where an answer reaches him.

May import: `storage.base`, `storage.statement`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.statement import Statement

SEEN_EVERY = timedelta(minutes=10)  # last_seen_at is a rough mark: no write for each message


class Contact(Base):
    """A person, with one or more addresses."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    stopped_at: Mapped[datetime | None]  # asked for nothing that he did not ask for
    created_at: Mapped[datetime]


class Address(Base):
    """A channel and an id on it. A dead one is closed, never deleted, and opens when its owner writes."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(200), default="")
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(String(64), default="")
    last_seen_at: Mapped[datetime]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an event: the address that it came from, and its contact."""

    address_id: int
    contact_id: int
    language: str
    stopped: bool


_FOUND = (Address.id, Address.contact_id, Address.last_seen_at, Address.closed_at, Contact.language, Contact.stopped_at)
_FIND = Statement(
    select(*_FOUND)
    .join(Contact, Contact.id == Address.contact_id)
    .where(Address.channel == bindparam("channel"), Address.external_id == bindparam("external_id"))
    .with_for_update(of=Address),
    _FOUND,
)


def sender_of(session: Session, channel: str, external_id: str, *, name: str, now: datetime) -> Sender:
    """The sender of an event, made if new. Holds his row until the transaction ends: his events follow one another."""
    wanted = {"channel": channel, "external_id": external_id}
    rows = _FIND(session, wanted)
    if not rows:
        _make(session, channel, external_id, name=name, now=now)
        rows = _FIND(session, wanted)
    address_id, contact_id, last_seen_at, closed_at, language, stopped_at = rows[0]
    if closed_at is not None or now - last_seen_at > SEEN_EVERY:
        seen = {"last_seen_at": now, "closed_at": None, "closed_reason": ""} | ({"name": name[:200]} if name else {})
        session.execute(update(Address).where(Address.id == address_id).values(**seen))
    return Sender(address_id, contact_id, language, stopped_at is not None)


def close_address(session: Session, address_id: int, *, reason: str, now: datetime) -> None:
    """Send nothing there until its owner writes again."""
    session.execute(
        update(Address)
        .where(Address.id == address_id, Address.closed_at.is_(None))
        .values(closed_at=now, closed_reason=reason[:64])
    )


def move_address(session: Session, address_id: int, external_id: str, now: datetime) -> int:
    """The channel gave the address a new id (a group became a supergroup). Returns the id of the row that stands for it
    now: the same, or the one of somebody who wrote from the new id first; then the old one is closed."""
    channel = session.scalar(select(Address.channel).where(Address.id == address_id))
    taken = session.scalar(select(Address.id).where(Address.channel == channel, Address.external_id == external_id))
    if taken is not None and taken != address_id:
        close_address(session, address_id, reason="moved", now=now)
        return taken
    session.execute(update(Address).where(Address.id == address_id).values(external_id=external_id))
    return address_id


def set_language(session: Session, contact_id: int, language: str) -> None:
    session.execute(update(Contact).where(Contact.id == contact_id).values(language=language))


def set_stopped(session: Session, contact_id: int, at: datetime | None) -> None:
    """Stop (a time) or allow again (None) everything that the contact did not ask for."""
    session.execute(update(Contact).where(Contact.id == contact_id).values(stopped_at=at))


def _make(session: Session, channel: str, external_id: str, *, name: str, now: datetime) -> None:
    contact_id = session.execute(insert(Contact).values(created_at=now).returning(Contact.id)).scalar_one()
    values = {
        "contact_id": contact_id,
        "channel": channel,
        "external_id": external_id,
        "name": name[:200],
        "last_seen_at": now,
        "created_at": now,
    }
    dialect = session.get_bind().dialect.name
    make = postgresql.insert(Address) if dialect == "postgresql" else sqlite.insert(Address)
    made = session.execute(
        make.values(**values).on_conflict_do_nothing(index_elements=["channel", "external_id"]).returning(Address.id)
    ).scalar_one_or_none()
    if made is None:  # another process met him first; its contact is the one that counts
        session.execute(Contact.__table__.delete().where(Contact.id == contact_id))  # type: ignore[attr-defined]

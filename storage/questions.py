"""Questions that wait for staff, and what was not understood. May import: `storage.base`."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.inbox import Event

_MAIL = re.compile(r"\S+@\S+")
_LONG_NUMBER = re.compile(r"\d(?:[\s.-]?\d){5,}")


class Question(Base):
    """What a contact asks the office; it is answered on the address that it came from."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    channel: Mapped[str] = mapped_column(String(16))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)  # asked once, however often it is tapped
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(80), default="")  # the record spoken of, where there was one
    status: Mapped[str] = mapped_column(String(12), default="waiting")  # waiting for staff · answered · closed
    created_at: Mapped[datetime]


class Miss(Base):
    """A message that was not understood: folded, numbers and mail masked, without its sender."""

    __tablename__ = "miss"

    text: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


def ask(session: Session, event_id: int, text: str, *, contact_id: int, about: str = "", now: datetime) -> int | None:
    """Put a question before the office; its number, or None where this event's question is already there."""
    event = session.execute(select(Event.address_id, Event.channel).where(Event.id == event_id)).one()
    insert_one = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert_one(Question).values(
        contact_id=contact_id,
        address_id=event.address_id,
        channel=event.channel,
        event_id=event_id,
        text=text,
        about=about,
        status="waiting",
        created_at=now,
    )
    made = row.on_conflict_do_nothing(index_elements=["event_id"]).returning(Question.id)
    return session.execute(made).scalar_one_or_none()


def number_of(session: Session, event_id: int) -> int | None:
    """The number of the question that this event asked."""
    return session.scalar(select(Question.id).where(Question.event_id == event_id))


def event_of(session: Session, event_id: int, address_id: int) -> str | None:
    """The text of an event of that very address; None for anybody else's."""
    return session.scalar(select(Event.text).where(Event.id == event_id, Event.address_id == address_id))


def waiting(session: Session) -> int:
    """How many questions wait for staff."""
    return session.scalar(select(func.count()).select_from(Question).where(Question.status == "waiting")) or 0


def not_understood(session: Session, folded: str, now: datetime) -> None:
    """Count a message that found no answer, so that staff can make an alias of it."""
    text = masked(folded)[:200]
    if not text:
        return
    insert_one = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert_one(Miss).values(text=text, count=1, first_at=now, last_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["text"], set_={"count": Miss.count + 1, "last_at": now}))


def masked(text: str) -> str:
    """Without mail addresses and without any run of six or more digits: nothing that leads to a person."""
    return _LONG_NUMBER.sub("######", _MAIL.sub("@", text)).strip()

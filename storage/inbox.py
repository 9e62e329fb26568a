"""Events that were heard, each once. May import: `storage.base`, `storage.statement`."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.statement import Statement


class Event(Base):
    """One outside event; it commits in one transaction with all that it causes."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("channel", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    event_id: Mapped[str] = mapped_column(String(128))
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")  # what was written, or the label of what was pressed
    received_at: Mapped[datetime]


_COLUMNS = ("channel", "event_id", "address_id", "kind", "text", "received_at")
_HEAR = {
    dialect: Statement(
        insert(Event)
        .values({name: bindparam(name) for name in _COLUMNS})
        .on_conflict_do_nothing(index_elements=["channel", "event_id"])
        .returning(Event.id),
        [Event.id],
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def first_time(
    session: Session, address_id: int, *, channel: str, event_id: str, kind: str, text: str, now: datetime
) -> int | None:
    """Write the event down and give its row's id; None where it was heard before."""
    values = {
        "channel": channel,
        "event_id": event_id,
        "address_id": address_id,
        "kind": kind,
        "text": text,
        "received_at": now,
    }
    made = _HEAR[session.connection().dialect.name](session, values)
    return made[0][0] if made else None

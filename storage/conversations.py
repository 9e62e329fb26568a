"""One readable row a contact: the open question, the answers, what was offered. May import: `storage.base`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base


class Conversation(Base):
    """The state of a contact's talk. `step` is a name, never a number, so that a deploy may insert a question."""

    __tablename__ = "conversation"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    flow: Mapped[str] = mapped_column(String(40), default="")  # empty: no question is open
    step: Mapped[str] = mapped_column(String(40), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    offered: Mapped[list[Any]] = mapped_column(
        default=list
    )  # [[label, value]] of the last message, for numbers and words
    topic: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the record last spoken of: {"record", "intent", "at"}
    run: Mapped[int] = mapped_column(default=0)  # counts the flows begun; a button of an earlier run is stale
    version: Mapped[int] = mapped_column(default=0)  # counts the writes
    updated_at: Mapped[datetime]


@dataclass(slots=True)
class State:
    """A conversation in hand; `save` writes it back."""

    contact_id: int
    flow: str = ""
    step: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    offered: list[list[str]] = field(default_factory=list)
    topic: dict[str, Any] = field(default_factory=dict)
    run: int = 0
    version: int = 0


_TABLE = Conversation.__table__
_LOAD = select(
    _TABLE.c.contact_id,
    _TABLE.c.flow,
    _TABLE.c.step,
    _TABLE.c.answers,
    _TABLE.c.offered,
    _TABLE.c.topic,
    _TABLE.c.run,
    _TABLE.c.version,
).where(_TABLE.c.contact_id == bindparam("contact"))
_KEPT = ("flow", "step", "answers", "offered", "topic", "run", "version", "updated_at")
_UPDATE = (
    update(_TABLE).where(_TABLE.c.contact_id == bindparam("contact")).values({name: bindparam(name) for name in _KEPT})
)
_INSERT = insert(_TABLE).values(contact_id=bindparam("contact"), **{name: bindparam(name) for name in _KEPT})


def load(session: Session, contact_id: int) -> State:
    """The contact's state; a fresh one (version 0, not yet stored) where there is none."""
    row = session.connection().execute(_LOAD, {"contact": contact_id}).one_or_none()
    return State(*row) if row else State(contact_id)


def save(session: Session, state: State, now: datetime) -> None:
    """Write the state; the caller holds the contact's lock."""
    values = {
        "contact": state.contact_id,
        "flow": state.flow,
        "step": state.step,
        "answers": state.answers,
        "offered": state.offered,
        "topic": state.topic,
        "run": state.run,
        "version": state.version + 1,
        "updated_at": now,
    }
    session.connection().execute(_UPDATE if state.version else _INSERT, values)
    state.version += 1

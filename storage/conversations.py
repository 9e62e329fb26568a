"""One readable row a contact: the open question, the answers, what was offered. May import: `storage.base`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, insert, select, update
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


_LOAD = select(
    Conversation.contact_id,
    Conversation.flow,
    Conversation.step,
    Conversation.answers,
    Conversation.offered,
    Conversation.topic,
    Conversation.run,
    Conversation.version,
)


def load(session: Session, contact_id: int) -> State:
    """The contact's state; a fresh one (version 0, not yet stored) where there is none."""
    row = session.execute(_LOAD.where(Conversation.contact_id == contact_id)).one_or_none()
    return State(*row) if row else State(contact_id)


def save(session: Session, state: State, now: datetime) -> None:
    """Write the state; the caller holds the contact's lock."""
    values = {
        "flow": state.flow,
        "step": state.step,
        "answers": state.answers,
        "offered": state.offered,
        "topic": state.topic,
        "run": state.run,
        "version": state.version + 1,
        "updated_at": now,
    }
    if state.version:
        session.execute(update(Conversation).where(Conversation.contact_id == state.contact_id).values(**values))
    else:
        session.execute(insert(Conversation).values(contact_id=state.contact_id, **values))
    state.version += 1

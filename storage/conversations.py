"""One readable row a contact: the open question, the answers, what was offered.

May import: `storage.base`, `storage.statement`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.statement import Statement


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


_LOADED = (
    Conversation.contact_id,
    Conversation.flow,
    Conversation.step,
    Conversation.answers,
    Conversation.offered,
    Conversation.topic,
    Conversation.run,
    Conversation.version,
)
_KEPT = ("flow", "step", "answers", "offered", "topic", "run", "version", "updated_at")
_NAMED: dict[str, Any] = {name: bindparam(name) for name in _KEPT}
_LOAD = Statement(select(*_LOADED).where(Conversation.contact_id == bindparam("contact")), _LOADED)
_UPDATE = Statement(update(Conversation).where(Conversation.contact_id == bindparam("contact")).values(_NAMED))
_INSERT = Statement(insert(Conversation).values({**_NAMED, "contact_id": bindparam("contact")}))


def load(session: Session, contact_id: int) -> State:
    """The contact's state; a fresh one (version 0, not yet stored) where there is none."""
    rows = _LOAD(session, {"contact": contact_id})
    return State(*rows[0]) if rows else State(contact_id)


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
    statement = _UPDATE if state.version else _INSERT
    statement(session, values)
    state.version += 1

"""Example phrases that teach the bot what a message wants. May import: storage.base."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base


class IntentPhrase(Base):
    """A sentence as a person might type it, and what it wants."""

    __tablename__ = "intent_phrase"

    intent: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)


def intent_phrases(session: Session) -> list[tuple[str, str]]:
    """(intent, text) pairs in a fixed order, whatever the database."""
    rows = session.execute(select(IntentPhrase.intent, IntentPhrase.text))
    return sorted((intent, text) for intent, text in rows)

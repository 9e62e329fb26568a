"""Turns for tests: a catalogue in memory and one event being answered. May import: everything."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from handlers.texts import texts
from handlers.turn import Turn
from handlers.understand import Mind
from storage.base import Base
from storage.catalogue import tables as _tables  # noqa: F401 - fills the metadata
from storage.catalogue.programmes import programmes
from storage.contacts import Sender
from storage.conversations import State
from storage.seed.loader import seed

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # ten in the morning in Lạng Sơn


def empty_catalogue() -> Session:
    """A session on a database that has the tables and no rows."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    return Session(engine)


def catalogue() -> Session:
    """A session on the catalogue that ships."""
    session = empty_catalogue()
    seed(session)
    session.flush()
    return session


def make_turn(session: Session, *, heard: str = "", language: str = "vi", now: datetime = NOW) -> Turn:
    """One event of one contact; of the mind only the programmes are read here."""
    return Turn(
        session=session,
        sender=Sender(address_id=1, contact_id=1, language=language, stopped=False),
        state=State(contact_id=1),
        now=now,
        texts=texts(language),
        mind=cast(Mind, SimpleNamespace(programmes=programmes(session))),
        channel="web",
        event_id=7,
        heard=heard,
    )

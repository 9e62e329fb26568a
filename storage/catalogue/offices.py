"""Offices people are sent to. May import: storage.base and the catalogue's own words."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced


class Office(Sourced, Base):
    """An authority; a contact of None is not known and must be asked for, never guessed."""

    __tablename__ = "office"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    since: Mapped[str | None]
    basis: Mapped[str | None]
    hours: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    zalo_oa: Mapped[str | None]
    note: Mapped[str | None]


def office(session: Session, office_id: str) -> Office | None:
    """The office with this id."""
    return session.get(Office, office_id)


def offices(session: Session) -> list[Office]:
    """All offices by id."""
    return list(session.scalars(select(Office).order_by(Office.id)))

"""The communes of the province and the old names people still use. May import: storage.base and the catalogue."""

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import OldPlaceKind


class Commune(Sourced, Base):
    """A commune (xã) or ward (phường) since 1 July 2025; the code has five digits."""

    __tablename__ = "commune"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    slug: Mapped[str]
    old_district: Mapped[str | None]


class OldPlace(Sourced, Base):
    """An ended district, city or ward; one row for each commune that took over a part of it, or one without."""

    __tablename__ = "old_place"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[OldPlaceKind] = mapped_column(words(OldPlaceKind, "kind"))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code", ondelete="CASCADE"))
    note: Mapped[str | None]


def commune(session: Session, code: str) -> Commune | None:
    """The commune with this five-digit code."""
    return session.get(Commune, code)


def communes(session: Session) -> list[Commune]:
    """All communes by code, which is also from north to south."""
    return list(session.scalars(select(Commune).order_by(Commune.code)))


def communes_of(session: Session, name: str, *, kind: OldPlaceKind | None = None) -> list[Commune]:
    """The communes that an old place became, by code; empty when the place or its map is unknown."""
    parts = select(Commune).join(OldPlace, OldPlace.commune_code == Commune.code).where(OldPlace.name == name)
    parts = parts if kind is None else parts.where(OldPlace.kind == kind)
    return list(session.scalars(parts.distinct().order_by(Commune.code)))


def old_places(session: Session) -> list[OldPlace]:
    """Every old name, with the notes on what is not certain."""
    return list(session.scalars(select(OldPlace).order_by(OldPlace.id)))

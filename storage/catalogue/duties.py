"""Recurring duties and yearly days: deadlines, observances and what past years held.

May import: storage.base and the catalogue's own words.
"""

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced


class Deadline(Sourced, Base):
    """A duty with a date, a rhythm or an occasion.

    `trades` holds words of the Trade vocabulary, plus "office" for a duty of an authority; empty means any trade.
    """

    __tablename__ = "deadline"

    id: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str]
    what: Mapped[str]
    when_text: Mapped[str]
    rrule: Mapped[str | None]
    month: Mapped[int | None]
    day: Mapped[int | None]
    legal_basis: Mapped[str]
    note: Mapped[str | None]
    trades: Mapped[list[str]] = mapped_column(default=list)
    doubtful: Mapped[bool]
    """True where staff must settle the date or the text in force before anybody is reminded."""


class Observance(Sourced, Base):
    """A day kept every year, such as 20 January."""

    __tablename__ = "observance"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    month: Mapped[int]
    day: Mapped[int]
    basis: Mapped[str | None]
    note: Mapped[str | None]


class ObservanceYear(Sourced, Base):
    """What is known of one year's observance; `theme` None is "not found" or "not announced"."""

    __tablename__ = "observance_year"

    observance_id: Mapped[str] = mapped_column(ForeignKey("observance.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    date: Mapped[str | None]
    """ISO date, or first/last joined by a slash."""
    place: Mapped[str | None]
    theme: Mapped[str | None]
    what: Mapped[str | None]
    note: Mapped[str | None]


def deadline(session: Session, deadline_id: str) -> Deadline | None:
    """The deadline with this id."""
    return session.get(Deadline, deadline_id)


def deadlines(session: Session, *, trade: str | None = None) -> list[Deadline]:
    """Duties in calendar order, undated ones last; with a trade, those that concern it or everybody."""
    rows = [row for row in session.scalars(select(Deadline)) if _concerns(row, trade)]
    return sorted(rows, key=lambda row: (row.month or 13, row.day or 32, row.id))


def observances(session: Session) -> list[Observance]:
    """The days in calendar order."""
    return sorted(session.scalars(select(Observance)), key=lambda row: (row.month, row.day, row.id))


def observance_years(session: Session, observance_id: str) -> list[ObservanceYear]:
    """What past and coming years hold, newest first."""
    years = select(ObservanceYear).where(ObservanceYear.observance_id == observance_id)
    return list(session.scalars(years.order_by(ObservanceYear.year.desc())))


def _concerns(row: Deadline, trade: str | None) -> bool:
    return trade is None or not row.trades or trade in row.trades

"""Instrument types of the legal list and how often each must be verified, with the history of the rule.

May import: storage.base and the catalogue's own words.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import Confidence, Use


class InstrumentType(Sourced, Base):
    """A row of the group-2 list. A control flag of None means that no readable text says yes or no."""

    __tablename__ = "instrument_type"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_vi: Mapped[str]
    name_en: Mapped[str]
    field: Mapped[str]
    field_vi: Mapped[str]
    type_approval: Mapped[bool | None]
    initial: Mapped[bool | None]
    periodic: Mapped[bool | None]
    after_repair: Mapped[bool | None]
    where_used: Mapped[str]
    note: Mapped[str | None]
    control_basis: Mapped[str]
    conflict: Mapped[str | None]
    """What the documents disagree about, in words for people."""
    use: Mapped[Use] = mapped_column(words(Use, "use"))
    """"ask" where group 1 or 2 depends on what the owner does with it; a fixed use otherwise."""


class Cycle(Sourced, Base):
    """What one document says about one type: months between verifications, or None for no periodic one."""

    __tablename__ = "cycle"

    id: Mapped[str] = mapped_column(primary_key=True)
    type_code: Mapped[str] = mapped_column(ForeignKey("instrument_type.code", ondelete="CASCADE"), index=True)
    months: Mapped[int | None]
    document: Mapped[str]
    in_force_from: Mapped[date]
    in_force_to: Mapped[date | None]
    doubt: Mapped[str | None]
    """Why this reading cannot be relied on even if its number agrees with the others."""
    note: Mapped[str | None]

    @property
    def settled(self) -> bool:
        """True when nobody needs an older document to believe this row."""
        return self.confidence == "official" or self.confirmed_on is not None


@dataclass(frozen=True, kw_only=True)
class CycleReading:
    """One document's word on the cycle, fit to be shown."""

    months: int | None
    document: str
    confidence: Confidence
    in_force_from: date
    confirmed_on: date | None
    doubt: str | None


@dataclass(frozen=True, kw_only=True)
class CycleStatement:
    """What can be said about a type's cycle on a day.

    `months` is set only when the documents agree. `periodic` is False for a type without periodic verification and
    None when nothing is known or the documents disagree about that very point.
    """

    code: str
    months: int | None
    periodic: bool | None
    disagree: bool
    conflict: str | None
    readings: tuple[CycleReading, ...]


def instrument_type(session: Session, code: str) -> InstrumentType | None:
    """The type with this code."""
    return session.get(InstrumentType, code)


def instrument_types(session: Session, *, field: str | None = None) -> list[InstrumentType]:
    """Types in the order of the legal list."""
    wanted = select(InstrumentType) if field is None else select(InstrumentType).where(InstrumentType.field == field)
    return sorted(session.scalars(wanted), key=lambda row: list_order(row.code))


def list_order(code: str) -> tuple[int, ...]:
    """Sort key that puts "8.2" before "10"."""
    return tuple(int(part) for part in code.split("."))


def cycles_on(session: Session, code: str, day: date) -> list[Cycle]:
    """The rows in force for a type on a day, newest first."""
    return [row for row in _history(session, code, day) if row.in_force_to is None or row.in_force_to >= day]


def cycle_statement(session: Session, code: str, day: date) -> CycleStatement:
    """What the documents say: from the row in force back to the first one that can be relied on by itself."""
    rows = _believed(_history(session, code, day))
    months = {row.months for row in rows}
    disagree = len(months) > 1 or any(row.doubt for row in rows if not row.settled)
    kind = session.get(InstrumentType, code)
    return CycleStatement(
        code=code,
        months=None if disagree or not rows else rows[0].months,
        periodic=_periodic(months),
        disagree=disagree,
        conflict=kind.conflict if kind and disagree else None,
        readings=tuple(_reading(row) for row in rows),
    )


def _history(session: Session, code: str, day: date) -> list[Cycle]:
    started = select(Cycle).where(Cycle.type_code == code, Cycle.in_force_from <= day)
    return list(session.scalars(started.order_by(Cycle.in_force_from.desc(), Cycle.id)))


def _believed(history: list[Cycle]) -> list[Cycle]:
    for index, row in enumerate(history):
        if row.settled:
            return history[: index + 1]
    return history


def _periodic(months: set[int | None]) -> bool | None:
    if not months or (None in months and len(months) > 1):
        return None
    return None not in months


def _reading(row: Cycle) -> CycleReading:
    return CycleReading(
        months=row.months,
        document=row.document,
        confidence=row.confidence,
        in_force_from=row.in_force_from,
        confirmed_on=row.confirmed_on,
        doubt=None if row.settled else row.doubt,
    )

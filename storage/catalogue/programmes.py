"""Support programmes and the question which of them fits an enterprise.

May import: storage.base and the catalogue's own words.
"""

from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import Kind, ProgrammeState, Size, Trade, Want


class Programme(Sourced, Base):
    """A support programme as its documents describe it.

    `legal_basis` is a list of {no, date, effective?, what?}; `support` a list of {form, ceiling}; `criteria` is
    {kinds, sizes, wants, trades, conditions}, where an empty list is "no restriction known".
    """

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    legal_basis: Mapped[list[Any]] = mapped_column(default=list)
    period: Mapped[str | None]
    state: Mapped[ProgrammeState] = mapped_column(words(ProgrammeState, "state"))
    """open: in force · closed: over · doubtful: check before advising · empty: a place for staff, not shown."""
    status: Mapped[str]
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id", ondelete="SET NULL"))
    eligible: Mapped[list[str]] = mapped_column(default=list)
    support: Mapped[list[Any]] = mapped_column(default=list)
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    how_to_apply: Mapped[str | None]
    deadline: Mapped[str | None]
    contact: Mapped[str | None] = mapped_column(ForeignKey("office.id", ondelete="SET NULL"))
    note: Mapped[str | None]


def programme(session: Session, programme_id: str) -> Programme | None:
    """The programme with this id."""
    return session.get(Programme, programme_id)


def programmes(session: Session, *, state: ProgrammeState | None = None) -> list[Programme]:
    """All programmes by id, or those in one state."""
    wanted = select(Programme) if state is None else select(Programme).where(Programme.state == state)
    return sorted(session.scalars(wanted), key=lambda row: row.id)


def fitting_programmes(
    session: Session,
    *,
    kind: Kind | None = None,
    size: Size | None = None,
    want: Want | None = None,
    trade: Trade | None = None,
) -> list[Programme]:
    """Programmes that nothing known rules out: open ones first, then those that name what was said most closely."""
    said = {"kinds": kind, "sizes": size, "wants": want, "trades": trade}
    alive = select(Programme).where(Programme.state.in_(["open", "doubtful"]))
    fitting = [row for row in session.scalars(alive) if not _ruled_out(row, said)]
    return sorted(fitting, key=lambda row: (row.state != "open", -_named(row, said), row.id))


def _ruled_out(row: Programme, said: dict[str, Any]) -> bool:
    return any(row.criteria.get(key) and word and word not in row.criteria[key] for key, word in said.items())


def _named(row: Programme, said: dict[str, Any]) -> int:
    return sum(word in row.criteria.get(key, ()) for key, word in said.items() if word)

"""Law that is changing and training that was held before: records that staff keep an eye on.

May import: storage.base and the catalogue's own words.
"""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced


class LegalWatch(Sourced, Base):
    """A text or a bill whose outcome changes what the program says."""

    __tablename__ = "legal_watch"

    id: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str]
    detail: Mapped[str | None]
    status: Mapped[str | None]


class TrainingPrecedent(Sourced, Base):
    """A class held before, a rule about trainees, or the fields of a form: what a new course can be modelled on."""

    __tablename__ = "training_precedent"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    runner: Mapped[str | None]
    when_text: Mapped[str | None]
    duration: Mapped[str | None]
    target: Mapped[str | None]
    capacity: Mapped[str | None]
    certificate: Mapped[str | None]
    topics: Mapped[str | None]
    detail: Mapped[str | None]
    fields: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str | None]


def legal_watch(session: Session) -> list[LegalWatch]:
    """All watched texts by id."""
    return list(session.scalars(select(LegalWatch).order_by(LegalWatch.id)))


def training_precedents(session: Session, *, kind: str | None = None) -> list[TrainingPrecedent]:
    """All precedents by id, or those of one kind: training, rule, form_fields."""
    wanted = select(TrainingPrecedent).order_by(TrainingPrecedent.id)
    return list(session.scalars(wanted if kind is None else wanted.where(TrainingPrecedent.kind == kind)))

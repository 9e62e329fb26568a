"""The province's plan for measurement: its aims, targets, money, tasks and actors. May import: storage.base."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import PlanPhase, PlanTopic


class PlanFact(Sourced, Base):
    """One thing the plan says; `value` is in `unit`, money in billion đồng ("tỷ đồng")."""

    __tablename__ = "plan_fact"

    id: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[PlanTopic] = mapped_column(words(PlanTopic, "topic"))
    phase: Mapped[PlanPhase | None] = mapped_column(words(PlanPhase, "phase"))
    name_vi: Mapped[str]
    name_en: Mapped[str]
    value: Mapped[float | None]
    unit: Mapped[str | None]
    text_vi: Mapped[str]
    text_en: Mapped[str]


def plan_facts(session: Session, *, topic: PlanTopic | None = None, phase: PlanPhase | None = None) -> list[PlanFact]:
    """Facts by id; with a phase, also those that hold for both."""
    rows = session.scalars(select(PlanFact).order_by(PlanFact.id))
    return [row for row in rows if topic in (None, row.topic) and (phase is None or row.phase in (None, phase))]

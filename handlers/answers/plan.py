"""What the province's plan for measurement says. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import bullets, gone, help_with, lines, local, page, source_line, to, unsure
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.plan import PlanFact, plan_facts
from storage.catalogue.vocabulary import PlanPhase

PHASE: PlanPhase = "2026-2030"  # the one under way
TOPICS = {
    "aim": "plan-aim",
    "target": "plan-target",
    "money": "plan-money",
    "task": "plan-task",
    "actor": "plan-actor",
}


def card(turn: Turn, fact_id: str, aspect: str = "") -> list[Message]:
    """One thing the plan says, as it says it."""
    row = turn.session.get(PlanFact, fact_id)
    if row is None:
        return [gone(turn)]
    text = lines(
        turn.say("unsure-lead") if unsure(row) else "",
        local(turn, row.text_vi, row.text_en),
        turn.say("plan-phase", phase=row.phase) if row.phase else "",
        _targets(turn) if row.topic == "aim" else "",
    )
    buttons = (
        page(turn.say(TOPICS[row.topic]), "plan", row.topic),
        to(turn, "plan"),
        help_with(turn),
        to(turn, "menu"),
    )
    title = local(turn, row.name_vi, row.name_en)
    return [Message(title=title, text=text, source=source_line(turn, row), buttons=buttons)]


def _targets(turn: Turn) -> str:
    """What the aim comes to in figures."""
    facts = plan_facts(turn.session, topic="target")
    said = bullets(local(turn, fact.text_vi, fact.text_en) for fact in facts if fact.phase == PHASE)
    return lines(turn.say("plan-targets", phase=PHASE), said)

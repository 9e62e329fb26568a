"""A law or circular that is changing. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import gone, help_with, lines, sentence, short, source_line, to, unsure
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.watch import LegalWatch


def card(turn: Turn, law_id: str, aspect: str = "") -> list[Message]:
    """How far it has come, as of the day it was read."""
    row = turn.session.get(LegalWatch, law_id)
    if row is None:
        return [gone(turn)]
    text = lines(
        turn.say("unsure-lead") if unsure(row) else "",
        sentence(row.what) if title(row).endswith("…") else "",
        turn.say("law-status", status=sentence(row.status)) if row.status else "",
        sentence(row.detail or ""),
        turn.say("law-advice"),
    )
    buttons = (help_with(turn), to(turn, "definitions"), to(turn, "menu"))
    return [Message(title=title(row), text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons)]


def title(row: LegalWatch) -> str:
    """What is changing, cut where it is long."""
    return short(row.what, 90)

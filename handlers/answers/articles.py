"""A short answer about the law. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import gone, help_with, lines, local, source_line, to, unsure
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.articles import article


def card(turn: Turn, slug: str, aspect: str = "") -> list[Message]:
    """The article as it is written; an unsure one under a warning."""
    row = article(turn.session, slug)
    if row is None:
        return [gone(turn)]
    text = lines(turn.say("unsure-lead") if unsure(row) else "", local(turn, row.body_vi, row.body_en))
    buttons = (help_with(turn), to(turn, "instruments"), to(turn, "definitions"), to(turn, "menu"))
    title = local(turn, row.title_vi, row.title_en)
    return [Message(title=title, text=text, source=source_line(turn, row), buttons=buttons)]

"""A class held before, or the rule on trainees. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import gone, help_with, lines, no_data, page, sentence, source_line, to, unsure
from handlers.dates import readable
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.watch import TrainingPrecedent

FACTS = (
    ("runner", "training-runner"),
    ("when_text", "training-when"),
    ("duration", "training-duration"),
    ("target", "training-target"),
    ("capacity", "training-capacity"),
    ("certificate", "training-certificate"),
    ("topics", "training-topics"),
)


def card(turn: Turn, training_id: str, aspect: str = "") -> list[Message]:
    """What is known of it; the dates of a coming class and its fee are the office's to announce."""
    row = turn.session.get(TrainingPrecedent, training_id)
    if row is None:
        return [gone(turn)]
    if unsure(row):
        return [no_data(turn, title=row.title)]
    known = (
        turn.say(key, value=sentence(readable(getattr(row, column)))) for column, key in FACTS if getattr(row, column)
    )
    text = lines(turn.say("training-schedule"), *known, sentence(row.detail or ""))
    buttons = (help_with(turn), page(turn.say("training-others"), "training"), to(turn, "menu"))
    return [Message(title=row.title, text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons)]

"""A recurring duty: who, what, when. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import gone, help_with, lines, sentence, short, source_line, to, unsure
from handlers.dates import next_yearly, readable
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.duties import Deadline, deadline


def card(turn: Turn, deadline_id: str, aspect: str = "") -> list[Message]:
    """The date first; a doubtful one is said to wait for staff."""
    row = deadline(turn.session, deadline_id)
    if row is None:
        return [gone(turn)]
    text = lines(
        turn.say("unsure-lead") if unsure(row) else "",
        turn.say("deadline-when", when=sentence(readable(row.when_text))),
        _next(turn, row),
        turn.say("deadline-who", who=sentence(row.who)),
        turn.say("deadline-what", what=sentence(row.what)) if title(row).endswith("…") else "",
        turn.say("deadline-basis", law=sentence(row.legal_basis)),
        sentence(row.note or ""),
    )
    buttons = (to(turn, "deadlines"), help_with(turn), to(turn, "menu"))
    return [Message(title=title(row), text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons)]


def title(row: Deadline) -> str:
    """What must be done, cut where it is long."""
    return short(row.what[:1].upper() + row.what[1:], 90)


def _next(turn: Turn, row: Deadline) -> str:
    """The next date with the days to it; nothing is counted down to a doubtful one."""
    if row.doubtful:
        return turn.say("deadline-doubtful")
    if row.month is None or row.day is None:
        return ""
    day = next_yearly(row.month, row.day, turn.today)
    return turn.say("deadline-next", day=day, left=(day - turn.today).days)

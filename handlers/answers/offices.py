"""An office and the ways of reaching it. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import bullets, gone, help_with, lines, local, sentence, source_line, to, unsure
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.offices import Office, office

CONTACTS = (
    ("address", "contact-address"),
    ("phone", "contact-phone"),
    ("email", "contact-email"),
    ("website", "contact-website"),
    ("zalo_oa", "contact-zalo"),
    ("hours", "contact-hours"),
)
NEEDED = (("address", "missing-address"), ("phone", "missing-phone"))


def card(turn: Turn, office_id: str, aspect: str = "") -> list[Message]:
    """What is known of the office, and plainly what is not."""
    row = office(turn.session, office_id)
    if row is None:
        return [gone(turn)]
    text = lines(
        turn.say("unsure-lead") if unsure(row) else "",
        bullets(turn.say(key, value=getattr(row, column)) for column, key in CONTACTS if getattr(row, column)),
        _missing(turn, row),
        sentence(row.note or ""),
        turn.say("office-write"),
    )
    buttons = (help_with(turn), to(turn, "lookup"), to(turn, "menu"))
    title = local(turn, row.name, row.name_en)
    return [Message(title=title, text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons)]


def _missing(turn: Turn, row: Office) -> str:
    words = ", ".join(turn.say(key) for column, key in NEEDED if not getattr(row, column))
    return turn.say("office-missing", what=words) if words else ""

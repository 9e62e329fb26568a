"""A commune or ward of today. May import: the other parts of an answer, `handlers`, `storage`."""

from handlers.answers.parts import gone, help_with, lines, page, sentence, source_line, to
from handlers.messages import Button, Message
from handlers.places import key_of
from handlers.turn import Turn
from storage.catalogue.places import commune, old_places


def card(turn: Turn, code: str, aspect: str = "") -> list[Message]:
    """Its name, code and where it came from."""
    row = commune(turn.session, code)
    if row is None:
        return [gone(turn)]
    came = [place for place in old_places(turn.session) if place.commune_code == code]
    notes = dict.fromkeys(sentence(place.note) for place in came if place.note)
    text = lines(
        turn.say("commune-now", code=row.code),
        turn.say("commune-was", district=row.old_district) if row.old_district else turn.say("commune-was-unknown"),
        *notes,
    )
    district = (_district(turn, row.old_district),) if row.old_district else ()
    buttons = (*district, to(turn, "places"), help_with(turn), to(turn, "menu"))
    return [Message(title=row.name, text=text, source=source_line(turn, row), buttons=buttons)]


def _district(turn: Turn, name: str) -> Button:
    return page(turn.say("commune-siblings"), "communes", key_of("district", name))

"""A support programme: what it is, whether one may qualify, what it pays, how to apply and whom to ask.

May import: the other parts of an answer, `handlers.messages`, `handlers.turn`, `storage`.
"""

from collections.abc import Callable
from typing import Any

from handlers.answers.parts import (
    gone,
    help_with,
    lines,
    local,
    no_data,
    record,
    sentence,
    short,
    some,
    source_line,
    to,
    unsure,
)
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.offices import Office, office
from storage.catalogue.programmes import Programme, programme

SHORT_NAMES = (
    "programme-prg-996",
    "programme-prg-1322",
    "programme-prg-712",
    "programme-prg-677",
    "programme-prg-2457",
    "programme-prg-118",
    "programme-prg-130",
    "programme-prg-natif",
    "programme-prg-268",
    "programme-prg-xk-30",
    "programme-prg-80-dl",
    "programme-prg-80-cds",
    "programme-prg-80-tv",
    "programme-prg-80-dt",
    "programme-prg-198",
    "programme-prg-gtclqg",
    "programme-prg-msmv",
    "programme-prg-khuyencong",
    "programme-prg-xttm",
    "programme-prg-fta",
    "programme-prg-techfest",
    "programme-prg-techmart",
    "programme-prg-ls-234",
    "programme-prg-ls-240",
    "programme-prg-ls-145",
    "programme-prg-ls-53",
)
"""Programmes whose official name is too long to be said in a list; any other is called by its own name."""


def card(turn: Turn, programme_id: str, aspect: str = "") -> list[Message]:
    """The programme in short, or one side of it: "eligible", "pays", "apply"."""
    row = programme(turn.session, programme_id)
    if row is None:
        return [gone(turn)]
    if row.state == "empty":
        return [no_data(turn, title=full_name(turn, row), text=turn.say("programme-empty"), buttons=(to(turn, "fit"),))]
    if row.state == "closed":
        return [_closed(turn, row)]
    return [_SIDES.get(aspect, _summary)(turn, row)]


def full_name(turn: Turn, row: Programme) -> str:
    return local(turn, row.name, row.name_en)


def button_name(turn: Turn, row: Programme) -> str:
    """The short name, where it has one; otherwise its own name."""
    key = f"programme-{row.id}"
    return turn.say(key) if key in SHORT_NAMES else full_name(turn, row)


def ceiling(form: dict[str, Any], room: int = 300) -> str:
    """One form of support, with the most that is paid where the record says so; the form is cut first."""
    most = short(form.get("ceiling") or "", room)
    return ": ".join(filter(None, (short(form.get("form") or "", max(room - len(most), 45)), most)))


def _closed(turn: Turn, row: Programme) -> Message:
    successor = programme(turn.session, row.successor_id) if row.successor_id else None
    text = lines(
        turn.say("programme-closed", period=row.period or "–"),
        turn.say("programme-successor", name=full_name(turn, successor))
        if successor
        else turn.say("programme-no-successor"),
    )
    after = (record(button_name(turn, successor), "programme", successor.id),) if successor else ()
    buttons = (*after, to(turn, "fit"), to(turn, "programmes"), to(turn, "menu"))
    return Message(
        title=full_name(turn, row), text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons
    )


def _summary(turn: Turn, row: Programme) -> Message:
    forms = [ceiling(form, 140) for form in row.support]
    text = lines(
        _doubt(turn, row),
        turn.say("programme-state", status=sentence(row.status)),
        turn.say("programme-who"),
        some(turn, row.eligible, room=320, each=150) or turn.say("no-data-yet"),
        turn.say("programme-pays"),
        some(turn, forms, room=300) or turn.say("no-data-yet"),
        turn.say("programme-deadline", deadline=sentence(row.deadline or turn.say("no-data-yet"))),
        _whom(turn, row),
    )
    return _message(turn, row, text, ("eligible", "pays", "apply"))


def _eligible(turn: Turn, row: Programme) -> Message:
    conditions = row.criteria.get("conditions", [])
    text = lines(
        _doubt(turn, row),
        turn.say("programme-who"),
        some(turn, row.eligible, room=380) or turn.say("no-data-yet"),
        turn.say("programme-conditions") if conditions else "",
        some(turn, conditions, room=300),
    )
    return _message(turn, row, text, ("pays", "apply"))


def _pays(turn: Turn, row: Programme) -> Message:
    forms = [ceiling(form) for form in row.support]
    if not forms:
        return no_data(turn, title=full_name(turn, row), buttons=_sides(turn, row, ("eligible", "apply")))
    text = lines(_doubt(turn, row), turn.say("programme-pays"), some(turn, forms, room=700))
    return _message(turn, row, text, ("eligible", "apply"))


def _apply(turn: Turn, row: Programme) -> Message:
    law = "; ".join(filter(None, (basis.get("no") for basis in row.legal_basis)))
    text = lines(
        _doubt(turn, row),
        turn.say("programme-how", how=sentence(row.how_to_apply or turn.say("no-data-yet"))),
        turn.say("programme-deadline", deadline=sentence(row.deadline or turn.say("no-data-yet"))),
        _whom(turn, row),
        turn.say("programme-basis", law=sentence(short(law, 220))) if law else "",
    )
    return _message(turn, row, text, ("eligible", "pays"))


_SIDES: dict[str, Callable[[Turn, Programme], Message]] = {
    "": _summary,
    "eligible": _eligible,
    "pays": _pays,
    "apply": _apply,
}
LABELS = {"eligible": "side-eligible", "pays": "side-pays", "apply": "side-apply"}


def _doubt(turn: Turn, row: Programme) -> str:
    if row.state == "doubtful":
        return turn.say("programme-doubtful")
    return turn.say("unsure-lead") if unsure(row) else ""


def _whom(turn: Turn, row: Programme) -> str:
    """The office to ask, with what is known of reaching it."""
    at = office(turn.session, row.contact) if row.contact else None
    if at is None:
        return turn.say("programme-whom-unknown")
    reach = " · ".join(filter(None, (at.phone, at.website)))
    return turn.say("programme-whom", office=_office_name(turn, at), reach=reach or turn.say("contact-unknown"))


def _office_name(turn: Turn, row: Office) -> str:
    return local(turn, row.name, row.name_en)


def _sides(turn: Turn, row: Programme, sides: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(record(turn.say(LABELS[side]), "programme", row.id, side) for side in sides)


def _message(turn: Turn, row: Programme, text: str, sides: tuple[str, ...]) -> Message:
    buttons = (*_sides(turn, row, sides), to(turn, "fit"), help_with(turn))
    return Message(
        title=full_name(turn, row), text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons
    )

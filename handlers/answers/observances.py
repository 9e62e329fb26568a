"""A day kept every year: when it comes next, and what past years held.

May import: the other parts of an answer, `handlers`, `storage`.
"""

import re

from handlers.answers.parts import (
    bullets,
    gone,
    help_with,
    lines,
    local,
    record,
    sentence,
    short,
    source_line,
    to,
    unsure,
)
from handlers.dates import next_yearly
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.duties import Observance, ObservanceYear, observance_years

LATEST = 3  # past years that the card shows; the rest is one button away


def card(turn: Turn, observance_id: str, aspect: str = "") -> list[Message]:
    """The next day with the days to it and its theme; aspect "history" shows every year that is known."""
    row = turn.session.get(Observance, observance_id)
    if row is None:
        return [gone(turn)]
    years = observance_years(turn.session, row.id)
    text = _history(turn, years) if aspect == "history" else _summary(turn, row, years)
    title = local(turn, row.name, row.name_en)
    return [
        Message(
            title=title, text=text, source=source_line(turn, row, vietnamese=True), buttons=_buttons(turn, row, aspect)
        )
    ]


def is_once(row: Observance) -> bool:
    """A row named after a year is that year's event, not a day that comes back."""
    return re.search(r"\b(19|20)\d\d\b", row.name) is not None


def _summary(turn: Turn, row: Observance, years: list[ObservanceYear]) -> str:
    day = next_yearly(row.month, row.day, turn.today)
    coming = next((year for year in years if year.year == day.year), None)
    past = [year for year in years if year.year < day.year and (year.theme or year.what)]
    theme = coming.theme if coming else None
    if is_once(row):
        return lines(
            turn.say("observance-once"), sentence(row.note or ""), bullets(_year(turn, year) for year in years)
        )
    return lines(
        turn.say("unsure-lead") if unsure(row) else "",
        turn.say("observance-next", day=day, left=(day - turn.today).days),
        turn.say("observance-theme", year=str(day.year), theme=sentence(theme))
        if theme
        else turn.say("observance-no-theme", year=str(day.year)),
        turn.say("observance-local"),
        turn.say("observance-basis", basis=sentence(row.basis)) if row.basis else "",
        turn.say("observance-past") if past else "",
        bullets(_year(turn, year) for year in past[:LATEST]),
    )


def _history(turn: Turn, years: list[ObservanceYear]) -> str:
    return bullets(_year(turn, year) for year in years) or turn.say("no-data")


def _year(turn: Turn, year: ObservanceYear) -> str:
    said = year.theme or year.what
    place = f" ({year.place})" if year.place else ""
    return f"{year.year}{place}: {short(said, 130) if said else turn.say('no-theme')}"


def _buttons(turn: Turn, row: Observance, aspect: str) -> tuple[Button, ...]:
    if is_once(row):
        return (to(turn, "observance"), help_with(turn), to(turn, "menu"))
    other = "" if aspect == "history" else "history"
    label = turn.say("observance-history") if other else turn.say("observance-card")
    return (record(label, "observance", row.id, other), to(turn, "observance"), help_with(turn), to(turn, "menu"))

"""How often a type must be verified, where its documents say so, and when a dated certificate runs out.

May import: the other parts of an answer, `handlers.dates`, `handlers.messages`, `handlers.turn`, `storage`.
"""

from datetime import date

from handlers.answers.parts import bullets, lines, no_data, record, sentence, source_line
from handlers.dates import add_months, written
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.instruments import (
    Cycle,
    CycleReading,
    CycleStatement,
    InstrumentType,
    cycle_statement,
    cycles_on,
)
from storage.catalogue.watch import legal_watch

ENDS = ("het han", "den han", "han den", "gia tri den", "hieu luc den", "expires", "valid until", "expiry")
"""Folded words that make the date after them the end of a certificate, not its beginning."""


def phrase(turn: Turn, said: CycleStatement) -> str:
    """The cycle in a few words, to stand inside a sentence."""
    months = _months(said)
    if not said.readings:
        return turn.say("cycle-unknown")
    if said.disagree:
        doubted = len({reading.months for reading in said.readings}) == 1 and months
        return turn.say("cycle-in-doubt", months=months[0]) if doubted else turn.say("cycle-disputed")
    return turn.say("cycle-every", months=said.months) if said.months else turn.say("cycle-initial-only")


def cycle(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """Answer "how often", and where the person named a certificate's date, until when it may hold."""
    said = cycle_statement(turn.session, kind.code, turn.today)
    if not said.readings:
        return [no_data(turn, title=kind.name_vi, text=turn.say("cycle-no-data"), source=source_line(turn, kind))]
    text = lines(
        _estimate(turn, kind), _answer(turn, said), turn.say("cycle-paper") if said.periodic is not False else ""
    )
    source = source_line(turn, *_rows(turn, said))
    return [Message(title=_title(turn, kind), text=text, source=source, buttons=next_steps)]


def document(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """Answer "by which documents", and which of them are being changed."""
    said = cycle_statement(turn.session, kind.code, turn.today)
    text = lines(
        turn.say("document-law"),
        turn.say("document-cycle") if said.readings else turn.say("cycle-no-data"),
        bullets(_reading(turn, reading) for reading in said.readings),
        turn.say("document-control", basis=sentence(kind.control_basis)),
        sentence(kind.note or ""),
        turn.say("law-being-amended"),
    )
    watched = {row.id for row in legal_watch(turn.session)}
    changing = (("watch-law", "law-ldl-sua"), ("watch-circular", "law-04-2026"))
    laws = tuple(record(turn.say(key), "law", law) for key, law in changing if law in watched)
    source = source_line(turn, kind, vietnamese=True)
    return [Message(title=_title(turn, kind), text=text, source=source, buttons=(*laws, *next_steps[:3]))]


def _title(turn: Turn, kind: InstrumentType) -> str:
    return kind.name_vi if turn.texts.language == "vi" else kind.name_en


def _months(said: CycleStatement) -> list[int]:
    return sorted({reading.months for reading in said.readings if reading.months})


def _answer(turn: Turn, said: CycleStatement) -> str:
    months = _months(said)
    if said.disagree and len({reading.months for reading in said.readings}) > 1:
        found = bullets(_reading(turn, reading) for reading in said.readings)
        advice = turn.say("cycle-shorter", months=months[0]) if len(months) > 1 else ""
        in_words = "" if all(reading.months for reading in said.readings) else sentence(said.conflict or "")
        return lines(turn.say("cycle-disagree"), found, in_words, advice)
    if said.disagree:
        return lines(turn.say("cycle-doubted", months=months[0] if months else 0), sentence(said.conflict or ""))
    if said.months is None:
        return lines(turn.say("cycle-initial", document=_relied(said).document), _unchecked(turn, said))
    relied = _relied(said)
    key = "cycle-by-unsure" if _unsure(relied) else "cycle-by"
    return lines(turn.say(key, months=said.months, document=relied.document), _unchecked(turn, said))


def _relied(said: CycleStatement) -> CycleReading:
    """The newest reading that is not in doubt; the newest of all where every one is."""
    return next((reading for reading in said.readings if not _unsure(reading)), said.readings[0])


def _rows(turn: Turn, said: CycleStatement) -> list[Cycle]:
    """The rows behind what was said: all where they disagree, otherwise the one relied on."""
    readings = said.readings if said.disagree else (_relied(said),)
    return [
        row
        for reading in readings
        for row in cycles_on(turn.session, said.code, reading.in_force_from)
        if row.document == reading.document
    ]


def _unchecked(turn: Turn, said: CycleStatement) -> str:
    """Later documents that say the same, but were read only in a copy."""
    newer = [reading for reading in said.readings[: said.readings.index(_relied(said))] if _unsure(reading)]
    return turn.say("cycle-unchecked", document=newer[0].document, start=newer[0].in_force_from) if newer else ""


def _reading(turn: Turn, reading: CycleReading) -> str:
    silent = "reading-unclear" if _unsure(reading) else "reading-none"  # a doubtful silence is not a "no"
    key = "reading-months" if reading.months else silent
    said = turn.say(key, document=reading.document, months=reading.months or 0, start=reading.in_force_from)
    return f"{said} ({turn.say('not-checked')})" if _unsure(reading) else said


def _unsure(reading: CycleReading) -> bool:
    return reading.confidence == "unsure" and reading.confirmed_on is None


def _estimate(turn: Turn, kind: InstrumentType) -> str:
    """Until when the certificate of the day that the person named may hold; "" where none is named."""
    found = written(turn.heard)
    if found is None or found.day > turn.today or found.before.endswith(ENDS):
        return ""
    months = _months(cycle_statement(turn.session, kind.code, found.day))
    if not months:
        return ""
    return _estimated(turn, found.day, add_months(found.day, months[0]), months[0])


def _estimated(turn: Turn, issued: date, ends: date, months: int) -> str:
    days = (ends - turn.today).days
    state = turn.say("estimate-left", days=days) if days >= 0 else turn.say("estimate-passed", days=-days)
    return lines(turn.say("estimate", issued=issued, ends=ends, months=months), state)

"""What every answer is made of: source lines, next steps, cut labels, and the honest "no data".

May import: `handlers.messages`, `handlers.turn`, `storage`.
"""

from collections.abc import Iterable, Sequence

from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.sourced import Sourced

LABEL = 28  # characters of a button that every phone shows whole
SOURCES = 4  # documents named under one answer; a list's other rows name theirs on their own cards
SCREEN = 900  # characters of a text that people read without scrolling

PLACES = {
    "menu": "button-menu",
    "lookup": "to-lookup",
    "programmes": "button-programmes",
    "fit": "button-fit",
    "ask": "button-ask",
    "training": "to-training",
    "observance": "button-observance",
    "plan": "button-plan",
    "office": "button-office",
    "deadlines": "button-deadlines",
    "instruments": "button-instruments",
    "providers": "button-providers",
    "definitions": "button-definitions",
    "places": "to-places",
}
"""The places that a button can open, and the key of its label."""


def remember(turn: Turn, record: str, aspect: str = "") -> None:
    """This record is what is being spoken of."""
    turn.state.topic = {"record": record, "aspect": aspect, "at": turn.now.isoformat()}


def unsure(row: Sourced) -> bool:
    """True where a row must not be stated as a fact."""
    return row.confidence == "unsure" and row.confirmed_on is None


def source_line(turn: Turn, *rows: Sourced, law: str = "", vietnamese: bool = False) -> str:
    """Where it comes from, when it was read and who stands for it. `law` is named before the rows' own sources.

    `vietnamese`: the record speaks Vietnamese only, which an English reader is told.
    """
    sources = list(dict.fromkeys(filter(None, (law, *(row.source for row in rows)))))
    names = "; ".join(sources[:SOURCES]) + ("; …" if len(sources) > SOURCES else "")
    confirmed = [row.confirmed_on for row in rows if row.confirmed_on]
    if len(confirmed) == len(rows):
        line = turn.say("source-confirmed", source=names, day=min(confirmed))
    else:
        line = turn.say("source-read", source=names, day=min(row.read_on for row in rows))
    doubt = turn.say("source-unsure") if any(map(unsure, rows)) else ""
    foreign = turn.say("source-vietnamese") if vietnamese and turn.texts.language != "vi" else ""
    return " · ".join(filter(None, (line, doubt, foreign)))


def local(turn: Turn, vietnamese: str, english: str) -> str:
    """The one of two catalogue texts that the reader speaks."""
    return vietnamese if turn.texts.language == "vi" else english or vietnamese


def lines(*parts: str) -> str:
    """Sentences under each other, the empty ones left out."""
    return "\n".join(filter(None, parts))


def bullets(items: Iterable[str]) -> str:
    return lines(*(f"• {item}" for item in items if item))


def some(turn: Turn, items: Sequence[str], *, room: int = 420, each: int = 300) -> str:
    """Bullets as far as there is room, always one, none longer than `each`; says how many were left out."""
    shown: list[str] = []
    for item in (short(item, each) for item in items):
        if shown and sum(map(len, shown)) + len(item) > room:
            break
        shown.append(item)
    left = len(items) - len(shown)
    return lines(bullets(shown), turn.say("some-left", count=left) if left else "")


def sentence(text: str) -> str:
    """A fragment of a record as a sentence: capital first, full stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…", ":")) else ".") if text else ""


def short(text: str, room: int = LABEL) -> str:
    """Cut at a word, so that it fits on a button."""
    if len(text) <= room:
        return text
    cut = text[: room - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–-(") + "…"


def record(label: str, kind: str, record_id: str, aspect: str = "") -> Button:
    """A button that shows a record."""
    return Button(short(label), ":".join(filter(None, ("r", kind, record_id, aspect))))


def page(label: str, name: str, arg: str = "", number: int = 0) -> Button:
    """A button that opens a page of a list, counted from 0."""
    return Button(short(label), f"l:{name}:{arg}:{number}")


def to(turn: Turn, place: str) -> Button:
    """A button that opens a conversation or a list."""
    return Button(turn.say(PLACES[place]), f"go:{place}")


def ask(turn: Turn) -> Button:
    """A button that passes the question of this event to the office."""
    return Button(turn.say("button-ask-this"), f"ask:{turn.event_id}")


def help_with(turn: Turn) -> Button:
    """The way to the office from a card: with the words that were written, or with a question still to be written."""
    return ask(turn) if turn.heard else to(turn, "ask")


def no_data(
    turn: Turn, *, title: str = "", text: str = "", source: str = "", buttons: Sequence[Button] = ()
) -> Message:
    """What is not known is said to be so, with the offer to ask the office."""
    said = text or turn.say("no-data")
    return Message(title=title, text=said, source=source, buttons=(ask(turn), *buttons, to(turn, "menu")))


def gone(turn: Turn) -> Message:
    """The record that was asked for is no longer there."""
    return Message(text=turn.say("record-gone"), buttons=(to(turn, "lookup"), to(turn, "menu")))

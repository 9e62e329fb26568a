"""The flow "which programme fits me": four or five questions, no personal data, and the programmes in three groups.

May import: the rest of `handlers` but `routes` and `conversation`, and `storage`.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from handlers.answers.parts import bullets, lines, record, sentence, short, source_line, to, unsure
from handlers.answers.programmes import button_name
from handlers.engine import Ask, Flow, Option, Reject
from handlers.meanings import asks_something
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.programmes import Programme
from storage.search.normalise import fold

WORDS = Path(__file__).parent.parent / "texts" / "fit.toml"
QUESTION = 4  # words up to which a text is an answer, whatever it looks like
NEEDS_LINK = "prg-80-dl"
"""The one programme whose first condition is asked for."""
LINKED_WANTS = ("verification_cost", "quality_productivity", "consulting")
SHOWN = 3  # programmes of one group
SERVICES = ("trade_retail", "fuel", "gas", "gold", "logistics", "transport", "health")
"""Trades whose sizes are those of commerce and services."""
HEADS = {True: (10, 50, 100), False: (10, 100, 200)}
"""Most people of a micro, small and medium enterprise, in commerce or not (Decree 80/2021/NĐ-CP, Article 5)."""

KINDS = (
    ("enterprise", "fit-enterprise"),
    ("household", "fit-household"),
    ("cooperative", "fit-cooperative"),
    ("service_body", "fit-service-body"),
    ("agency", "fit-agency"),
)
TRADES = (
    ("fuel", "trade-fuel"),
    ("gas", "trade-gas"),
    ("gold", "trade-gold"),
    ("food", "trade-food"),
    ("agriculture", "trade-agriculture"),
    ("trade_retail", "trade-retail"),
    ("packaged_goods", "trade-packaged"),
    ("manufacturing", "trade-manufacturing"),
    ("construction", "trade-construction"),
    ("health", "trade-health"),
    ("logistics", "trade-logistics"),
    ("transport", "trade-transport"),
    ("other", "trade-other"),
)
SIZES = ("micro", "small", "medium", "large")
WANTS = (
    ("verification_cost", "want-verification"),
    ("measurement_programme", "want-measurement"),
    ("quality_productivity", "want-quality"),
    ("export_testing", "want-export"),
    ("technology", "want-technology"),
    ("digital", "want-digital"),
    ("consulting", "want-consulting"),
    ("training", "want-training"),
    ("trade_fair", "want-fair"),
    ("barcode", "want-barcode"),
    ("award", "want-award"),
    ("startup", "want-startup"),
    ("information", "want-information"),
)
LINKS = (
    ("startup", "link-startup"),
    ("chain", "link-chain"),
    ("cluster", "link-cluster"),
    ("none", "link-none"),
    ("unknown", "link-unknown"),
)
CLOSE = {"verification_cost": "measurement_programme"}
"""A wish and the nearest other one, whose programmes may help too."""
SIZE_NAMES = (("micro", "size-micro"), ("small", "size-small"), ("medium", "size-medium"), ("large", "size-large"))
LIMITS = (("kinds", "kind", KINDS), ("sizes", "size", SIZE_NAMES), ("trades", "trade", TRADES))
"""A restriction in a record, the answer that it is compared with, and how its words are said."""


def _ask(key: str) -> Callable[[Turn], Message]:
    return lambda turn: Message(text=turn.say(key))


def _options(choices: Sequence[tuple[str, str]]) -> Callable[[Turn], list[Option]]:
    return lambda turn: [Option(name, turn.say(key)) for name, key in choices]


def _sizes(turn: Turn) -> list[Option]:
    micro, small, medium = _heads(turn)
    return [
        Option("micro", turn.say("fit-micro", most=micro)),
        Option("small", turn.say("fit-small", most=small)),
        Option("medium", turn.say("fit-medium", most=medium)),
        Option("large", turn.say("fit-large", most=medium)),
    ]


def _heads(turn: Turn) -> tuple[int, int, int]:
    return HEADS[turn.state.answers.get("trade") in SERVICES]


@cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _words(step: str) -> Callable[[Turn, str], str]:
    """An answer in one's own words: the option whose longest phrase stands in the text."""

    def parse(turn: Turn, text: str) -> str:
        said = f" {fold(text)} "
        if len(said.split()) > QUESTION and asks_something().search(said):
            raise Reject("choose-one")  # it names something, but asks about it
        found = [
            (len(phrase), name)
            for name, phrases in _phrases()[step].items()
            for phrase in phrases
            if f" {phrase} " in said
        ]
        if not found:
            raise Reject("choose-one")
        return max(found)[1]

    return parse


def _size(turn: Turn, text: str) -> str:
    """A number of people, or a word."""
    people = re.search(r"\d+", text.replace(".", ""))
    if people is None:
        return _words("size")(turn, text)
    within = [size for size, most in zip(SIZES, _heads(turn), strict=False) if int(people[0]) <= most]
    return within[0] if within else "large"


def _finish(turn: Turn) -> list[Message]:
    said = turn.state.answers
    fits: list[Programme] = []
    may: list[Programme] = []
    cannot: list[tuple[Programme, str]] = []
    known = turn.mind.programmes
    for row in _wanted(known, said["want"]):
        if reason := _ruled_out(turn, row, said):
            cannot.append((row, reason))
        else:
            (may if _open_question(row, said) else fits).append(row)
    close = _wanted(known, CLOSE.get(said["want"], ""))
    may += [row for row in close if row not in (*fits, *may) and not _ruled_out(turn, row, said)]
    return [_result(turn, fits[:SHOWN], may[:SHOWN], cannot[: SHOWN - 1])]


def _wanted(rows: Sequence[Programme], want: str) -> list[Programme]:
    """Living programmes that serve the wish: open ones first, the one for money for verification at the head."""
    alive = [row for row in rows if row.state in ("open", "doubtful") and want in row.criteria.get("wants", ())]
    return sorted(
        alive, key=lambda row: (row.state != "open", row.id != NEEDS_LINK, len(row.criteria["wants"]), row.id)
    )


def _ruled_out(turn: Turn, row: Programme, said: dict[str, Any]) -> str:
    """Why the programme cannot be had, in the words of its record; "" where nothing speaks against it."""
    conditions = row.criteria.get("conditions", [])
    if row.id == NEEDS_LINK and said.get("link") == "none":
        return turn.say("not-linked", condition=conditions[0][:1].lower() + conditions[0][1:] if conditions else "–")
    for column, answer, words in LIMITS:
        allowed = row.criteria.get(column)
        if allowed and answer in said and said[answer] not in allowed:
            return turn.say("not-for", who=", ".join(turn.say(key) for name, key in words if name in allowed).lower())
    return ""


def _open_question(row: Programme, said: dict[str, Any]) -> bool:
    """True where something must still be checked before one may say that it fits."""
    if row.state == "doubtful" or unsure(row):
        return True
    if row.id == NEEDS_LINK:
        return bool(said.get("link", "unknown") == "unknown")
    return len(row.criteria.get("conditions", ())) > 1


def _result(turn: Turn, fits: list[Programme], may: list[Programme], cannot: list[tuple[Programme, str]]) -> Message:
    shown = [*fits, *may, *(row for row, _ in cannot)]
    text = lines(
        turn.say("fit-lead") if fits or may else turn.say("fit-none"),
        turn.say("fit-fits") if fits else "",
        bullets(f"{button_name(turn, row)}: {_conditions(row)}" for row in fits),
        turn.say("fit-may") if may else "",
        bullets(f"{button_name(turn, row)}: {_conditions(row)}{_doubt(turn, row)}" for row in may),
        turn.say("fit-cannot") if cannot else "",
        bullets(f"{button_name(turn, row)}: {short(reason, 150)}" for row, reason in cannot),
    )
    opened = tuple(record(button_name(turn, row), "programme", row.id) for row in (*fits, *may)[:4])
    source = source_line(turn, *shown, vietnamese=True) if shown else ""
    buttons = (*opened, *(() if opened else (to(turn, "programmes"),)), to(turn, "ask"), to(turn, "menu"))
    return Message(title=turn.say("fit-title"), text=text, source=source, buttons=buttons)


def _conditions(row: Programme) -> str:
    """The conditions as the record says them, as far as there is room."""
    return short(" ".join(sentence(text) for text in row.criteria.get("conditions", ())), 160)


def _doubt(turn: Turn, row: Programme) -> str:
    return f" ({turn.say('not-sure')})" if row.state == "doubtful" or unsure(row) else ""


FIT = Flow(
    name="fit",
    steps=(
        Ask(name="kind", say=_ask("fit-kind"), options=_options(KINDS), parse=_words("kind")),
        Ask(
            name="trade",
            say=_ask("fit-trade"),
            options=_options(TRADES),
            parse=_words("trade"),
            when=lambda said: said["kind"] not in ("service_body", "agency"),
        ),
        Ask(
            name="size",
            say=_ask("fit-size"),
            options=_sizes,
            parse=_size,
            when=lambda said: said["kind"] in ("enterprise", "cooperative"),
        ),
        Ask(name="want", say=_ask("fit-want"), options=_options(WANTS), parse=_words("want")),
        Ask(
            name="link",
            say=_ask("fit-link"),
            options=_options(LINKS),
            parse=_words("link"),
            when=lambda said: (
                said["kind"] == "enterprise" and said.get("size") != "large" and said["want"] in LINKED_WANTS
            ),
        ),
    ),
    finish=_finish,
)

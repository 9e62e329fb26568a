"""Where the value of a button leads. Values are stateless, so a button works for as long as its record exists.

  go:NAME                 a conversation or a list          r:KIND:ID[:ASPECT]   a record
  u:CODE:USE              an instrument in that use         l:LIST:ARG:PAGE      a page of a list
  ask:EVENT               pass that event's question on     lang:vi, lang:en     the language
  menu, help, back, …     the words that work anywhere

May import: the rest of `handlers`, and `storage`.
"""

import re
from collections.abc import Callable

from handlers import answers, anywhere, engine
from handlers.answers import instruments, lists
from handlers.flows import ask_staff
from handlers.flows.ask_staff import ASK_STAFF
from handlers.flows.fit import FIT
from handlers.menu import menu
from handlers.messages import Message
from handlers.turn import Turn
from storage import questions

LAST_ROW = 2**31 - 1  # PostgreSQL refuses to look for a greater one
_VALUE = re.compile(r"[A-Za-z0-9:._-]{1,64}")
_LISTS = frozenset(
    {"lookup", "instruments", "providers", "programmes", "deadlines", "observance", "definitions", "plan", "places"}
)
_RECORDS = {"office": "office:off-skhcn", "training": "training:trn-ls-plan"}
_FLOWS = {"ask": ASK_STAFF, "fit": FIT}


def open_value(turn: Turn, value: str) -> list[Message] | None:
    """The answer to a button that needs no open question; None for a value that was never given out."""
    if not _VALUE.fullmatch(value):
        return None
    head, _, rest = value.partition(":")
    if head in _OPENERS:
        return _OPENERS[head](turn, rest)
    return anywhere.act(turn, value) if value in anywhere.ACTIONS else None


def _go(turn: Turn, name: str) -> list[Message] | None:
    """Going somewhere leaves the question that was open."""
    if name in _FLOWS:
        return engine.start(turn, _FLOWS[name])
    if name not in {"menu", *_RECORDS, *_LISTS}:
        return None
    engine.clear(turn.state)
    if name in _RECORDS:
        return answers.show(turn, _RECORDS[name])
    return lists.open_list(turn, name, "", 0) if name in _LISTS else [menu(turn)]


def _record(turn: Turn, rest: str) -> list[Message] | None:
    kind, _, rest = rest.partition(":")
    record, _, aspect = rest.partition(":")
    return answers.show(turn, f"{kind}:{record}", aspect) if record else None


def _use(turn: Turn, rest: str) -> list[Message] | None:
    code, _, use = rest.partition(":")
    return instruments.by_use(turn, code, use) if use in instruments.USES else None


def _list(turn: Turn, rest: str) -> list[Message] | None:
    parts = rest.split(":")
    if len(parts) != 3 or not parts[2].isdecimal():
        return None
    return lists.open_list(turn, parts[0], parts[1], int(parts[2]))


def _ask(turn: Turn, rest: str) -> list[Message] | None:
    """Pass on the question of an earlier event of the same person; anybody else's is not to be had."""
    if not rest.isdecimal() or int(rest) > LAST_ROW:
        return None
    text = questions.event_of(turn.session, int(rest), turn.sender.address_id)
    if text is None:
        return None
    if not text.strip():
        return engine.start(turn, ASK_STAFF)
    return [ask_staff.put(turn, int(rest), text)]


def _language(turn: Turn, rest: str) -> list[Message] | None:
    return anywhere.speak(turn, rest) if rest in ("vi", "en") else None


_OPENERS: dict[str, Callable[[Turn, str], list[Message] | None]] = {
    "go": _go,
    "r": _record,
    "u": _use,
    "l": _list,
    "ask": _ask,
    "lang": _language,
}

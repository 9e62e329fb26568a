"""Words that work anywhere (menu, back, cancel, help, language, stop), and choosing among what was offered.

May import: `handlers.messages`, `handlers.turn`, `storage.search.normalise`.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.search.normalise import clean, fold, tokens

WORDS = Path(__file__).parent / "texts" / "words.toml"
_NUMBER = re.compile(r"(?:so|chon|cau|muc|phuong an|option)?\s*\(?(\d{1,2})\)?")


@cache
def _actions() -> dict[str, str]:
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {word: action for action, row in table.items() for word in row["words"]}


@cache
def _other_words() -> frozenset[str]:
    """Words that are one of ours only without their marks: "đúng" is a yes, "dừng" a stop."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return frozenset(clean(word) for row in table.values() for word in row.get("unlike", ()))


def action_of(text: str) -> tuple[str, str]:
    """The action that a message stands for and what follows it: ("lookup", "cân ô tô"); ("", "") for ordinary text.

    An unknown command is the action "unknown".
    """
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    if first.startswith("/"):
        action = _actions().get(first.lower())
        return (action, rest.strip()) if action else ("unknown", rest.strip())
    if " ".join(tokens(clean(text))) in _other_words():
        return "", ""
    return _actions().get(fold(text), ""), ""


def menu(turn: Turn, key: str = "menu-lead") -> Message:
    """The menu, under a sentence of its own."""
    choices = (
        ("button-instruments", "go:instruments"),
        ("button-providers", "go:providers"),
        ("button-programmes", "go:programmes"),
        ("button-fit", "go:fit"),
        ("button-deadlines", "go:deadlines"),
        ("button-observance", "go:observance"),
        ("button-definitions", "go:definitions"),
        ("button-plan", "go:plan"),
        ("button-office", "go:office"),
        ("button-ask", "go:ask"),
        ("button-language", "lang:en" if turn.texts.language == "vi" else "lang:vi"),
    )
    return Message(text=turn.say(key), buttons=tuple(Button(turn.say(label), value) for label, value in choices))


def pick(text: str, offered: Sequence[Sequence[str]], *, loosely: bool) -> str:
    """The value among `offered` ([label, value]) that a text chooses: by number, by the label's words, and `loosely`
    (while a question is open) by words that only one label has. Empty where it chooses none."""
    folded = fold(text)
    if number := _NUMBER.fullmatch(folded):
        place = int(number[1])
        return offered[place - 1][1] if 1 <= place <= len(offered) else ""
    labels = [(fold(label), value) for label, value in offered]
    exact = [value for label, value in labels if label == folded]
    if exact or not loosely or not folded:
        return exact[0] if exact else ""
    words = set(folded.split())
    within = [value for label, value in labels if words <= set(label.split())]
    return within[0] if len(within) == 1 else ""

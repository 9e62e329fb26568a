"""What an instrument is used for, found in a person's own words. May import: `storage.search` (folding only)."""

import tomllib
from functools import cache
from pathlib import Path

from storage.search.normalise import clean, fold, tokens

USES = ("trade", "safety", "health", "environment", "own")
"""The uses a person can choose; a type that only serves inspection has that use fixed in the catalogue."""

WORDS = Path(__file__).parent.parent / "texts" / "uses.toml"


def use_in(heard: str) -> str:
    """The one use that the words name, or "": none named, or several that only the person can decide between."""
    marked, folded = _spaced(" ".join(tokens(clean(heard)))), _spaced(fold(heard))
    if any(denial in folded for denial in _phrases()["no-trade"][1]):
        return "own"
    named = [use for use in USES if _names(use, marked, folded)]
    return named[0] if len(named) == 1 else ""


def _names(use: str, marked: str, folded: str) -> bool:
    as_written, any_way = _phrases()[use]
    return any(phrase in marked for phrase in as_written) or any(phrase in folded for phrase in any_way)


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {
        use: (tuple(map(_spaced, row.get("marked", ()))), tuple(map(_spaced, row["words"])))
        for use, row in table.items()
    }


def _spaced(text: str) -> str:
    """Whole words only: a phrase with spaces around it is looked for in a text with spaces around it."""
    return f" {text} "

"""What each intent leads to: a side of an instrument, a kind of record, one record. May import: nothing of the project.

The names are those of the intent phrases in the catalogue's seed; the word lists are in `texts/reading.toml`.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

READING = Path(__file__).parent / "texts" / "reading.toml"

INSTRUMENT_ASPECTS = {
    "cycle": "cycle",
    "obligation": "obligation",
    "document": "document",
    "find_provider": "providers",
    "fee": "fee",
}
"""Intents about an instrument → the side of its card."""

CARD_KINDS: dict[str, tuple[str, ...]] = {
    "support_programme": ("programme",),
    "definition": ("article", "instrument", "programme"),
    "procedure": ("article", "deadline"),
    "deadline": ("deadline",),
    "label": ("article", "deadline"),
    "packaged_goods": ("article", "deadline"),
    "penalty": ("article",),
    "complaint": ("article",),
    "barcode": ("programme", "deadline"),
    "award": ("programme",),
    "training": ("training",),
    "observance": ("observance",),
    "office": ("office",),
    "plan": ("plan",),
    "verify_provider": ("article", "provider"),
    "verify_certificate": ("article",),
}
"""Intents that are answered by a record found by its name, within these kinds."""

FIXED = {
    "penalty": "article:xu-phat-do-luong",
    "verify_certificate": "article:qr-giay-chung-nhan",
    "verify_provider": "article:tra-cuu-to-chuc",
    "award": "programme:prg-gtclqg",
    "barcode": "programme:prg-msmv",
    "packaged_goods": "article:luong-cua-hang-dong-goi-san",
    "label": "article:nhan-dia-chi-cu",
    "training": "training:trn-ls-plan",
    "observance": "observance:evt-vmd",
    "office": "office:off-skhcn",
    "admin_unit": "article:sap-xep-xa-huyen",
}
"""Intents that one record answers when no better one is named."""


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(READING.read_text(encoding="utf-8"))


@cache
def polite_words() -> frozenset[str]:
    """Folded words around a question that carry nothing: greetings, particles."""
    return frozenset(_lists()["polite"]["words"])


def place_words(kind: str) -> list[str]:
    """What stands before the name of an ended place of that kind."""
    return list(_lists()["places"].get(kind, ()))


@cache
def wants_service() -> re.Pattern[str]:
    """Folded words of somebody who wants an instrument verified or calibrated."""
    return re.compile(_lists()["service"]["pattern"])


@cache
def asks_something() -> re.Pattern[str]:
    """Folded words by which a sentence is a question, whatever else it names."""
    return re.compile(_lists()["question"]["pattern"])


@cache
def splitters() -> re.Pattern[str]:
    """What parts two questions of one message."""
    return re.compile(_lists()["parts"]["pattern"], re.IGNORECASE)

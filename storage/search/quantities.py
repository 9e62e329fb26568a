"""Quantities in a message: 'cân 60 tấn', 'panme 0-25 mm', '16 kg/cm²' → a dimension and bounds in its base unit.

May import: `normalise`, `syllables`. Units and their factors are data: `units.txt`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from storage.search.normalise import clean, fold_word, read_lines, tokens
from storage.search.syllables import from_telex, from_vni


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds in the base unit of the dimension (kg, m, litre, pascal, °C, newton, …); None: no unit was given."""

    dimension: str | None
    low: float
    high: float


def _read_units() -> dict[str, tuple[str, float]]:
    rows = (line.split(" : ") for line in read_lines("units.txt"))
    return {clean(unit): (dimension, float(factor)) for dimension, factor, units in rows for unit in units.split()}


_UNITS = _read_units()
_SPELLINGS = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_NUMBER = r"\d+(?:[.,]\d+)*"
_DASH = r"\s*(?:[-–—−~÷]|\.\.+|đến|den|ddeens|d9e61n|tới|toi|tows?i|to71i)\s*"
_QUANTITY = re.compile(
    rf"(?<![^\W_])(?<![\d/.,])(?:(?:từ|tu)\s+(?=[-−\d]))?\(?\s*(?P<low>(?:(?<![^\W_])[-−])?{_NUMBER})"
    rf"(?:{_DASH}(?P<high>[-−]?{_NUMBER}))?\s*\)?"
    rf"(?:\s*(?P<unit>{_SPELLINGS})(?![^\W_])|\s*(?P<typed>[a-z]+[a-z1-9]*)(?![^\W_])|(?![^\W_]|[/.,]\d))"
)


def _read_exceptions() -> dict[str, frozenset[str]]:
    rows = (line.split(" : ") for line in read_lines("units_exceptions.txt"))
    return {unit: frozenset(words.split()) for unit, words in rows}


_NO_UNIT_BEFORE = _read_exceptions()


@lru_cache(maxsize=4096)  # records share few ranges: one object for all of them
def in_base(dimension: str, low: float, high: float, *, unit: str) -> Quantity:
    """A catalogue's range in base units. Raises KeyError for a unit that `units.txt` lacks."""
    factor = _UNITS[clean(unit)][1]
    return Quantity(dimension, low * factor, high * factor)


def extract(text: str) -> tuple[str, list[Quantity]]:
    """The cleaned text without its quantities, and the quantities in order."""
    found: list[Quantity] = []

    def take(match: re.Match[str]) -> str:
        quantity = _read(match)
        if quantity is None:
            return match.group()
        found.append(quantity)
        return " "

    return _QUANTITY.sub(take, clean(text)), found


def _read(match: re.Match[str]) -> Quantity | None:
    low = _number(match["low"])
    high = low if match["high"] is None else _number(match["high"])
    if low > high:
        return None
    unit = match["unit"] or _decoded(match["typed"])
    if unit and not _starts_a_phrase(unit, match):
        dimension, factor = _UNITS[unit]
        return Quantity(dimension, low * factor, high * factor)
    return Quantity(None, low, high) if low < high and not (unit or match["typed"]) else None


def _decoded(typed: str | None) -> str | None:
    """The unit that a Telex or VNI typist wrote after the number: 'taans', 'ta61n'."""
    unit = from_telex(typed) or from_vni(typed) if typed else None
    return unit if unit in _UNITS else None


def _starts_a_phrase(unit: str, match: re.Match[str]) -> bool:
    following = tokens(match.string[match.end() : match.end() + 20])[:1]
    return bool(following) and fold_word(following[0]) in _NO_UNIT_BEFORE.get(fold_word(unit), ())


def _number(text: str) -> float:
    """Vietnamese style: 1.000 is a thousand, 1,5 is one and a half; 0.01 can only be a fraction."""
    text = text.replace("−", "-")
    if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?|-?[1-9]\d{0,2}(,000)+", text):
        whole, _, fraction = text.partition(",") if "." in text else (text.replace(",", ""), "", "")
        return float(whole.replace(".", "") + "." + (fraction or "0"))
    parts = text.replace(",", ".").split(".")
    return float(parts[0] + "." + "".join(parts[1:]) if len(parts) > 1 else parts[0])

"""Dates as people write them, and counting by months. May import: `storage.search` (folding only)."""

import calendar
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from storage.search.normalise import fold

_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?![\d/-])")
_ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SPAN = re.compile(r"(?<=\d-\d\d)/(?=\d{4}-\d\d-)")
_WORDS = re.compile(r"\b(\d{1,2}) thang (\d{1,2})(?: nam)? (\d{4})\b")
FIRST_YEAR, LAST_YEAR = 1950, 2099


class Written(NamedTuple):
    """A date found in a text, and the folded words before it, which tell what it is the date of."""

    day: date
    before: str


def written(text: str) -> Written | None:
    """The first real date: 5/3/2025, 5-3-2025, 5.3.25, 2025-03-05, "ngày 5 tháng 3 năm 2025"."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _NUMBERS.finditer(plain):
        if day := _date(found[3], found[2], found[1]):
            return Written(day, fold(plain[: found.start()]))
    for found in _ISO.finditer(plain):
        if day := _date(found[1], found[2], found[3]):
            return Written(day, fold(plain[: found.start()]))
    folded = fold(plain)
    for found in _WORDS.finditer(folded):
        if day := _date(found[3], found[2], found[1]):
            return Written(day, folded[: found.start()].strip())
    return None


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _in_month(year, month + 1, day.day)


def next_yearly(month: int, day: int, today: date) -> date:
    """The next time a yearly day comes, today included."""
    this_year = _in_month(today.year, month, day)
    return this_year if this_year >= today else _in_month(today.year + 1, month, day)


def readable(text: str) -> str:
    """The ISO dates of a text as people write them: 2028-01-23 becomes 23/01/2028, and a slash between two a dash."""
    text = _SPAN.sub(" – ", text)
    return _ISO.sub(lambda found: f"{int(found[3]):02}/{int(found[2]):02}/{found[1]}", text)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, int(month), int(day)) if FIRST_YEAR <= full <= LAST_YEAR else None
    except ValueError:
        return None

"""Names inside a message: every known instrument becomes one token, every place another, so that wishes look alike.

May import: this folder. Instruments are marked before places: 'bình định mức' is no Bình Định.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from storage.search.normalise import fold, read_lines, weak_words
from storage.search.syllables import SYLLABLES

INSTRUMENT, PLACE = "<instrument>", "<place>"
LONGEST_NAME = 12  # words


def without_names(words: Sequence[str], instruments: Collection[str]) -> list[str]:
    """Folded words with the names in them replaced, the longest match first."""
    marked = _mark(list(words), instruments, INSTRUMENT)
    return _mark(marked, _places(), PLACE)


def instrument_names(keys: Collection[str]) -> frozenset[str]:
    """The folded keys that can only be names (a single syllable may be any word), and the first words they share."""
    starts = Counter(" ".join(key.split()[:count]) for key in keys for count in range(2, len(key.split())))
    shared = {
        start
        for start, count in starts.items()
        if count > 1 and any(word not in weak_words() for word in start.split())
    }
    return frozenset(key for key in keys if " " in key or (len(key) > 2 and key not in SYLLABLES)) | shared


def _mark(words: list[str], names: Collection[str], token: str) -> list[str]:
    found: list[str] = []
    start = 0
    while start < len(words):
        end = _longest(words, start, names)
        if end > start and (token != PLACE or _may_be_a_place(words, start, end)):
            found.append(token)
            start = end
        else:
            found.append(words[start])
            start += 1
    return found


def _longest(words: Sequence[str], start: int, names: Collection[str]) -> int:
    ends = range(min(len(words), start + LONGEST_NAME), start, -1)
    return next((end for end in ends if " ".join(words[start:end]) in names), start)


def _may_be_a_place(words: Sequence[str], start: int, end: int) -> bool:
    """After 'ở, tại, tỉnh, gần …' or at the end of the message."""
    return end == len(words) or (start > 0 and words[start - 1] in _place_leads())


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name) for line in read_lines("places.txt") for name in line.split("|"))


@cache
def _place_leads() -> frozenset[str]:
    return frozenset(fold(word) for word in read_lines("place_leads.txt"))

"""Mending a typed message: Telex, VNI, abbreviations and split words become the catalogue's folded words.

May import: `normalise`, `syllables`. A word that means something as it stands is never replaced, only given more
readings.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from storage.search.normalise import clean, fold, fold_word, read_lines, telex_keys, tokens
from storage.search.syllables import SYLLABLES, from_telex, from_vni

ABBREVIATION_WEIGHT = 0.9
DOUBTFUL_WEIGHT = 0.6  # a word of the catalogue that may also be an abbreviation


Reading = tuple[tuple[str, ...], float]  # folded words, and how likely they are meant


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the message: its readings, the likeliest first."""

    readings: tuple[Reading, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.readings[0][0]


def read_abbreviations(lines: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """short form → readings, from lines 'kđ = kiểm định | …'; without lines, the list that ships."""
    rows = (line.partition("=") for line in (read_lines("abbreviations.txt") if lines is None else lines))
    return {short.strip(): tuple(part.strip() for part in full.split("|")) for short, _, full in rows}


class Repair:
    """Query repair over a known vocabulary of folded words."""

    def __init__(
        self,
        vocabulary: Container[str],
        accented: Iterable[str] = (),
        abbreviations: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`vocabulary` is used as it is, so a live collection may grow; `accented` feeds the first Telex decoder."""
        self._known = vocabulary
        self._telex = {telex_keys(word): fold_word(word) for word in accented if not word.isascii()}
        self._abbreviations: dict[str, tuple[tuple[str, ...], ...]] = {}
        for short, readings in (read_abbreviations() if abbreviations is None else abbreviations).items():
            words = tuple(tuple(fold(reading).split()) for reading in readings)
            parts = tokens(clean(short))
            for spelling in (parts, map(fold_word, parts), map(telex_keys, parts)):
                self._abbreviations.setdefault(" ".join(spelling), words)

    def slots(self, words: list[str]) -> list[Slot]:
        """The readings of accented tokens, in order."""
        found: list[Slot] = []
        position = 0
        while position < len(words):
            slot, taken = self._slot(words, position)
            found.append(slot)
            position += taken
        return found

    def text(self, words: list[str]) -> str:
        """The likeliest reading of all tokens as one folded text."""
        return " ".join(word for slot in self.slots(words) for word in slot.words)

    def _slot(self, words: list[str], position: int) -> tuple[Slot, int]:
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        if following and len(word) <= 3 and (full := self._expand(f"{word} {following}")):
            return Slot(tuple((reading, ABBREVIATION_WEIGHT) for reading in full)), 2
        folded = fold_word(word)
        if folded in self._known:
            more = self._expand(word) if len(word) <= 2 and word.isascii() else ()
            return Slot((((folded,), 1.0), *((reading, DOUBTFUL_WEIGHT) for reading in more))), 1
        if decoded := self._decode(folded):
            return Slot(((decoded, 1.0),)), 1
        if full := self._expand(word) or self._expand(folded):
            return Slot(tuple((reading, ABBREVIATION_WEIGHT) for reading in full)), 1
        joined = folded + fold_word(following)
        if following and joined in self._known:
            return Slot((((joined,), 1.0),)), 2
        return Slot((((folded,), 1.0),)), 1

    def _expand(self, word: str) -> tuple[tuple[str, ...], ...]:
        return self._abbreviations.get(word, ())

    def _decode(self, folded: str) -> tuple[str, ...] | None:
        if mapped := self._telex.get(folded.replace("uwow", "uow")):
            return (mapped,)
        bare = from_vni(folded)
        if bare and (bare in SYLLABLES or (bare in self._known and not folded[-1].isdigit())):
            return (bare,)
        if folded in SYLLABLES or folded in self._abbreviations:
            return None
        decoded = from_telex(folded)
        return (decoded,) if decoded else self._numbered(folded)

    def _numbered(self, folded: str) -> tuple[str, ...] | None:
        """A known word with a number glued to its end: 'quatest3'."""
        name = folded.rstrip("0123456789")
        return (name, folded[len(name) :]) if name != folded and name in self._known else None

"""How alike a message and one key are, from 0 to 1: the absolute confidence of the search, and the fit of ranges.

May import: `quantities`, `repair`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from storage.search.quantities import Quantity
from storage.search.repair import Reading, Slot

LEAST_MASS = 1.5  # of a word worth looking for slips of
SLIP_WEIGHT = 0.75  # what a word one slip away from the key's word is worth


def trigrams(words: Iterable[str]) -> set[str]:
    """Letter triples of the words written without spaces, the ends marked."""
    text = f"^{''.join(words)}$"
    return {text[i : i + 3] for i in range(len(text) - 2)}


def dice(left: set[str], right: set[str]) -> float:
    """Twice what is shared over all there is."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


@lru_cache(maxsize=20_000)
def one_slip(typed: str, meant: str) -> bool:
    """One letter too many, missing, wrong, or swapped with its neighbour; never true of words of two letters."""
    if abs(len(typed) - len(meant)) > 1 or max(len(typed), len(meant)) < 3:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    a, b = typed[start:], meant[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]


class Likeness:
    """One message, ready to be compared with many keys."""

    def __init__(self, slots: Sequence[Slot], shapes: Iterable[set[str]], mass: Callable[[str], float]) -> None:
        """`mass`: how much a word says, 0 for one that says nothing of its own."""
        self._slots = list(dict.fromkeys(slots))  # a word said twice is asked for once
        self._mass = mass
        self._shapes = list(shapes)

    def confidence(self, key: Sequence[str]) -> float:
        """The better of two looks: shared words by their mass, and shared letter triples."""
        shape = trigrams(key)
        return max(self._words_in_common(key), *[dice(shape, own) for own in self._shapes])

    def _words_in_common(self, key: Sequence[str]) -> float:
        left = {word: self._mass(word) for word in key}
        asked = shared = 0.0
        for slot in self._slots:
            slot_asked, slot_shared = self._compare(slot.readings[0], left)
            for reading in slot.readings[1:]:
                other_asked, other_shared = self._compare(reading, left)
                if other_shared > slot_shared:
                    slot_asked, slot_shared = other_asked, other_shared
            asked += slot_asked
            shared += slot_shared
        return min(1.0, 2 * shared / (asked + sum(left.values()))) if shared else 0.0

    def _compare(self, reading: Reading, left: dict[str, float]) -> tuple[float, float]:
        """What a reading asks for, and what of it the key has."""
        words, weight = reading
        asked = shared = 0.0
        for word in words:
            own = self._mass(word)
            if word in left:
                shared += weight * left[word]
            elif own > LEAST_MASS and (meant := _slipped(word, left)):
                own = left[meant]
                shared += weight * SLIP_WEIGHT * own
            asked += own
        return asked, shared


def shapes(slots: Sequence[Slot], raw: Sequence[str]) -> list[set[str]]:
    """The letter triples of the message as typed and as mended."""
    mended = [word for slot in slots for word in slot.words]
    return [trigrams(mended)] if list(raw) == mended else [trigrams(mended), trigrams(raw)]


def _slipped(word: str, key: Iterable[str]) -> str | None:
    return next((meant for meant in key if one_slip(word, meant)), None)


def range_fit(asked: Iterable[Quantity], offered: Sequence[Quantity]) -> int:
    """2: a range ends just where asked; 1: it covers what is asked; -1: same dimension, but outside; 0: no saying."""
    return max((_fit(quantity, own) for quantity in asked for own in offered), default=0)


def _fit(asked: Quantity, own: Quantity) -> int:
    if asked.dimension is None:
        return 2 if _same_digits(asked.high, own.high) and _same_digits(asked.low, own.low) else 0
    if asked.dimension != own.dimension:
        return 0
    slack = 1e-9 * max(1.0, abs(own.high))
    if own.low - slack > asked.low or own.high + slack < asked.high:
        return -1
    return 2 if abs(own.high - asked.high) <= slack else 1


def _same_digits(left: float, right: float) -> bool:
    """Equal but for the unit that was left out: 25 and 0.025."""
    return left == right or f"{left:e}".partition("e")[0] == f"{right:e}".partition("e")[0]

"""The search index over the catalogue: one document a key (name or alias), binary BM25, then a closer look at the best.

May import: numpy and this folder. Held in memory; build a new one beside the old and swap the reference.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from storage.search.likeness import Likeness, range_fit, shapes, trigrams
from storage.search.normalise import fold_word, tokens, weak_words
from storage.search.quantities import Quantity, extract
from storage.search.repair import Repair, Slot

Part = TypeVar("Part", Slot, str)
Outcome = Literal["answer", "ask", "none"]
ANSWER_CONFIDENCE = 0.65
ANSWER_LEAD = 0.08
ASK_CONFIDENCE = 0.45

LONGEST_QUERY = 300  # characters; people paste letters, and the index answers questions
MOST_WORDS = 40
CANDIDATES = 64
LEAST_OF_TOP = 0.15  # of the best first score: what is below never wins the closer look
PAIR_WEIGHT = 0.75
TRIGRAM_WEIGHT = 0.2
FRAME_WEIGHT = 0.05  # of letter triples among the weak words around the matter
TYPICAL_WORDS = 6  # fixed mean length, so that one record's score does not depend on the others' length
K1, B = 1.2, 0.75
RANGE_WEIGHT = 0.12
UNKNOWN_IS_IN = 1  # keys: the rarity of a word that no key has
LONG_POSTING, LEAST_CREDIT = 5_000, 0.3  # what is everywhere in a large catalogue tells nothing and costs most
PAUSE_EVERY = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that people look for by name. `ranges` are in base units (`quantities.in_base`)."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    ranges: tuple[Quantity, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: `key` is its name or alias that matched, `confidence` is absolute, `score` only orders."""

    id: str
    kind: str
    name: str
    key: str
    score: float
    confidence: float


def outcome(hits: Sequence[Hit]) -> Outcome:
    """Answer with the first hit, ask back with the first three, or say that nothing was found."""
    if not hits or hits[0].confidence < ASK_CONFIDENCE:
        return "none"
    lead = round(hits[0].score - hits[1].score, 6) if len(hits) > 1 else 1.0
    return "answer" if hits[0].confidence >= ANSWER_CONFIDENCE and lead >= ANSWER_LEAD else "ask"


class Index:
    """Names and aliases of all entries, ready for messages. Never changed once built, so threads may share it."""

    def __init__(
        self,
        entries: Iterable[Entry],
        abbreviations: Mapping[str, tuple[str, ...]] | None = None,
        *,
        pause: Callable[[], None] | None = None,
    ) -> None:
        """`pause` is called every 50 keys: a live server sleeps half a millisecond there, so that searches go on."""
        # Sorted here, in Python: order must depend neither on the database's collation nor on the order of its rows.
        self._entries = sorted(entries, key=lambda entry: entry.id)
        self._keys: list[str] = []
        self._folded: list[str] = []
        self._owner = array("i")
        self._terms: dict[str, array[int]] = {}  # words and adjacent pairs → keys that have them
        self._grams: dict[str, array[int]] = {}  # letter triples → keys that have them
        accented: set[str] = set()
        lengths = array("f")
        for owner, entry in enumerate(self._entries):
            for key in sorted({entry.name, *entry.aliases}):
                if pause and len(self._keys) % PAUSE_EVERY == 0:
                    pause()
                lengths.append(self._add(key, owner, accented))
        self._factor = (K1 + 1) / (1 + K1 * (1 - B + B * np.frombuffer(lengths, dtype=np.float32) / TYPICAL_WORDS))
        kinds = [self._entries[owner].kind for owner in self._owner]
        self._of_kind = {kind: np.array([own == kind for own in kinds], dtype=bool) for kind in sorted(set(kinds))}
        weak = weak_words()
        self._unknown = self._rarity(UNKNOWN_IS_IN)
        self._masses = {word: weight * self._unknown for word, weight in weak.items()}
        for word, posting in self._terms.items():
            if " " not in word:
                self._masses[word] = weak.get(word, 1.0) * self._rarity(len(posting))
        self._repair = Repair(_Known(self._terms), accented, abbreviations)

    def _add(self, key: str, owner: int, accented: set[str]) -> int:
        number = len(self._keys)
        spelled = tokens(extract(key)[0])
        accented.update(word for word in spelled if not word.isascii())
        words = [folded for word in spelled if (folded := fold_word(word))]
        self._keys.append(key)
        self._folded.append(" ".join(words))
        self._owner.append(owner)
        for term in {*words, *map(" ".join, pairwise(words))}:
            self._terms.setdefault(term, array("i")).append(number)
        for gram in trigrams(words):
            self._grams.setdefault(gram, array("i")).append(number)
        # The quantities count here alone: of two keys with the same words, the one without is the plainer match.
        return len(tokens(key))

    def search(self, text: str, *, kinds: frozenset[str] | None = None, limit: int = 10) -> list[Hit]:
        """The best records for a message as typed, best first; equal ones by id."""
        remaining, asked = extract(text[:LONGEST_QUERY])
        spelled = tokens(remaining)[:MOST_WORDS]
        raw = [fold_word(word) for word in spelled]
        slots = self._repair.slots(spelled)
        scores = self._scores(slots, raw)
        if kinds is not None:
            scores *= sum((self._of_kind[kind] for kind in kinds if kind in self._of_kind), np.zeros(len(scores), bool))
        likeness = Likeness(slots, [*shapes(slots, raw), *shapes(*_without_frame(slots, raw))], self._mass)
        hits: dict[str, Hit] = {}
        for hit in sorted(self._compare(scores, likeness, asked), key=lambda hit: (-hit.score, hit.id, hit.key)):
            hits.setdefault(hit.id, hit)
        return list(hits.values())[:limit]

    def folded_keys(self, kind: str) -> frozenset[str]:
        """The folded names and aliases of a kind, for finding them inside longer messages."""
        return frozenset(
            folded for folded, owner in zip(self._folded, self._owner, strict=True) if self._entries[owner].kind == kind
        )

    def _mass(self, word: str) -> float:
        return self._masses.get(word, self._unknown)

    def _rarity(self, having: int) -> float:
        return math.log1p((len(self._keys) - having + 0.5) / (having + 0.5))

    def _scores(self, slots: Sequence[Slot], raw: Sequence[str]) -> NDArray[np.float32]:
        scores = np.zeros(len(self._keys), dtype=np.float32)
        for term, weight in _terms(slots).items():
            self._credit(scores, self._terms.get(term), weight * _strength(term))
        core = set().union(*shapes(*_without_frame(slots, raw)))
        for gram in sorted(core.union(*shapes(slots, raw))):  # a fixed order of summing: the last digits decide ties
            self._credit(scores, self._grams.get(gram), TRIGRAM_WEIGHT if gram in core else FRAME_WEIGHT)
        scores *= self._factor
        return scores

    def _credit(self, scores: NDArray[np.float32], posting: "array[int] | None", weight: float) -> None:
        if not posting:
            return
        credit = weight * self._rarity(len(posting))
        if credit >= LEAST_CREDIT or len(posting) < LONG_POSTING:
            scores[np.frombuffer(posting, dtype=np.int32)] += np.float32(credit)

    def _compare(self, scores: NDArray[np.float32], likeness: Likeness, asked: Sequence[Quantity]) -> Iterator[Hit]:
        """The candidates looked at closely; their order does not matter."""
        top = float(scores.max(initial=0.0))
        best = np.flatnonzero(scores > top * LEAST_OF_TOP)
        if len(best) > CANDIDATES:
            best = best[np.argpartition(-scores[best], CANDIDATES)[:CANDIDATES]]
        for number in best.tolist():
            entry = self._entries[self._owner[number]]
            confidence = likeness.confidence(self._folded[number].split())
            fit = range_fit(asked, entry.ranges)
            score = 0.5 * float(scores[number]) / top + 0.5 * confidence + RANGE_WEIGHT * fit
            yield Hit(entry.id, entry.kind, entry.name, self._keys[number], round(score, 6), round(confidence, 6))


class _Known:
    """The words of the index and the weak words: what a message's word is looked up in before it is mended."""

    def __init__(self, terms: Mapping[str, object]) -> None:
        self._terms = terms

    def __contains__(self, word: object) -> bool:
        return word in self._terms or word in weak_words()


def _terms(slots: Sequence[Slot]) -> dict[str, float]:
    """Words and adjacent pairs of all readings with their best weight."""
    found: dict[str, float] = {}
    for slot in slots:
        for words, weight in slot.readings:
            _raise(found, words, weight)
            _raise(found, map(" ".join, pairwise(words)), weight * PAIR_WEIGHT)
    for left, right in pairwise(slots):
        for before, left_weight in left.readings:
            for after, right_weight in right.readings:
                _raise(found, (f"{before[-1]} {after[0]}",), min(left_weight, right_weight) * PAIR_WEIGHT)
    return found


def _strength(term: str) -> float:
    """A pair says as much as its stronger word: 'kiểm định' little, 'thước lá' all."""
    return max(weak_words().get(word, 1.0) for word in term.split())


def _without_frame(slots: Sequence[Slot], raw: Sequence[str]) -> tuple[list[Slot], list[str]]:
    """The message without the weak words at its ends ('cho em hỏi … ở đâu ạ')."""
    return _inner(slots, lambda slot: slot.words), _inner(raw, lambda word: (word,))


def _inner(parts: Sequence[Part], words: Callable[[Part], Sequence[str]]) -> list[Part]:
    strong = [i for i, part in enumerate(parts) if any(weak_words().get(word, 1.0) == 1.0 for word in words(part))]
    return list(parts[strong[0] : strong[-1] + 1]) if strong else list(parts)


def _raise(weights: dict[str, float], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        weights[term] = max(weights.get(term, 0.0), weight)

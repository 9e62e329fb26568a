"""Which of a few wishes a message expresses: kernel ridge on TF-IDF, with a background class for everything else.

May import: numpy and this folder. Trained in a tenth of a second from 8-18 phrases a wish, so it is built anew with
the catalogue.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from storage.search.index import LONGEST_QUERY, MOST_WORDS, Index
from storage.search.normalise import clean, fold_word, read_lines, tokens, weak_words
from storage.search.quantities import extract
from storage.search.repair import Repair, Slot
from storage.search.slots import instrument_names, without_names

Outcome = Literal["do", "ask", "none"]
DO, ASK = 0.6, 0.3  # certainty from which a wish is done, or offered

RIDGE = 0.3
# Certainty = (softmax(SHARPNESS · score) · coverage) ** EVENNESS: chosen on people's messages so that DO and ASK hold
# with 8 phrases an intent as well as with 18.
SHARPNESS, EVENNESS = 6.5, 0.65
BACKGROUND = ""  # the class of what is no wish of ours
_LAST_Y = re.compile(r"^([hklmstv])y$")  # 'ky' and 'ki', 'ly' and 'li' are one word
WORD_WEIGHT, PAIR_WEIGHT, GRAM_WEIGHT = 1.0, 0.6, 0.5

Vector = NDArray[np.float64]


def read_background() -> list[str]:
    """The out-of-place phrases that ship."""
    return read_lines("background.txt")


def outcome(ranked: Sequence[tuple[str, float]]) -> Outcome:
    """Do the first wish, offer the first three, or say that nothing was understood."""
    certainty = ranked[0][1] if ranked else 0.0
    return "do" if certainty >= DO else "ask" if certainty >= ASK else "none"


class IntentModel:
    """Phrases of each intent, ready for messages. Never changed once built."""

    def __init__(
        self, phrases: Sequence[tuple[str, str]], background: Sequence[str], index: Index | None = None
    ) -> None:
        """`phrases`: (text, intent). `index`: where instruments get their names and Telex words their meaning."""
        rows = [*phrases, *((text, BACKGROUND) for text in background)]
        spelled = [tokens(clean(text)) for text, _ in rows]
        own = {fold_word(word) for words in spelled for word in words}
        self._instruments = instrument_names(index.folded_keys("instrument")) if index else frozenset[str]()
        named = {word for name in self._instruments for word in name.split() if len(word) > 2}
        self._own = own
        self._repair = Repair(own | named)
        self._intents = sorted({intent for _, intent in rows})
        counted = [_features(self._words(text)) for text, _ in rows]
        self._known = {word for words in map(self._words, (text for text, _ in phrases)) for word in words}
        self._columns, self._rarity = _weigh(counted)
        matrix = np.stack([self._vector(features) for features in counted])
        wanted = np.array([[float(intent == own) for own in self._intents] for _, intent in rows])
        dual = np.linalg.solve(matrix @ matrix.T + RIDGE * np.eye(len(rows)), wanted)
        self._weights = matrix.T @ dual

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their certainty from 0 to 1, best first, equal ones by name. The background is left out."""
        words = self._words(text)
        scores = self._vector(_features(words)) @ self._weights
        powers = np.exp(SHARPNESS * scores)
        shares = (powers / powers.sum() * self._coverage(words)) ** EVENNESS
        ranked = zip(self._intents, (round(float(share), 6) for share in shares), strict=True)
        return sorted((pair for pair in ranked if pair[0] != BACKGROUND), key=lambda pair: (-pair[1], pair[0]))

    def _words(self, text: str) -> list[str]:
        spelled = tokens(extract(text[:LONGEST_QUERY])[0])[:MOST_WORDS]
        words = [word for slot in self._repair.slots(spelled) for word in self._likeliest(slot)]
        return [word for word in without_names(words, self._instruments) if not _is_count(word)]

    def _likeliest(self, slot: Slot) -> tuple[str, ...]:
        """The first reading that the phrases know, and with one spelling of i and y."""
        own = (words for words, _ in slot.readings if all(word in self._own for word in words))
        return tuple(_LAST_Y.sub(r"\1i", word) for word in next(own, slot.words))

    def _coverage(self, words: Sequence[str]) -> float:
        """The share of a message, by rarity, in words that some phrase has: what we never read we do not understand."""
        weak = weak_words()
        masses = [(word, weak.get(word, 1.0) * self._rarity.get(word, self._rarest)) for word in words]
        return sum(mass for word, mass in masses if word in self._known) / (sum(mass for _, mass in masses) or 1.0)

    def _vector(self, features: Mapping[str, float]) -> Vector:
        vector = np.zeros(len(self._columns))
        for feature, weight in features.items():
            if (column := self._columns.get(feature)) is not None:
                vector[column] = weight * self._rarity[feature]
        return vector / (np.linalg.norm(vector) or 1.0)

    @property
    def _rarest(self) -> float:
        return max(self._rarity.values(), default=1.0)


def _weigh(rows: Sequence[Mapping[str, float]]) -> tuple[dict[str, int], dict[str, float]]:
    """A column and an inverse document frequency for each feature."""
    having = Counter(feature for row in rows for feature in row)
    rarity = {feature: math.log((1 + len(rows)) / (1 + count)) + 1 for feature, count in having.items()}
    return {feature: column for column, feature in enumerate(sorted(having))}, rarity


def _features(words: Sequence[str]) -> dict[str, float]:
    """Words, pairs of neighbours ('a b') and letter triples inside words ('#a#b')."""
    found = dict.fromkeys(words, WORD_WEIGHT)
    found.update(dict.fromkeys(map(" ".join, pairwise(["^", *words, "$"])), PAIR_WEIGHT))
    found.update(dict.fromkeys(_grams(words), GRAM_WEIGHT))
    return found


def _grams(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        edged = f"_{word}_"
        yield from ("#" + edged[i : i + 3] for i in range(len(edged) - 2))


def _is_count(word: str) -> bool:
    return word.isdigit() and len(word) <= 2

"""Free text → what is wanted and of which records, by search and intents; or an honest "not understood".

A `Mind` is built from the catalogue and replaced whole when that changes; it never touches the database while reading.
May import: `handlers.gazetteer`, `storage.catalogue`, `storage.search`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from sqlalchemy.orm import Session
from storage.search.intents import IntentModel, read_background

from handlers.gazetteer import Gazetteer
from handlers.meanings import CARD_KINDS, FIXED, INSTRUMENT_ASPECTS, polite_words, splitters
from storage.catalogue.entries import catalogue_entries
from storage.catalogue.intents import intent_phrases
from storage.catalogue.version import current_version
from storage.search.index import Entry, Hit, Index, outcome
from storage.search.normalise import clean, fold, tokens
from storage.search.repair import Repair

LONGEST_TEXT = 600  # characters of a message that are read; a longer one is a letter to the office, not a question
SURE, LIKELY = 0.6, 0.3  # of an intent: do it; offer it
NEAR = 0.8  # confidence from which a record's name outweighs the intent
FAIR = 0.45  # confidence from which a record is taken when the intent is sure of its kind
MOST = 3  # answers or choices of one message


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing asked: a record and the side of it that matters."""

    record: str
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means. `answer`: say the wishes. `ask`: let the person choose among them. `do`: an intent without
    a record. `which`: an intent that needs an instrument. `none`: not understood."""

    outcome: Literal["answer", "ask", "do", "which", "none"]
    intent: str = ""
    wishes: tuple[Wish, ...] = ()


class Mind:
    """Everything needed to read a message, held in memory."""

    def __init__(
        self,
        entries: Sequence[Entry],
        phrases: Sequence[tuple[str, str]],
        *,
        version: int = 0,
        pause: Callable[[], None] | None = None,
    ) -> None:
        """`phrases`: (intent, text). `version`: the catalogue's counter that this was built from."""
        self.version = version
        self._index = Index(entries, pause=pause)
        self._intents = IntentModel([(text, intent) for intent, text in phrases], read_background(), self._index)
        names = [(fold(name), entry.id) for entry in entries for name in (entry.name, *entry.aliases)]
        self._all = Gazetteer(names)
        self._instruments = Gazetteer((name, record) for name, record in names if record.startswith("instrument:"))
        said = list(chain((name for name, _ in names), (fold(text) for _, text in phrases)))
        self._instrument_words = _words(name for name, record in names if record.startswith("instrument:"))
        self._phrase_words = _words(fold(text) for _, text in phrases)
        accented = (word for entry in entries for name in (entry.name, *entry.aliases) for word in tokens(clean(name)))
        self._repair = Repair(_words(said), accented)
        self._names = {entry.id: entry.name for entry in entries}

    @classmethod
    def build(cls, session: Session, pause: Callable[[], None] | None = None) -> "Mind":
        """Read the catalogue and build; about a quarter of a second for the catalogue that ships."""
        version = current_version(session)
        entries = [Entry(row.id, row.kind, row.name, row.aliases) for row in catalogue_entries(session)]
        return cls(entries, intent_phrases(session), version=version, pause=pause)

    @property
    def size(self) -> int:
        """How many records are known."""
        return len(self._names)

    def name(self, record: str) -> str:
        """The record's name, for a button; its id where it is unknown."""
        return self._names.get(record, record)

    @staticmethod
    def aspect_of(intent: str) -> str:
        """The side of an instrument's card that an intent asks about."""
        return INSTRUMENT_ASPECTS.get(intent, "")

    def read(self, text: str, *, topic: str = "", topic_aspect: str = "") -> Reading:
        """Understand a message. `topic`: the record last spoken of, where it is fresh; `topic_aspect`: a side that was
        asked about and waits for its instrument."""
        text = text[:LONGEST_TEXT]
        words = self._words_of(text)
        if not words:
            return Reading("none")
        if named := self._all.exact(words):
            return self._named(named, topic_aspect)
        intent, certainty = self._intents.rank(text)[0]
        several = self._several(words, text)
        if len(several) > 1:
            return Reading("answer", intent, self._wishes(several, INSTRUMENT_ASPECTS.get(intent, "")))
        best = next(iter(self._index.search(text, limit=1)), None)
        if best and best.confidence >= NEAR and best.kind != "instrument":
            return Reading("answer", intent, (Wish(best.id),))
        if certainty >= SURE:
            return self._by_intent(intent, words, text, topic)
        return self._by_name(intent, certainty, words, text)

    def _words_of(self, text: str) -> list[str]:
        words = self._repair.text(tokens(clean(text))).split()
        polite = polite_words()
        while words and words[0] in polite:
            words.pop(0)
        while words and words[-1] in polite:
            words.pop()
        return words

    def _named(self, records: Sequence[str], topic_aspect: str) -> Reading:
        wishes = self._wishes(records, topic_aspect)
        return Reading("answer" if len(wishes) == 1 else "ask", wishes=wishes)

    def _wishes(self, records: Iterable[str], aspect: str) -> tuple[Wish, ...]:
        return tuple(Wish(r, aspect if r.startswith("instrument:") else "") for r in records)[:MOST]

    def _several(self, words: list[str], text: str) -> list[str]:
        """The instruments of a message that names more than one, each clear by itself."""
        if self._index_is_sure_of_one(text):
            return []
        found: list[str] = []
        for part in splitters().split(text):
            part_words = self._words_of(part)
            clear = [span.records[0] for span in self._instruments.spans(part_words) if len(span.records) == 1]
            if not clear and len(part_words) <= 6:
                hits = self._index.search(part, kinds=frozenset({"instrument"}), limit=2)
                clear = [hits[0].id] if hits and outcome(hits) == "answer" else []
            found.extend(clear)
        return list(dict.fromkeys(found))

    def _index_is_sure_of_one(self, text: str) -> bool:
        best = next(iter(self._index.search(text, limit=1)), None)
        return best is not None and best.confidence >= 0.92

    def _by_intent(self, intent: str, words: list[str], text: str, topic: str) -> Reading:
        if intent in INSTRUMENT_ASPECTS:
            return self._instrument(intent, words, text, topic)
        if kinds := CARD_KINDS.get(intent):
            hits = self._index.search(text, kinds=frozenset(kinds), limit=MOST)
            if hits and hits[0].confidence >= FAIR:
                return self._from_hits(intent, hits)
        if intent in FIXED:
            return Reading("answer", intent, (Wish(FIXED[intent]),))
        return Reading("do", intent)

    def _instrument(self, intent: str, words: list[str], text: str, topic: str) -> Reading:
        aspect = INSTRUMENT_ASPECTS[intent]
        for span in self._instruments.spans(words):
            wishes = self._wishes(span.records, aspect)
            return Reading("answer" if len(wishes) == 1 else "ask", intent, wishes)
        if intent == "find_provider":
            providers = self._index.search(text, kinds=frozenset({"provider"}), limit=MOST)
            if providers and outcome(providers) == "answer":
                return Reading("answer", intent, (Wish(providers[0].id),))
        bare = " ".join(word for word in words if self._may_name(word))
        hits = self._index.search(bare, kinds=frozenset({"instrument"}), limit=MOST) if bare else []
        if hits and hits[0].confidence >= FAIR:
            return self._from_hits(intent, hits, aspect)
        if topic.startswith("instrument:"):
            return Reading("answer", intent, (Wish(topic, aspect),))
        return Reading("which", intent)

    def _may_name(self, word: str) -> bool:
        """Not a word that only carries the question: in the phrases, but in no instrument's name."""
        return word in self._instrument_words or word not in self._phrase_words

    def _from_hits(self, intent: str, hits: Sequence[Hit], aspect: str = "") -> Reading:
        if outcome(hits) == "answer" or len(hits) == 1:
            return Reading("answer", intent, self._wishes([hits[0].id], aspect))
        return Reading("ask", intent, self._wishes([hit.id for hit in hits], aspect))

    def _by_name(self, intent: str, certainty: float, words: list[str], text: str) -> Reading:
        aspect = INSTRUMENT_ASPECTS.get(intent, "") if certainty >= LIKELY else ""
        spans = self._all.spans(words)
        named = [record for span in spans if span.end - span.start >= 2 for record in span.records]
        hits = self._index.search(text, limit=MOST)
        decided = outcome(hits) if hits else "none"
        if decided == "answer":
            return Reading("answer", intent, self._wishes([hits[0].id], aspect))
        if len(named) == 1:
            return Reading("answer", intent, self._wishes(named, aspect))
        if named or decided == "ask":
            likely = list(dict.fromkeys(chain(named, (hit.id for hit in hits))))
            return Reading("ask", intent, self._wishes(likely, aspect))
        return Reading("none", intent if certainty >= LIKELY else "")


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())

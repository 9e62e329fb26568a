"""Free text → what is wanted and of which records, by search and intents; or an honest "not understood".

A `Mind` is built from the catalogue and replaced whole when that changes; it never touches the database while reading.
May import: `handlers.gazetteer`, `storage.catalogue`, `storage.search`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from sqlalchemy.orm import Session

from handlers.dates import written
from handlers.gazetteer import Gazetteer
from handlers.meanings import CARD_KINDS, FIXED, INSTRUMENT_ASPECTS, polite_words, splitters, wants_service
from handlers.places import ended_places
from storage.catalogue.entries import catalogue_entries
from storage.catalogue.intents import intent_phrases
from storage.catalogue.programmes import Programme, programmes
from storage.catalogue.version import current_version
from storage.search.index import Entry, Hit, Index, outcome
from storage.search.intents import IntentModel, read_background
from storage.search.normalise import clean, fold, tokens
from storage.search.repair import Repair

LONGEST_TEXT = 600  # characters of a message that are read; a longer one is a letter to the office, not a question
SURE, LIKELY = 0.6, 0.3  # of an intent: do it; offer it
LONELY = 0.62  # confidence from which a likely name alone, with no intent beside it, is worth asking about
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
        self.programmes: tuple[Programme, ...] = ()  # read whole by the flow that compares them all
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
        entries += [Entry(f"place:{key}", "place", name, aliases) for key, name, aliases in ended_places(session)]
        mind = cls(entries, intent_phrases(session), version=version, pause=pause)
        mind.programmes = tuple(programmes(session))
        session.expunge_all()  # they outlive the session
        return mind

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
        if named := self._all.exact(words):
            return self._named(named, topic_aspect)
        intent, certainty = self._intents.rank(text)[0]
        if not words:  # nothing but politeness
            return Reading("do", intent) if certainty >= SURE else Reading("none")
        aspect = self._aspect(intent, certainty, words, text)
        several = self._several(text)
        if len(several) > 1:
            return Reading("answer", intent, self._wishes(several, aspect))
        if topic.startswith("training:") and intent in ("fee", "training") and certainty >= LIKELY:
            return Reading("answer", intent, (Wish(topic),))
        spans = self._instruments.spans(words)
        best = next(iter(self._index.search(text, limit=1)), None)
        spelled = [word for span in spans for word in words[span.start : span.end]]
        if best and _fits(best, intent, certainty) and self._outweighs(best, spelled if aspect else []):
            return Reading("answer", intent, (Wish(best.id),))
        if certainty >= SURE:
            return self._by_intent(intent, words, text, topic)
        return self._by_name(intent, certainty, words, text, aspect=aspect)

    def _aspect(self, intent: str, certainty: float, words: list[str], text: str) -> str:
        """The side of an instrument that a message asks about: by its intent; by a date that a paper bears; or, of
        somebody who just wants it verified, who does it."""
        if certainty >= LIKELY and intent in INSTRUMENT_ASPECTS:
            return INSTRUMENT_ASPECTS[intent]
        if certainty < SURE and written(text):
            return "cycle"
        return "providers" if certainty < SURE and wants_service().search(" ".join(words)) else ""

    def _outweighs(self, hit: Hit, named: list[str]) -> bool:
        """The hit says more than the instrument that the message names: nearly all of it, or that name and more."""
        covers = bool(named) and set(named) <= set(fold(hit.key).split())
        return hit.confidence >= LONELY if covers else hit.confidence >= NEAR and not named

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

    def _several(self, text: str) -> list[str]:
        """The instruments of a message that names more than one, each clear by itself."""
        parts = splitters().split(text)
        if len(parts) < 2 or self._index_is_sure_of_one(text):
            return []
        found: list[str] = []
        for part in parts:
            words = self._words_of(part)
            clear = [span.records[0] for span in self._instruments.spans(words) if len(span.records) == 1]
            if not clear and 0 < len(words) <= 6:
                hits = self._index.search(part, limit=2)
                clear = [hits[0].id] if hits[:1] and hits[0].kind == "instrument" and outcome(hits) == "answer" else []
            found.extend(clear)
        return list(dict.fromkeys(found))

    def _index_is_sure_of_one(self, text: str) -> bool:
        best = next(iter(self._index.search(text, limit=1)), None)
        return best is not None and best.confidence >= 0.92

    def _by_intent(self, intent: str, words: list[str], text: str, topic: str) -> Reading:
        if intent in INSTRUMENT_ASPECTS:
            return self._instrument(intent, words, text, topic)
        if intent == "admin_unit":
            return self._place(words, text)
        if kinds := CARD_KINDS.get(intent):
            hits = self._index.search(text, kinds=frozenset(kinds), limit=MOST)
            if hits and hits[0].confidence >= FAIR:
                return self._from_hits(intent, hits)
        if intent in FIXED:
            return Reading("answer", intent, (Wish(FIXED[intent]),))
        return Reading("do", intent)

    def _place(self, words: list[str], text: str) -> Reading:
        """An old district by its name, else a commune, else what became of them all."""
        places = [r for span in self._all.spans(words) for r in span.records if r.startswith(("place:", "commune:"))]
        if places:
            old = [record for record in places if record.startswith("place:")]
            return Reading("answer", "admin_unit", self._wishes((old or places)[:1], ""))
        hits = self._index.search(text, kinds=frozenset({"commune", "place"}), limit=MOST)
        if hits and outcome(hits) == "answer":
            return Reading("answer", "admin_unit", (Wish(hits[0].id),))
        return Reading("answer", "admin_unit", (Wish(FIXED["admin_unit"]),))

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
        told = self._index.search(text, kinds=frozenset({"article", "deadline"}), limit=1)
        if told and told[0].confidence >= FAIR:
            return Reading("answer", intent, (Wish(told[0].id),))
        return Reading("which", intent)

    def _may_name(self, word: str) -> bool:
        """Not a word that only carries the question: in the phrases, but in no instrument's name."""
        return word in self._instrument_words or word not in self._phrase_words

    def _from_hits(self, intent: str, hits: Sequence[Hit], aspect: str = "") -> Reading:
        if outcome(hits) == "answer" or len(hits) == 1:
            return Reading("answer", intent, self._wishes([hits[0].id], aspect))
        return Reading("ask", intent, self._wishes([hit.id for hit in hits], aspect))

    def _by_name(self, intent: str, certainty: float, words: list[str], text: str, *, aspect: str) -> Reading:
        """No intent is sure: the names in the message decide, then the index, then the likeliest intent."""
        named = self._distinct(words)
        hits = self._index.search(text, limit=MOST)
        decided = outcome(hits)
        if named and aspect and named[0].startswith("instrument:"):
            wishes = self._wishes(named, aspect)
            return Reading("answer" if len(wishes) == 1 else "ask", intent, wishes)
        if decided == "answer" and (not named or hits[0].id in named or hits[0].kind in ("article", "deadline")):
            return Reading("answer", intent, self._wishes([hits[0].id], aspect))
        if len(named) == 1:
            return Reading("answer", intent, self._wishes(named, aspect))
        if named or (decided != "none" and (certainty >= LIKELY or hits[0].confidence >= LONELY)):
            likely = list(dict.fromkeys(chain(named, (hit.id for hit in hits if hit.confidence >= FAIR))))
            return Reading("ask" if len(likely) > 1 else "answer", intent, self._wishes(likely, aspect))
        if certainty >= FAIR:
            return self._by_intent(intent, words, text, "")
        return Reading("none", intent if certainty >= LIKELY else "")

    def _distinct(self, words: list[str]) -> list[str]:
        """The records that the longest names in the message name; a name of one word counts when it is a rare one."""
        spans = [span for span in self._all.spans(words) if self._tells(words[span.start : span.end], span.records)]
        most = max((span.end - span.start for span in spans), default=0)
        longest = [record for span in spans if span.end - span.start == most for record in span.records]
        return list(dict.fromkeys(longest))

    def _tells(self, name: list[str], records: Sequence[str]) -> bool:
        if all(record.startswith(("place:", "commune:", "office:")) for record in records):
            return False  # where somebody is says nothing about what he wants
        return len(name) > 1 or (len(name[0]) >= 5 and name[0] not in self._phrase_words)


def _fits(hit: Hit, intent: str, certainty: float) -> bool:
    """A name this near outweighs the intent, unless that is sure of wanting another kind of record."""
    if hit.kind == "instrument":
        return False
    kinds = CARD_KINDS.get(intent) if certainty >= SURE else None
    return kinds is None or hit.kind in kinds


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())

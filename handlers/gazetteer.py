"""Names of records that stand in a message word for word (after repair): longest first, none inside another.

May import: nothing of this project.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 12  # words of a name that are looked at


@dataclass(frozen=True, slots=True)
class Span:
    """The records that a run of words names, and where it stands."""

    start: int
    end: int
    records: tuple[str, ...]


class Gazetteer:
    """Folded names → record ids."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: (folded name, record id)."""
        found: dict[tuple[str, ...], list[str]] = {}
        for name, record in names:
            records = found.setdefault(tuple(name.split()[:LONGEST]), [])
            if record not in records:
                records.append(record)
        self._records = {name: tuple(sorted(records)) for name, records in found.items() if name}

    def exact(self, words: list[str]) -> tuple[str, ...]:
        """The records that all the words together name."""
        return self._records.get(tuple(words), ())

    def spans(self, words: list[str]) -> list[Span]:
        """Names in the words, longest match from left to right."""
        found: list[Span] = []
        start = 0
        while start < len(words):
            span = self._longest(words, start)
            if span is None:
                start += 1
            else:
                found.append(span)
                start = span.end
        return found

    def _longest(self, words: list[str], start: int) -> Span | None:
        for end in range(min(len(words), start + LONGEST), start, -1):
            if records := self._records.get(tuple(words[start:end])):
                return Span(start, end, records)
        return None

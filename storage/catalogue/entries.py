"""What the search index is built from: every record that can be looked up, with all it is called.

May import: the catalogue's own modules.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from storage.base import Base
from storage.catalogue.aliases import Alias
from storage.catalogue.tables import RECORDS
from storage.catalogue.vocabulary import RecordKind

NAMES = ("name_vi", "name", "title_vi", "title", "what")
ENGLISH = ("name_en", "title_en")


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """One record as the index wants it: `id` is "kind:record id", as in "instrument:8.1"."""

    id: str
    kind: RecordKind
    name: str
    aliases: tuple[str, ...]


def catalogue_entries(session: Session) -> Iterator[CatalogueEntry]:
    """Every record by kind and id; English names count as aliases."""
    called = _aliases(session)
    for kind, record in RECORDS.items():
        key, name, english = _columns(record)
        wanted = [getattr(record, column) for column in (key, name, *english)]
        for row in sorted(session.execute(select(*wanted)), key=lambda row: str(row[0])):
            extra = tuple(word for word in row[2:] if word)
            yield CatalogueEntry(id=f"{kind}:{row[0]}", kind=kind, name=row[1], aliases=(*called[kind, row[0]], *extra))


def _aliases(session: Session) -> defaultdict[tuple[str, str], list[str]]:
    called: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, record_id, text in sorted(session.execute(select(Alias.kind, Alias.record_id, Alias.text))):
        called[kind, record_id].append(text)
    return called


def _columns(record: type[Base]) -> tuple[str, str, list[str]]:
    """The key, the name and the English names of a table."""
    columns = inspect(record).columns.keys()
    key = inspect(record).primary_key[0].name
    return key, next(name for name in NAMES if name in columns), [name for name in ENGLISH if name in columns]

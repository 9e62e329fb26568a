"""Reads the data files into table rows. May import: storage.catalogue, storage.search.normalise, the standard library.

Every file has `[defaults]` that hold for its rows; `aliases` of a row become rows of the alias table.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.base import Base
from storage.catalogue.aliases import Alias
from storage.catalogue.articles import Article
from storage.catalogue.duties import Deadline, Observance, ObservanceYear
from storage.catalogue.instruments import Cycle, InstrumentType
from storage.catalogue.intents import IntentPhrase
from storage.catalogue.offices import Office
from storage.catalogue.places import Commune, OldPlace
from storage.catalogue.plan import PlanFact
from storage.catalogue.programmes import Programme
from storage.catalogue.providers import Provider, Scope
from storage.catalogue.vocabulary import RecordKind
from storage.catalogue.watch import LegalWatch, TrainingPrecedent
from storage.search.normalise import fold

Row = dict[str, Any]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The files of one kind of record and the table they fill."""

    files: str
    table: type[Base]
    kind: RecordKind
    key: str = "id"


RECORDS = (
    Subject(files="offices.toml", table=Office, kind="office"),
    Subject(files="instruments/*.toml", table=InstrumentType, kind="instrument", key="code"),
    Subject(files="programmes/*.toml", table=Programme, kind="programme"),
    Subject(files="providers/*.toml", table=Provider, kind="provider"),
    Subject(files="deadlines.toml", table=Deadline, kind="deadline"),
    Subject(files="observances.toml", table=Observance, kind="observance"),
    Subject(files="communes.toml", table=Commune, kind="commune", key="code"),
    Subject(files="articles/*.toml", table=Article, kind="article"),
    Subject(files="plan.toml", table=PlanFact, kind="plan"),
    Subject(files="training_precedents.toml", table=TrainingPrecedent, kind="training"),
    Subject(files="legal_watch.toml", table=LegalWatch, kind="law"),
)


def shipped() -> Iterator[tuple[type[Base], list[Row]]]:
    """Each table and its rows, a table after those it points at."""
    aliases: dict[tuple[str, str, str], Row] = {}
    rows: dict[RecordKind, list[Row]] = {}
    for subject in RECORDS:
        rows[subject.kind] = list(_rows(subject.files))
        for row in rows[subject.kind]:
            for text in row.pop("aliases", ()):
                alias = {"kind": subject.kind, "record_id": row[subject.key], "folded": fold(text), "text": text}
                aliases.setdefault((alias["kind"], alias["record_id"], alias["folded"]), alias)
        yield subject.table, rows[subject.kind]
    yield Cycle, _cycles()
    yield Scope, _scopes({row["id"]: row for row in rows["provider"]})
    yield ObservanceYear, list(_rows("observance_years.toml"))
    yield OldPlace, _old_places()
    yield Alias, list(aliases.values())
    yield IntentPhrase, _intents()


def _read(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rows(pattern: str) -> Iterator[Row]:
    for path in sorted(DATA.glob(pattern)):
        content = _read(path)
        for row in content["row"]:
            yield content["defaults"] | row


def _cycles() -> list[Row]:
    content = _read(DATA / "cycles.toml")
    return [row for document in content["document"] for row in _readings(content["defaults"] | document)]


def _readings(document: Row) -> Iterator[Row]:
    """The rows of one document; see the head of the file for its keys."""
    removed = document.get("removed", {})
    months = {code: int(number) for number, codes in document["months"].items() for code in codes}
    months |= dict.fromkeys([*document["no_periodic"], *removed])
    doubts = document.get("doubt", {}) | removed
    columns = ("document", "in_force_from", "in_force_to", "source", "source_url", "read_on")
    for code, number in months.items():
        unread = code in document.get("unread", ())
        yield {column: document.get(column) for column in columns} | {
            "id": f"{code}@{document['id']}",
            "type_code": code,
            "months": number,
            "confidence": "unsure" if unread or code in removed else document["confidence"],
            "doubt": doubts.get(code),
            "note": document.get("note", {}).get(code, document["unread_note"] if unread else None),
        }


def _scopes(providers: dict[str, Row]) -> list[Row]:
    return [scope for row in _rows("scopes.toml") for scope in _scope(row, providers[row["provider_id"]])]


def _scope(row: Row, provider: Row) -> Iterator[Row]:
    inherited = {column: provider.get(column) for column in ("source", "source_url", "confidence")}
    types, fields = row.pop("types", []), row.pop("fields", [])
    bare = [] if types or fields else [row.get("service", "unsaid")]
    for name in [*types, *fields, *bare]:
        names = {"type_code": name if name in types else None, "field": name if name in fields else None}
        yield inherited | row | names | {"id": f"{row['provider_id']}:{name}"}


def _old_places() -> list[Row]:
    places = []
    for row in _rows("old_places.toml"):
        place, communes = row.pop("place"), row.pop("communes", [])
        places += [row | {"id": f"{place}:{code}", "commune_code": code} for code in communes]
        places += [] if communes else [row | {"id": place}]
    return places


def _intents() -> list[Row]:
    phrases = _read(DATA / "intents.toml").items()
    return [{"intent": intent, "text": text} for intent, texts in phrases for text in texts]

"""Puts the shipped rows into the database and leaves alone what staff changed, by whatever path they changed it.

May import: storage.seed, storage.catalogue.marks, storage.base, SQLAlchemy.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import JSON, Table, and_, insert, select, update
from sqlalchemy.orm import Session

from storage.base import Base
from storage.catalogue.marks import SeedMark, digest
from storage.seed.files import Row, shipped

Verdict = Literal["added", "updated", "kept", "unchanged"]
MARKS = cast(Table, SeedMark.__table__)


@dataclass(frozen=True, kw_only=True)
class SeedReport:
    """What a run did. kept: rows that staff changed or deleted, and rows that hang on a deleted one."""

    added: int = 0
    updated: int = 0
    kept: int = 0
    unchanged: int = 0


def seed(session: Session) -> SeedReport:
    """Bring the catalogue up to what ships; a second run changes nothing."""
    counts: Counter[str] = Counter()
    known: defaultdict[str, set[str]] = defaultdict(set)
    for model, rows in shipped():
        counts += _seed_table(session, model, rows, known)
    session.expire_all()
    return SeedReport(**counts)


def _seed_table(
    session: Session, model: type[Base], rows: list[Row], known: defaultdict[str, set[str]]
) -> Counter[str]:
    table = cast(Table, model.__table__)
    present = {_key(table, row): dict(row) for row in session.execute(select(table)).mappings()}
    marks = dict(session.execute(select(SeedMark.id, SeedMark.hash).where(SeedMark.kind == table.name)).all())
    work: defaultdict[Verdict, list[Row]] = defaultdict(list)
    for row in rows:
        key, full = _key(table, row), _complete(table, row)
        verdict = _verdict(present.get(key), marks.get(key), full)
        work["kept" if _orphan(table, full, known) else verdict].append(full)
    _add(session, table, work["added"])
    _update(session, table, work["updated"])
    _mark(session, table, marks, [row for verdict in work if verdict != "kept" for row in work[verdict]])
    known[table.name] = set(present) | {_key(table, row) for row in work["added"]}
    return Counter({verdict: len(found) for verdict, found in work.items()})


def _verdict(present: Row | None, mark: str | None, shipped: Row) -> Verdict:
    if present is None:
        return "added" if mark is None else "kept"
    now = digest(present)
    if now == digest(shipped):
        return "unchanged"
    return "updated" if now == mark else "kept"


def _orphan(table: Table, row: Row, known: defaultdict[str, set[str]]) -> bool:
    """True when the row points at a record that staff deleted."""
    links = ((link.column.table.name, row[link.parent.name]) for link in table.foreign_keys)
    return any(value is not None and name != table.name and value not in known[name] for name, value in links)


def _complete(table: Table, row: Row) -> Row:
    """The row with every column; what the file leaves out is None, or an empty list where the column is JSON."""
    unknown = row.keys() - table.columns.keys()
    if unknown:
        raise ValueError(f"{table.name}: no such column: {', '.join(sorted(unknown))}")
    return {column.name: row.get(column.name, _empty(column.type)) for column in table.columns}


def _empty(kind: object) -> Any:
    return [] if isinstance(kind, JSON) else None


def _key(table: Table, row: Any) -> str:
    return "|".join(str(row[column.name]) for column in table.primary_key)


def _add(session: Session, table: Table, rows: list[Row]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _update(session: Session, table: Table, rows: list[Row]) -> None:
    for row in rows:
        session.execute(update(table).where(*(column == row[column.name] for column in table.primary_key)).values(row))


def _mark(session: Session, table: Table, marks: dict[str, str], rows: list[Row]) -> None:
    """Remember the digests of the rows that now stand as shipped."""
    hashes = {_key(table, row): digest(row) for row in rows}
    new = [{"kind": table.name, "id": key, "hash": value} for key, value in hashes.items() if key not in marks]
    _add(session, MARKS, new)
    for key, value in hashes.items():
        if key in marks and marks[key] != value:
            mine = and_(MARKS.c.kind == table.name, MARKS.c.id == key)
            session.execute(update(MARKS).where(mine).values(hash=value))

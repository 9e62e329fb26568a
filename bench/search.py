"""Rank queries with the program's own index: `python -m bench.search CATALOGUE.jsonl QUERIES.jsonl`.

May import: `storage.search`. One JSON line a query on standard output: {"q", "ids": [best first], "outcome"};
timings on standard error.
"""

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from storage.search.index import Entry, Index, outcome
from storage.search.quantities import in_base


def read_rows(path: str | Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, one at a time."""
    with Path(path).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_entries(rows: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """Catalogue rows (id, kind, name, aliases, ranges as [dimension, low, high, unit], place) as entries."""
    for row in rows:
        ranges = tuple(in_base(dim, low, high, unit=unit) for dim, low, high, unit in row.get("ranges") or ())
        aliases = tuple(row.get("aliases") or ())
        yield Entry(
            row["id"], sys.intern(row["kind"]), row["name"], aliases, ranges, sys.intern(row.get("place") or "")
        )


def main(catalogue: str, queries: str) -> None:
    """Build, rank, print."""
    memory = _memory()
    started = time.perf_counter()
    index = Index(read_entries(read_rows(catalogue)))
    built = time.perf_counter() - started
    grown = _memory() - memory
    times: list[float] = []
    for row in read_rows(queries):
        started = time.perf_counter()
        hits = index.search(row["q"])
        times.append(1000 * (time.perf_counter() - started))
        print(
            json.dumps({"q": row["q"], "ids": [hit.id for hit in hits], "outcome": outcome(hits)}, ensure_ascii=False)
        )
    times.sort()
    p50, p99 = (times[int(len(times) * share)] if times else 0.0 for share in (0.5, 0.99))
    print(
        f"build {built:.2f} s, {grown:.0f} MB more; {len(times)} queries, p50 {p50:.2f} ms, p99 {p99:.2f} ms",
        file=sys.stderr,
    )


def _memory() -> float:
    """Peak resident memory in MB (Linux counts it in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m bench.search CATALOGUE.jsonl QUERIES.jsonl")
    main(sys.argv[1], sys.argv[2])

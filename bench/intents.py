"""Rank messages with the program's own intent model: `python -m bench.intents TRAIN.jsonl MESSAGES.jsonl`.

May import: `storage.search`. Rows of TRAIN are {"q", "intent"}, of MESSAGES {"q"}; one JSON line a message on standard
output: {"q", "intent", "outcome"}. Instruments get their names from the test catalogue.
"""

import json
import sys
import time
from pathlib import Path

from bench.search import read_entries, read_rows
from storage.search.index import Index
from storage.search.intents import IntentModel, outcome, read_background

CATALOGUE = Path(__file__).parents[1] / "tests/data/search/catalogue_base.jsonl"


def main(train: str, messages: str) -> None:
    """Train, rank, print."""
    index = Index(read_entries(read_rows(CATALOGUE)))
    started = time.perf_counter()
    model = IntentModel([(row["q"], row["intent"]) for row in read_rows(train)], read_background(), index)
    trained = time.perf_counter() - started
    times: list[float] = []
    for row in read_rows(messages):
        started = time.perf_counter()
        ranked = model.rank(row["q"])
        times.append(1000 * (time.perf_counter() - started))
        print(json.dumps({"q": row["q"], "intent": ranked[0][0], "outcome": outcome(ranked)}, ensure_ascii=False))
    slowest = max(times, default=0.0)
    print(f"trained in {trained:.2f} s; {len(times)} messages, slowest {slowest:.2f} ms", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m bench.intents TRAIN.jsonl MESSAGES.jsonl")
    main(sys.argv[1], sys.argv[2])

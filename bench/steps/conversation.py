"""The first section: six-step conversations in closed loop, ours beside the peers, in interleaved rounds."""

import asyncio
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.report import Goal, Report, Section, Table, figure, ratio
from bench.steps.load import Sample, closed_loop, median
from bench.steps.people import NoAnswerError
from bench.steps.postgres import our_systems
from bench.steps.processes import running
from bench.steps.systems import AIOGRAM, NOTHING, PTB, PTB_SNIFFIO, ROW, System

NOTES = (
    "webhook in → sendMessage at the fake Bot API, which runs with the people in a process of its own; loopback; "
    "every system checks the secret; at most 100 webhook connections, as Telegram allows.",
    "every SQLite user: journal_mode=WAL, synchronous=FULL. "
    "The ratio is to the bare row of the same round; medians of rounds. PostgreSQL: fsync and synchronous_commit on.",
    "a fresh install of PTB has no sniffio, which httpcore then seeks at every lock; it is hidden by a folder of links "
    "to all other packages, and the row with it is the fairer yardstick.",
)


@dataclass
class Seen:
    """What was seen of one system: samples by number of users, a list with one of each round; megabytes likewise."""

    samples: dict[int, list[Sample]] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)


@dataclass
class Results:
    """What was seen of all systems, by key."""

    systems: list[System]
    users: tuple[int, ...]
    seen: dict[str, Seen] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    async def measure(self, system: System, seconds: float) -> None:
        """One start of the system and all its loads."""
        seen = self.seen.setdefault(system.key, Seen())
        async with running(system) as (process, town):
            await town.learn()
            for users in self.users:
                seen.samples.setdefault(users, []).append(await closed_loop(process, town, users, seconds))
            seen.memory.append(process.memory())

    def middle(self, key: str, users: int) -> Sample | None:
        """The medians over the rounds."""
        found = self.seen.get(key)
        return median(found.samples[users]) if key not in self.failed and found and users in found.samples else None

    def times(self, key: str, base: str, users: int) -> float | None:
        """How many times as fast as another system: the median of the rounds' ratios."""
        if self.middle(key, users) is None or self.middle(base, users) is None:
            return None
        pairs = zip(self.seen[key].samples[users], self.seen[base].samples[users], strict=True)
        return statistics.median(one.rate / other.rate for one, other in pairs)


async def _rounds(results: Results, rounds: int, seconds: float) -> None:
    for _ in range(rounds):
        for system in results.systems:
            if system.key in results.failed:
                continue
            try:
                await results.measure(system, seconds)
            except NoAnswerError as why:
                results.failed[system.key] = f"{system.name}: {why}"


def _table(results: Results) -> Table:
    parts = [
        (f"{users} user{'s' * (users > 1)}: upd/s", "ratio", "p50 ms", "p99 ms", "CPU µs") for users in results.users
    ]
    table = Table(("stack", *(cell for part in parts for cell in part), "RSS MB"))
    for system in results.systems:
        if system.key not in results.failed:
            cells = [cell for users in results.users for cell in _cells(results, system.key, users)]
            table.rows.append((system.name, *cells, figure(statistics.median(results.seen[system.key].memory))))
    return table


def _cells(results: Results, key: str, users: int) -> Iterable[str]:
    middle = results.middle(key, users)
    assert middle
    return map(figure, (middle.rate, results.times(key, ROW.key, users), middle.p50, middle.p99, middle.cpu))


def _goals(results: Results) -> list[Goal]:
    times = results.times
    ours, postgres = "ours-sqlite", "ours-postgres"
    mine, slow = results.middle(ours, 50), [results.middle(peer.key, 50) for peer in (PTB, AIOGRAM)]
    p99 = ratio(mine.p99 if mine else None, min((peer.p99 for peer in slow if peer), default=None))
    one, row, many = results.middle(ours, 1), results.middle(ROW.key, 1), results.middle(ours, 500)
    behind = one.p99 - row.p99 if one and row else None
    return [
        Goal("SQLite, 50 users: × PTB PicklePersistence", times(ours, PTB.key, 50), 2.5),
        Goal("SQLite, 50 users: × PTB PicklePersistence with sniffio", times(ours, PTB_SNIFFIO.key, 50), 2),
        Goal("SQLite, 50 users: × aiogram FSM SQLite", times(ours, AIOGRAM.key, 50), 4),
        Goal("SQLite, 50 users: of bare row", times(ours, ROW.key, 50), 0.40, stretch=0.65),
        Goal("SQLite, 50 users: p99 beside the better of PTB and aiogram", p99, 1, at_most=True),
        Goal("SQLite: rate at 500 users beside 50", ratio(many.rate, mine.rate) if many and mine else None, 0.85),
        Goal("SQLite, 1 user: × PTB PicklePersistence", times(ours, PTB.key, 1), 2),
        Goal("SQLite, 1 user: of bare row", times(ours, ROW.key, 1), None, stretch=0.5),
        Goal("SQLite, 1 user: p99 ms above bare row", behind, 2, at_most=True),
        Goal("PostgreSQL, 50 users: × PTB PicklePersistence", times(postgres, PTB.key, 50), 1.5),
        Goal("PostgreSQL, 50 users: of bare row", times(postgres, ROW.key, 50), 0.25, stretch=0.4),
    ]


def _figures(results: Results) -> dict[str, Any]:
    return {
        key: {
            "memory": seen.memory,
            "users": {users: [asdict(sample) for sample in samples] for users, samples in seen.samples.items()},
        }
        for key, seen in results.seen.items()
    }


def run(quick: bool) -> Report:
    """The whole takes about six minutes; the quick one leaves out PostgreSQL, 500 users and all rounds but one."""
    with our_systems(with_postgres=not quick) as ours:
        peers = [ROW, PTB_SNIFFIO, AIOGRAM] if quick else [NOTHING, ROW, PTB, PTB_SNIFFIO, AIOGRAM]
        results = Results([*peers, *ours], (1, 50) if quick else (1, 50, 500))
        asyncio.run(_rounds(results, 1 if quick else 3, 0.8 if quick else 3.0))
    report = Report("A conversation step", [_table(results)], _goals(results), list(NOTES), _figures(results))
    report.failed.extend(results.failed.values())
    return report


SECTION = Section("steps.conversation", run)

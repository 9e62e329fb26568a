"""The second section: Telegram 50 ms away. An offered rate, and people who speak 20 ms after each reply."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from typing import Any

from bench.report import Goal, Report, Section, Table, figure
from bench.steps.load import Sample, close_behind, open_loop
from bench.steps.people import NoAnswerError, Town
from bench.steps.postgres import our_systems
from bench.steps.processes import running
from bench.steps.systems import AIOGRAM, PTB, PTB_CONCURRENT, System

DELAY = 0.05  # seconds
USERS, RATE = 300, 100.0
PAUSE, FOLLOWERS = 0.02, 4

Load = Callable[[Town], Coroutine[Any, Any, Sample]]


async def _measure(system: System, load: Load, report: Report) -> Sample | None:
    try:
        async with running(system, delay=DELAY) as (_, town):
            await town.learn()
            return await load(town)
    except NoAnswerError as why:
        report.failed.append(f"{system.name}: {why}")
        return None


async def _offered(systems: list[System], seconds: float, report: Report) -> None:
    table = Table(
        (f"{DELAY * 1e3:.0f} ms away, {RATE:.0f} offered a second", "answered a second", "share", "p50 ms", "p99 ms")
    )
    rates: dict[str, float] = {}
    shares: dict[str, float] = {}
    for system in systems:
        if sample := await _measure(system, lambda town: open_loop(town, USERS, RATE, seconds), report):
            share = 1 - sample.dropped / (RATE * seconds)
            rates[system.key], shares[system.key] = sample.rate, share
            cells = map(figure, (sample.rate, share, sample.p50, sample.p99))
            table.rows.append((system.name, *cells))
            report.figures[f"offered.{system.key}"] = asdict(sample)
    report.tables.append(table)
    ours, ptb = rates.get("ours-sqlite"), rates.get(PTB.key)
    report.goals.append(Goal("SQLite: share of the offered rate that is answered", shares.get("ours-sqlite"), 0.99))
    report.goals.append(Goal("SQLite: × PTB's default", ours and ptb and ours / ptb, 5))


async def _followed(systems: list[System], conversations: int, report: Report) -> None:
    table = Table(
        (
            f"next message {PAUSE * 1e3:.0f} ms after the reply, {FOLLOWERS} people",
            "steps",
            "dropped or misheard, each said again once",
        )
    )
    for system in systems:
        if sample := await _measure(system, lambda town: close_behind(town, FOLLOWERS, PAUSE, conversations), report):
            steps = FOLLOWERS * conversations * len(system.texts)
            table.rows.append((system.name, figure(steps), figure(sample.dropped)))
            report.figures[f"followed.{system.key}"] = asdict(sample)
            if system.module == "bot":
                report.goals.append(Goal(f"{system.name.strip('*')}: steps dropped", sample.dropped, 0, at_most=True))
    report.tables.append(table)


def run(quick: bool) -> Report:
    """About a minute and a half; the quick one ten seconds."""
    report = Report("Fifty milliseconds from Telegram")
    with our_systems(with_postgres=not quick) as ours:
        asyncio.run(_offered([PTB, *([] if quick else [AIOGRAM]), *ours], 2.0 if quick else 10.0, report))
        asyncio.run(_followed([*([] if quick else [PTB, PTB_CONCURRENT, AIOGRAM]), *ours], 1 if quick else 3, report))
    report.notes.append(
        f"{USERS} people take turns to write, answered or not; the share counts replies until 0.5 s after the last text"
    )
    return report


SECTION = Section("steps.far", run)

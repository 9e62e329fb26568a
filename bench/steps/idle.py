"""The fourth section: from exec to the first reply, and the memory of a system that has nothing to do."""

import asyncio
import statistics

from bench.report import Goal, Report, Section, Table, figure
from bench.steps.people import NoAnswerError
from bench.steps.postgres import our_systems
from bench.steps.processes import running
from bench.steps.systems import AIOGRAM, PTB, ROW, System

REST = 1.0  # seconds between the first reply and the look at the memory


async def _start(system: System) -> tuple[float, float]:
    """Seconds from exec to the first reply; megabytes when at rest after it."""
    async with running(system) as (process, town):
        try:
            async with asyncio.timeout(5):
                _, reply = await town.say(town.newcomer(), town.texts[0])
        except TimeoutError:
            raise NoAnswerError("no first reply") from None
        await asyncio.sleep(REST)
        return reply.at - process.started, process.memory()


async def _all(systems: list[System], rounds: int, report: Report) -> None:
    table = Table(("one start", "exec → first reply, s", "idle RSS MB"))
    for system in systems:
        try:
            starts = [await _start(system) for _ in range(rounds)]
        except NoAnswerError as why:
            report.failed.append(f"{system.name}: {why}")
            continue
        cold, memory = (statistics.median(figures) for figures in zip(*starts, strict=True))
        table.rows.append((system.name, figure(cold), figure(memory)))
        report.figures[system.key] = {"cold_start": cold, "idle_memory": memory}
        if system.module == "bot":
            name = system.name.strip("*")
            report.goals.append(Goal(f"{name}: idle memory, MB", memory, 110, at_most=True, stretch=95))
            report.goals.append(Goal(f"{name}: cold start to first reply, s", cold, 1.5, at_most=True, stretch=0.8))
    report.tables.append(table)


def run(quick: bool) -> Report:
    """Two seconds a start."""
    report = Report("Start and rest")
    with our_systems(with_postgres=not quick) as ours:
        asyncio.run(_all([ROW, *([] if quick else [PTB, AIOGRAM]), *ours], 1 if quick else 3, report))
    report.notes.append(
        f"migrated and seeded before; memory {REST:.0f} s after the first reply; readiness is polled each 10 ms"
    )
    return report


SECTION = Section("steps.idle", run)

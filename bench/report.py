"""What a section of the bench hands back, the machine it ran on, and both as Markdown. Standard library only."""

import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("python-telegram-bot", "aiogram", "aiohttp", "SQLAlchemy", "aiosqlite", "psycopg")


@dataclass(frozen=True)
class Goal:
    """A figure beside its bound, or its stretch alone. value None: not measured in this run."""

    what: str
    value: float | None
    bound: float | None
    at_most: bool = False
    stretch: float | None = None

    def _holds(self, bound: float | None) -> bool:
        if bound is None or self.value is None:
            return False
        return self.value <= bound if self.at_most else self.value >= bound

    @property
    def mark(self) -> str:
        """✔ met, ★ the stretch too, ✘ missed, – not measured or only a stretch missed."""
        if self._holds(self.stretch):
            return "★"
        if self.value is None or self.bound is None:
            return "–"
        return "✔" if self._holds(self.bound) else "✘"

    def row(self) -> tuple[str, ...]:
        """The cells: what, figure, goal, stretch, mark."""
        sign = "≤" if self.at_most else "≥"
        bound, stretch = ("" if limit is None else f"{sign} {figure(limit)}" for limit in (self.bound, self.stretch))
        return self.what, figure(self.value), bound, stretch, self.mark


@dataclass(frozen=True)
class Table:
    """Headings, and as many cells in each row."""

    headings: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def markdown(self) -> str:
        """A Markdown table."""
        ruler = tuple("---" if number == 0 else "--:" for number in range(len(self.headings)))
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (self.headings, ruler, *self.rows))


@dataclass
class Report:
    """A section's result. figures: whatever JSON can hold, for var/bench.json. failed: what could not run, and why."""

    title: str
    tables: list[Table] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """The section: heading, tables, goals, notes."""
        goals = Table(("goal", "figure", "bound", "stretch", ""), [goal.row() for goal in self.goals])
        tables = [table for table in (*self.tables, goals) if table.rows]
        notes = "\n".join(f"- {note}" for note in [*(f"FAILED: {why}" for why in self.failed), *self.notes])
        return "\n\n".join(filter(None, (f"## {self.title}", *(table.markdown() for table in tables), notes)))


@dataclass(frozen=True)
class Section:
    """A part of the bench: `python -m bench NAME` runs it and all that are called NAME.something."""

    name: str
    run: Callable[[bool], Report]
    """Given whether the run is the quick one."""

    def chosen(self, wanted: list[str]) -> bool:
        """Whether the names of the command line mean this section; no name means all."""
        return not wanted or any(self.name == name or self.name.startswith(f"{name}.") for name in wanted)


def figure(value: float | None) -> str:
    """Three digits that matter."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ratio(value: float | None, base: float | None) -> float | None:
    """value / base, or None where one was not measured."""
    return value / base if value is not None and base else None


def machine() -> dict[str, str]:
    """The machine and the versions that the figures belong to."""
    return {
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "fdatasync": f"{_flush_time():.2f} ms",
        "load before": f"{os.getloadavg()[0]:.1f}",
    } | {name: version(name) for name in PACKAGES}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _flush_time() -> float:
    """Median milliseconds to write 4 kB and have them on the disk: what a commit cannot be faster than."""
    waits = []
    with tempfile.TemporaryFile() as file:
        for _ in range(50):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            waits.append(time.perf_counter() - began)
    return statistics.median(waits) * 1e3

"""The systems under test: how each is started, where its webhook is and what its people write."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.steps.peers.common import TEXTS

ROOT = Path(__file__).parents[2]
TOKEN = "1234567890:" + "A" * 35
SECRET = "bench-secret"
WEBHOOK = "/webhooks/telegram"

OURS = ("/chuongtrinh fit", "1", "1", "1", "1", "5")
"""The conversation "which programme fits me": each text gets exactly one reply."""


@dataclass(frozen=True)
class Place:
    """Where one run of a system lives."""

    port: int
    api_url: str
    folder: Path


@dataclass(frozen=True, kw_only=True)
class System:
    """One system: `python -m module arguments` with these settings; ready when GET /readyz answers 200.

    prepare: commands run once in a folder that each start gets a copy of (migrations, seed).
    """

    key: str
    name: str
    module: str
    arguments: tuple[str, ...] = ()
    texts: tuple[str, ...] = TEXTS
    prepare: tuple[tuple[str, ...], ...] = ()
    database: Callable[[Path], str] | None = None

    @property
    def exists(self) -> bool:
        """Whether the module is there to be started."""
        path = ROOT.joinpath(*self.module.split("."))
        return path.with_suffix(".py").exists() or (path / "__main__.py").exists()

    def command(self, arguments: tuple[str, ...]) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", self.module, *arguments]

    def environment(self, place: Place) -> dict[str, str]:
        """The settings, and nothing of the caller's own but the path and the home."""
        settings = {
            "PYTHONPATH": str(ROOT),
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.environ.get("HOME", str(place.folder)),
            "HTTP_HOST": "127.0.0.1",
            "HTTP_PORT": str(place.port),
            "PUBLIC_URL": "https://bench.example",
            "SECRET_KEY": "bench-" + "k" * 40,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": place.api_url,
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "BENCH_FOLDER": str(place.folder),
        }
        if self.database:
            settings["DATABASE_URL"] = self.database(place.folder)
        return settings


def _peer(key: str, name: str, module: str, *arguments: str) -> System:
    return System(key=key, name=name, module=f"bench.steps.peers.{module}", arguments=arguments)


def ours(key: str, name: str, database: Callable[[Path], str]) -> System:
    """This program, everything on."""
    return System(
        key=key,
        name=name,
        module="bot",
        arguments=("serve",),
        texts=OURS,
        prepare=(("migrate",), ("seed",)),
        database=database,
    )


def ours_on_postgres(url: str) -> System:
    """This program on a PostgreSQL that the caller keeps running."""
    return ours("ours-postgres", "**ours, PostgreSQL**", lambda _: url)


NOTHING = _peer("nothing", "bare aiohttp, no database", "bare", "nothing")
ROW = _peer("row", "**bare row** (the bound)", "bare")
PTB = _peer("ptb", "PTB PicklePersistence", "ptb", "no-sniffio")
PTB_SNIFFIO = _peer("ptb-sniffio", "PTB PicklePersistence, sniffio", "ptb")
PTB_CONCURRENT = _peer("ptb-concurrent", "PTB concurrent_updates", "ptb", "concurrent")
AIOGRAM = _peer("aiogram", "aiogram FSM, SQLite", "aiogram_fsm")
OURS_SQLITE = ours("ours-sqlite", "**ours, SQLite**", lambda folder: f"sqlite:///{folder}/bot.db")

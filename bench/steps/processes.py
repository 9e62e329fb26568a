"""Starts a system under test in a process of its own, and sees to it that it ends with this one. Linux only: /proc."""

import asyncio
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from bench.steps.fake import FakeTelegram
from bench.steps.people import NoAnswerError, Town, Webhook
from bench.steps.systems import SECRET, WEBHOOK, Place, System

START_TIMEOUT = 20.0  # seconds
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LIBC = ctypes.CDLL(None)


def _end_with_parent() -> None:
    """In the child, before exec: PR_SET_PDEATHSIG, so that even a killed bench leaves no server."""
    _LIBC.prctl(1, signal.SIGKILL)


class Process:
    """A system that runs. start() may be called again after kill(), on the same folder and port."""

    def __init__(self, system: System, place: Place) -> None:
        self.system, self.place = system, place
        self.log = place.folder / "log.txt"
        self.started = 0.0

    def start(self) -> None:
        self.started = time.perf_counter()
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self.system.command(self.system.arguments),
                cwd=self.place.folder,
                env=self.system.environment(self.place),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,
            )

    async def ready(self) -> None:
        """Wait until GET /readyz answers 200."""
        while not await asyncio.to_thread(self._answers):
            if self._child.poll() is not None or time.perf_counter() - self.started > START_TIMEOUT:
                raise NoAnswerError(f"it did not start: {self.last_words()}")
            await asyncio.sleep(0.01)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.place.port), 1) as connection:
                connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                return connection.recv(12).endswith(b" 200")
        except OSError:
            return False

    def last_words(self) -> str:
        """The last line it wrote."""
        return _last_line(self.log.read_text(errors="replace"))

    def memory(self) -> float:
        """Resident megabytes (2**20)."""
        return int(Path(f"/proc/{self._child.pid}/statm").read_text().split()[1]) * _PAGE / 2**20

    def cpu(self) -> float:
        """Seconds of processor used so far, all threads, user and system."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def kill(self) -> None:
        """SIGKILL."""
        self._child.kill()
        self._child.wait()

    async def stop(self) -> None:
        """SIGTERM, and after a second SIGKILL; the fake goes on answering meanwhile."""
        self._child.terminate()
        try:
            await asyncio.to_thread(self._child.wait, 1)
        except subprocess.TimeoutExpired:
            self.kill()


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2] or "it said nothing"


@cache
def _prepared(system: System) -> Path:
    """A folder in which the system's preparations have been made, once in this run."""
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=_workshop().name))
    place = Place(0, "http://127.0.0.1:9", folder)
    for arguments in system.prepare:
        done = subprocess.run(
            system.command(arguments),
            cwd=folder,
            env=system.environment(place),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise NoAnswerError(f"{' '.join(arguments)}: {_last_line(done.stderr)}")
    return folder


@cache
def _workshop() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="bench-")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running(system: System, delay: float = 0.0) -> AsyncIterator[tuple[Process, Town]]:
    """A fresh start of the system, ready, beside a fake that takes `delay` seconds to answer; its people."""
    async with FakeTelegram(delay=delay) as fake:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name) / "place"
            shutil.copytree(await asyncio.to_thread(_prepared, system), folder)
            place = Place(_free_port(), fake.url, folder)
            process = Process(system, place)
            webhook = Webhook(place.port, WEBHOOK, SECRET)
            process.start()
            try:
                await process.ready()
                yield process, Town(fake, webhook, system.texts)
            finally:
                webhook.close()
                await process.stop()

"""A strict stand-in for the Telegram Bot API: in this process (`async with FakeTelegram()`) or as its own.

    python -m tests.fakes.telegram --port 0 --rate window --latency-ms 60

prints its port as one line and ends when its parent does, or on SIGTERM; tests steer it by `/test/…` (see `control`).
Imports `server`.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.server import TOKEN, Call, FakeTelegram

__all__ = ["TOKEN", "Call", "FakeTelegram", "spawn"]


@contextmanager
def spawn(*options: str) -> Iterator[str]:
    """The fake in a process of its own; `options` are those of the command line. Yields its address."""
    command = [sys.executable, "-m", "tests.fakes.telegram", "--parent", str(os.getpid()), *options]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description="A fake Telegram Bot API.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--latency-ms", type=float, default=0, help="half before each call, half after it")
    parser.add_argument("--rate", choices=["none", "bucket", "window"], default="none")
    parser.add_argument("--no-validate", action="store_true", help="skip the specification")
    parser.add_argument("--open-chats", action="store_true", help="every positive chat id is somebody who wrote before")
    parser.add_argument("--retry-speed", type=float, default=100, help="divides the pauses between webhook attempts")
    parser.add_argument("--parent", type=int, default=os.getppid(), help="the process to end with")
    asyncio.run(_serve(parser.parse_args(arguments)))


async def _serve(options: argparse.Namespace) -> None:
    fake = FakeTelegram(
        options.token,
        rate=options.rate,
        latency=options.latency_ms / 1000,
        validate=not options.no_validate,
        open_chats=options.open_chats,
        strict=False,
        port=options.port,
        retry_speed=options.retry_speed,
    )
    async with fake:
        print(fake.port, flush=True)
        await _until_told(options.parent)


async def _until_told(parent: int) -> None:
    """Until SIGTERM, or until the parent is another one, which means that the first is no more."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    while os.getppid() == parent and not told.is_set():
        try:
            await asyncio.wait_for(told.wait(), 0.5)
        except TimeoutError:
            continue


if __name__ == "__main__":
    main()

"""`play`: a conversation on standard input and output, as a channel would show it. May import: all below `bot.app`."""

import asyncio
import io
import secrets
import sys
from datetime import UTC, datetime

from bot.channels.terminal import NAME, Terminal
from bot.commands import CommandError, opened
from bot.commands.migrate import prepare
from bot.reception import Reception
from bot.settings import Settings
from handlers.messages import Incoming
from handlers.understand import Mind
from scheduler.sender import Sender

SHOWS_BUTTONS = {"web": True, "telegram": True, "zalo_oa": False, "zalo_bot": False}
PROMPT = "> "


async def play(settings: Settings, channel: str, person: str) -> int:
    """One message a line until the input ends; replies are printed before the next line is read."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a pipe may hold what is no UTF-8
    with opened(settings) as database:
        await asyncio.to_thread(prepare, database)
        mind = await database.read(Mind.build)
        terminal = Terminal(buttons=SHOWS_BUTTONS[channel])
        sender = Sender(database, terminal)
        reception = Reception(database, mind)
        while line := await asyncio.to_thread(_read):
            await reception.hear(_incoming(line.rstrip("\n"), f"{channel}:{person}"))
            await sender.deliver()
            if not sender.holding:
                raise CommandError("another `play` speaks on this database; its answers go there")
            for said in terminal.lines():
                print(said, flush=True)
        sender.let_go()
    return 0


def _read() -> str:
    if sys.stdin.isatty():
        print(PROMPT, end="", flush=True)
    return sys.stdin.readline()


def _incoming(text: str, address: str) -> Incoming:
    event_id = secrets.token_hex(12)
    return Incoming(channel=NAME, event_id=event_id, address=address, text=text, at=datetime.now(UTC))

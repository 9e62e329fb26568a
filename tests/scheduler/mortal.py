"""A sender that dies at a chosen point of a message's life, as a process of its own.

    python -m tests.scheduler.mortal DATABASE_URL API_URL POINT AT

POINT: before_call, in_call, after_call, before_commit, never. AT: which message it dies of. May import: everything.
"""

import asyncio
import os
import signal
import sys
from typing import Any

import aiohttp
from telegram import Bot

from bot.channels.telegram import Telegram
from bot.channels.telegram_http import AiohttpRequest
from handlers.messages import Message
from scheduler import sender as sending
from scheduler.sender import Sender
from storage import outbox
from storage.database import Database
from tests.fakes.telegram import TOKEN


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal(Telegram):
    """Telegram, and death at the `at`-th message."""

    def __init__(self, bot: Bot, request: AiohttpRequest, *, point: str, at: int) -> None:
        super().__init__(bot, request)
        self._point, self._left = point, at

    async def send(self, address: str, message: Message) -> str:
        self._left -= 1
        due = self._left == 0
        if due and self._point == "before_call":
            die()
        if due and self._point == "in_call":
            asyncio.get_running_loop().call_later(0.15, die)  # the fake stores after 0.1 s and answers after 0.2 s
        receipt = await super().send(address, message)
        if due and self._point == "after_call":
            die()
        return receipt


def _die_before_commit(at: int) -> None:
    settle, settled = outbox.settle, [0]

    def fatal(session: Any, outcomes: Any, now: Any) -> None:
        settle(session, outcomes, now)
        settled[0] += len(outcomes)
        if settled[0] >= at:
            die()

    sending.outbox.settle = fatal  # type: ignore[attr-defined]


async def main(url: str, api: str, point: str, at: int) -> None:
    if point == "before_commit":
        _die_before_commit(at)
    database = Database(url)
    async with aiohttp.ClientSession() as session:
        request = AiohttpRequest(session)
        bot = Bot(TOKEN, base_url=f"{api}/bot", request=request, get_updates_request=request)
        sender = Sender(database, Mortal(bot, request, point=point, at=at))
        await sender.deliver()
        sender.let_go()
    database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))

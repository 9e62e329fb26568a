"""What the tests of the fakes use: python-telegram-bot as a client, and a webhook that answers as it is told.

Imports aiohttp and PTB.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from telegram import Bot

from tests.fakes import updates
from tests.fakes.telegram import TOKEN

Answer = Callable[[dict[str, Any]], web.Response]


def bot_of(url: str, token: str = TOKEN) -> Bot:
    """`async with bot_of(fake.url) as bot:`"""
    return Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")


@asynccontextmanager
async def listener(answer: Answer) -> AsyncIterator[str]:
    """A bot's webhook that answers what it is told to; yields its address."""

    async def receive(request: web.Request) -> web.Response:
        return answer(await request.json() | {"secret": request.headers.get(updates.SECRET_HEADER)})

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


def hear(heard: list[dict[str, Any]]) -> Answer:
    """Take every update and note it."""

    def answer(update: dict[str, Any]) -> web.Response:
        heard.append(update)
        return web.Response()

    return answer

"""The program beside an emulator of Telegram that others wrote: a short talk, by polling. May import: everything."""

import contextlib
from datetime import UTC, datetime

import aiohttp

from bot.app import open_app
from bot.settings import load
from handlers.understand import Mind
from tests.fakes.telegram import TOKEN
from tests.fakes.test_api_peer import Person, telegram_test_api


async def test_a_talk_with_an_emulator_that_knows_nothing_of_us(sqlite_url: str, mind: Mind) -> None:
    with telegram_test_api() as url:
        settings = load(database_url=sqlite_url, http_port=0, telegram_token=TOKEN, telegram_api_url=url)
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(open_app(settings, mind=mind, now=lambda: datetime.now(UTC)))
            lan = Person(await stack.enter_async_context(aiohttp.ClientSession()), url)
            await lan.say("/start")
            greeting = await lan.hears("Xin chào")
            await lan.say("can ban bao lau kiem dinh lai")
            await lan.hears("12 tháng")
            await lan.press("go:office")
            await lan.hears("Sở Khoa học và Công nghệ", 10)
    assert "Phương tiện đo" in str(greeting["reply_markup"])

"""`doctor`: check settings, database and channels, and say what to mend. May import: `bot`, `storage`."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram_http import AiohttpRequest
from bot.commands import CommandError, opened
from bot.settings import Settings
from handlers.understand import Mind
from storage import migrate

Check = Callable[[Settings], Awaitable[str]]


class Unwell(Exception):
    """A check failed; the message says what to mend."""


async def doctor(settings: Settings) -> int:
    """Print one line a check; 1 where any failed."""
    well = True
    for name, check in (("database", _database), ("catalogue", _catalogue), ("telegram", _telegram), ("web", _web)):
        try:
            said = f"ok    {name}: {await check(settings)}"
        except (Unwell, CommandError) as error:
            said, well = f"MEND  {name}: {error}", False
        except DBAPIError as error:
            said, well = f"MEND  {name}: DATABASE_URL: {str(error.orig).splitlines()[0]}", False
        print(said)
    return 0 if well else 1


async def _database(settings: Settings) -> str:
    def look() -> str:
        with opened(settings) as database:
            if not migrate.is_current(database):
                raise Unwell("the tables are not of this version; run `python -m bot migrate`")
            version = "sqlite_version()" if database.is_sqlite else "version()"
            with database.transaction(reading=True) as session:
                return str(session.scalar(text(f"SELECT {version}"))).split(",")[0]

    return await asyncio.to_thread(look)


async def _catalogue(settings: Settings) -> str:
    def look() -> str:
        with opened(settings) as database, database.transaction(reading=True) as session:
            mind = Mind.build(session)
        if not mind.size:
            raise Unwell("it is empty; run `python -m bot seed`")
        return f"{mind.size} records, version {mind.version}"

    return await asyncio.to_thread(look)


async def _telegram(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return "off, TELEGRAM_TOKEN is not set"
    async with aiohttp.ClientSession() as session:
        request = AiohttpRequest(session, proxy=settings.telegram_proxy)
        bot = Bot(token, base_url=f"{settings.telegram_api_url}/bot", request=request, get_updates_request=request)
        try:
            me = await bot.get_me()
            hook = await bot.get_webhook_info()
        except TelegramError as error:
            reason = f"{type(error).__name__} at TELEGRAM_API_URL; check TELEGRAM_TOKEN, the network, TELEGRAM_PROXY"
            raise Unwell(reason) from None
    if settings.telegram_mode == "webhook" and hook.last_error_message:
        raise Unwell(f"updates do not arrive ({hook.last_error_message}); check PUBLIC_URL and its certificate")
    return f"@{me.username}, {settings.telegram_mode}, {hook.pending_update_count} updates waiting"


async def _web(settings: Settings) -> str:
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise Unwell("PUBLIC_URL is not https: browsers and Telegram want it to be")
    return f"{settings.url}/"

"""The composition root: settings → database → mind → channels → senders → web; start and stop order, here alone.

May import: everything below `bot.commands`.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web
from telegram import Bot

from bot.channels.telegram import Telegram
from bot.channels.telegram_http import AiohttpRequest
from bot.channels.telegram_updates import Updates
from bot.channels.webchat import WebChat
from bot.reception import Reception, utc_now
from bot.settings import Settings
from bot.web import chat, health, webhooks
from handlers.understand import Mind
from scheduler.calls import Channel
from scheduler.catalogue import Follower
from scheduler.clock import Clock
from scheduler.sender import Sender
from storage.database import Database

BACKLOG = 1024  # connections that wait while the process is busy

BEGIN_AGAIN = 5.0  # s after which a job that failed is begun again
Job = Callable[[], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)


class App:
    """The running program."""

    def __init__(
        self, settings: Settings, database: Database, reception: Reception, session: aiohttp.ClientSession
    ) -> None:
        self.settings = settings
        self.database = database
        self.web = web.Application(client_max_size=webhooks.BODY_LIMIT)
        self.reception = reception
        self.senders: dict[str, Sender] = {}
        reception.senders = self.senders
        self.port = 0
        self._jobs: list[Job] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._add_web()
        if settings.telegram_token.get_secret_value():
            self._add_telegram(session)
        health.add_routes(self.web, database, self.reception, list(self.senders.values()))

    def _send_on(self, channel: Channel) -> None:
        sender = Sender(self.database, channel)
        self.senders[channel.name] = sender
        self._jobs.append(sender.run)

    def _add_web(self) -> None:
        channel = WebChat()
        self._send_on(channel)
        chat.add_routes(self.web, self.reception, self.database, channel, public_url=self.settings.url)

    def _add_telegram(self, session: aiohttp.ClientSession) -> None:
        settings = self.settings
        api = settings.telegram_api_url
        request = AiohttpRequest(session, proxy=settings.telegram_proxy)
        bot = Bot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=request,
            get_updates_request=request,
        )
        channel = Telegram(bot, request)
        self._send_on(channel)
        updates = Updates(channel, self.reception)
        if settings.telegram_mode == "polling":
            self._jobs.append(updates.poll)
            return
        secret = settings.telegram_webhook_secret.get_secret_value()
        webhooks.add_telegram(self.web, updates, secret)
        hook = settings.url + webhooks.TELEGRAM_PATH
        self._jobs.append(lambda: updates.introduce(webhook=hook, secret=secret))

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["App"]:
        """Serve until the block ends: the web first, then channels; the other way round at the end."""
        runner = web.AppRunner(self.web, access_log=None, shutdown_timeout=5)
        await runner.setup()
        site = web.TCPSite(runner, self.settings.http_host, self.settings.http_port, backlog=BACKLOG)
        await site.start()
        self.port = runner.addresses[0][1]
        log.info("action=serving channels=%s", ",".join(self.senders))
        follower = Follower(self.database, self.reception.mind.version, self._think_anew)
        clock = Clock()
        clock.every(seconds=follower.look_every, call=follower.look)
        clock.start()
        for job in self._jobs:
            self._begin(job)
        try:
            yield self
        finally:
            clock.stop()
            await runner.cleanup()
            self._closing = True
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, job: Job) -> None:
        """A job that fails is logged and begun again: a bot that hears or sends no more must not look alive."""

        def end(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            if not self._closing and not task.cancelled() and (error := task.exception()):
                log.error("action=job_failed", exc_info=error)
                asyncio.get_running_loop().call_later(BEGIN_AGAIN, self._begin, job)

        task = asyncio.create_task(job())
        self._tasks.add(task)
        task.add_done_callback(end)

    def _think_anew(self, mind: Mind) -> None:
        self.reception.mind = mind


@contextlib.asynccontextmanager
async def open_app(
    settings: Settings, *, mind: Mind | None = None, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[App]:
    """The program, built and running; everything it opened is closed at the end. Tests give a `mind` and a clock."""
    database = Database(settings.database_url)
    try:
        known = mind if mind is not None else await database.read(Mind.build)
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            App(settings, database, Reception(database, known, now=now), session).running() as app,
        ):
            yield app
    finally:
        database.close()

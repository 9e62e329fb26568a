"""The whole program beside the strict fake of the Bot API, and a person who waits until all is said.

May import: everything.
"""

import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
from sqlalchemy import NullPool, create_engine, func, make_url, select, text

from bot.app import App, open_app
from bot.settings import Settings, load
from bot.web import webhooks
from handlers.understand import Mind
from storage.database import Database
from storage.outbox import Delivery, Status
from tests.fakes.people import Actor
from tests.fakes.state import Message
from tests.fakes.telegram import TOKEN, FakeTelegram

SECRET = "a-webhook-secret"
LAN, MINH, GROUP = 1001, 1002, -1001
OPEN = (Status.QUEUED, Status.SENDING)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def telegram_settings(url: str, fake: FakeTelegram, *, mode: str = "webhook", port: int = 0) -> dict[str, Any]:
    """What the environment says when the program talks to the fake."""
    return {
        "database_url": url,
        "http_port": port,
        "public_url": f"http://127.0.0.1:{port}" if port else "",
        "telegram_token": TOKEN,
        "telegram_api_url": fake.url,
        "telegram_mode": mode,
        "telegram_webhook_secret": SECRET,
    }


def telegram_environment(url: str, fake: FakeTelegram, *, port: int) -> dict[str, str]:
    """The same for a process of its own."""
    return {name.upper(): str(value) for name, value in telegram_settings(url, fake, port=port).items()}


def open_rows(url: str) -> int:
    """Messages that wait or are under way."""
    with contextlib.closing(Database(url)) as database, database.transaction(reading=True) as session:
        return session.scalar(select(func.count()).where(Delivery.status.in_(OPEN))) or 0


class Talk:
    """One run of the fake, and runs of the program beside it. `quiet` waits until nothing is under way."""

    def __init__(self, fake: FakeTelegram, url: str, mind: Mind, mode: str) -> None:
        self.fake, self.url, self._mind, self._mode = fake, url, mind, mode
        self.port = free_port()
        self._stack = contextlib.AsyncExitStack()
        self.app: App

    async def start(self) -> None:
        settings: Settings = load(**telegram_settings(self.url, self.fake, mode=self._mode, port=self.port))
        self.app = await self._stack.enter_async_context(
            open_app(settings, mind=self._mind, now=lambda: datetime.now(UTC))
        )
        if self._mode == "webhook":
            await self.fake.until(lambda: self.fake.updates.webhook)

    async def stop(self) -> None:
        await self._stack.aclose()

    @property
    def lan(self) -> Actor:
        return self.fake.user(LAN)

    @property
    def hook(self) -> str:
        return f"http://127.0.0.1:{self.port}{webhooks.TELEGRAM_PATH}"

    async def quiet(self, seconds: float = 10) -> None:
        """Every update is taken and every answer has ended."""
        await self.fake.settled(seconds)
        await self.fake.until(lambda: not open_rows(self.url), seconds)

    async def answers(self, act: Callable[[], object], chat: int = LAN) -> list[Message]:
        """What the bot says in that chat after somebody did something."""
        known = self.fake.world.chats.get(chat)
        before = len(known.replies) if known else 0
        act()
        await self.quiet()
        return self.fake.chat(chat).replies[before:]

    async def said(self, words: str) -> list[str]:
        """The texts that answer Lan's words."""
        return [reply.text for reply in await self.answers(lambda: self.lan.say(words))]

    async def post(self, body: bytes | dict[str, Any], *, secret: str | None = SECRET) -> int:
        """Post to the webhook by hand; the status."""
        headers = {} if secret is None else {webhooks.SECRET_HEADER: secret}
        given = {"json": body} if isinstance(body, dict) else {"data": body}
        async with aiohttp.ClientSession() as session, session.post(self.hook, headers=headers, **given) as answer:
            return answer.status


@contextlib.asynccontextmanager
async def talk(url: str, mind: Mind, *, mode: str = "webhook", **fake: Any) -> AsyncIterator[Talk]:
    """The fake and the program, both running."""
    async with FakeTelegram(**fake) as server:
        talking = Talk(server, url, mind, mode)
        await talking.start()
        try:
            yield talking
        finally:
            await talking.stop()


@contextlib.contextmanager
def away(url: str) -> Iterator[None]:
    """Meanwhile PostgreSQL lets nobody into the database, and throws everybody out."""
    name = make_url(url).database
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(others, {"name": name})
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    engine.dispose()

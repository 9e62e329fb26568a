"""Three ways to hold a transcript's conversation: the web chat, Telegram, a terminal. Each through its real edge.

A player's `say` returns the lines of the answer; it delivers each event twice. `restart` forgets everything in memory.
May import: everything.
"""

import asyncio
import html
import json
import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any, Protocol

import aiohttp

from bot.app import App, open_app
from bot.channels.terminal import NAME, Terminal
from bot.reception import Reception
from bot.settings import load
from bot.web import webhooks
from handlers.messages import Incoming
from handlers.understand import Mind
from scheduler.sender import Sender
from storage.database import Database
from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.transcripts import Exchange, shown

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)  # 08:30 in Lạng Sơn
SECRET = "a-webhook-secret"
QUIET = 0.06  # s without news after which an answer is complete
PATIENCE = 10.0


class Player(Protocol):
    """Somebody who talks to the bot."""

    async def start(self) -> None: ...
    async def say(self, exchange: Exchange) -> list[str]: ...
    async def restart(self) -> None: ...
    async def stop(self) -> None: ...


class OnTerminal:
    """As `python -m bot play` does it."""

    def __init__(self, url: str, mind: Mind) -> None:
        self._url, self._mind = url, mind
        self._events = 0
        self._labels: list[str] = []

    async def start(self) -> None:
        self._database = Database(self._url)
        self._terminal = Terminal(buttons=True)
        self._sender = Sender(self._database, self._terminal)
        self._reception = Reception(self._database, self._mind, now=lambda: NOW)

    async def stop(self) -> None:
        self._sender.let_go()
        self._database.close()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def say(self, exchange: Exchange) -> list[str]:
        text = str(self._labels.index(exchange.pressed) + 1) if exchange.pressed else exchange.said
        self._events += 1
        lines: list[str] = []
        for _ in range(2):
            await self._reception.hear(
                Incoming(channel=NAME, event_id=str(self._events), address="lan", text=text, at=NOW)
            )
            await self._sender.deliver()
            lines += self._terminal.lines()
        labels = [match[1] for line in lines if (match := re.match(r"  \[\d+\] (.*)", line))]
        self._labels = labels or self._labels
        return lines


class OnServer:
    """What the web chat and Telegram share: the whole program, in this process."""

    def __init__(self, url: str, mind: Mind) -> None:
        self._url, self._mind = url, mind
        self._environment: dict[str, str] = {}
        self._stack = AsyncExitStack()
        self._http = AsyncExitStack()
        self._port = 0

    async def start(self) -> None:
        self._stack = AsyncExitStack()
        settings = load(database_url=self._url, http_port=self._port, **self._environment)
        self.app: App = await self._stack.enter_async_context(open_app(settings, mind=self._mind, now=lambda: NOW))
        self._port = self.app.port

    async def stop(self) -> None:
        await self._stack.aclose()

    async def restart(self) -> None:
        await self._stack.aclose()
        await self.start()


class OnWeb(OnServer):
    """POST in, server-sent events out, a cookie in between."""

    def __init__(self, url: str, mind: Mind) -> None:
        super().__init__(url, mind)
        self._values: dict[str, str] = {}
        self._last = ""
        self._events = 0

    async def start(self) -> None:
        await super().start()
        self._session = getattr(self, "_session", None) or aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True)
        )

    async def stop(self) -> None:
        await self._session.close()
        await super().stop()

    async def say(self, exchange: Exchange) -> list[str]:
        self._events += 1
        said = {"button": self._values[exchange.pressed]} if exchange.pressed else {"text": exchange.said}
        for _ in range(2):
            async with self._session.post(
                f"http://127.0.0.1:{self._port}/chat/messages", json={**said, "id": str(self._events)}
            ) as answer:
                assert answer.status == 202, await answer.text()
        return await self._listen()

    async def _listen(self) -> list[str]:
        headers = {"Last-Event-ID": self._last} if self._last else {}
        lines: list[str] = []
        values: dict[str, str] = {}
        async with self._session.get(f"http://127.0.0.1:{self._port}/chat/events", headers=headers) as stream:
            wait = PATIENCE
            try:
                while True:
                    kind, data = await asyncio.wait_for(self._event(stream), wait)
                    if kind == "message":
                        wait = QUIET
                        lines += shown(data["text"], [button["label"] for button in data["buttons"]])
                        values |= {button["label"]: button["value"] for button in data["buttons"]}
            except TimeoutError:
                self._values |= values
                return lines

    async def _event(self, stream: aiohttp.ClientResponse) -> tuple[str, dict[str, Any]]:
        fields: dict[str, str] = {}
        while line := (await stream.content.readline()).decode().rstrip("\n") or (not fields and "\n"):
            name, _, value = line.partition(": ")
            if name in ("id", "event", "data"):
                fields[name] = value
        if "id" in fields:
            self._last = fields["id"]
        return fields.get("event", "message"), json.loads(fields["data"])


class OnTelegram(OnServer):
    """A webhook on one side, the strict fake of the Bot API on the other."""

    USER = 1001

    def __init__(self, url: str, mind: Mind) -> None:
        super().__init__(url, mind)
        self._seen = 0
        self._updates: list[dict[str, Any]] = []

    async def start(self) -> None:
        if not self._environment:
            self.fake = await self._http.enter_async_context(FakeTelegram(TOKEN))
            self.fake.world.publish = self._updates.append  # each is posted by hand, twice
            self._session = await self._http.enter_async_context(aiohttp.ClientSession())
            self._environment = {
                "telegram_token": TOKEN,
                "telegram_api_url": self.fake.url,
                "telegram_mode": "webhook",
                "telegram_webhook_secret": SECRET,
                "public_url": "http://127.0.0.1:1",
            }
        await super().start()

    async def stop(self) -> None:
        await super().stop()
        await self._http.aclose()

    async def say(self, exchange: Exchange) -> list[str]:
        user = self.fake.user(self.USER)
        if exchange.pressed:
            user.press(exchange.pressed)
        else:
            user.say(exchange.said)
        update = self._updates[-1]
        for _ in range(2):
            async with self._session.post(
                f"http://127.0.0.1:{self._port}{webhooks.TELEGRAM_PATH}",
                json=update,
                headers={webhooks.SECRET_HEADER: SECRET},
            ) as answer:
                assert answer.status == 200, await answer.text()
        return await self._listen()

    async def _listen(self) -> list[str]:
        chat = self.fake.chat(self.USER)
        await self.fake.until(lambda: len(chat.replies) > self._seen, PATIENCE)
        seen = 0
        while seen != len(chat.replies):
            seen = len(chat.replies)
            await asyncio.sleep(QUIET)
        fresh, self._seen = chat.replies[self._seen :], len(chat.replies)
        return [line for reply in fresh for line in shown(_plain(reply.raw["text"]), reply.buttons)]


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"</?[bi]>", "", text))

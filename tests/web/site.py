"""A web chat that runs: a real server, database and sender, and a conversation that says what a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, CookieJar, web
from sqlalchemy.orm import Session

from bot.channels.webchat import WebChat
from bot.web.chat import add_routes
from handlers.messages import Button, Incoming, Message
from scheduler.sender import Sender
from storage import contacts, inbox, outbox
from storage.base import Base
from storage.database import Database

Answer = Callable[[Incoming], list[Message]]
Frame = tuple[str, str, dict[str, Any]]  # event, id, data
LABELS = {"yes": "Đúng vậy", "no": "Không phải"}


def echo(incoming: Incoming) -> list[Message]:
    """The answer of every test that does not choose another."""
    said = LABELS.get(incoming.button, incoming.text)
    return [Message(text=f"Đã nghe: {said}", buttons=tuple(Button(label, value) for value, label in LABELS.items()))]


@dataclass
class Hearing:
    """Stands where the reception stands: the inbox row and the answers commit together, then the sender is woken."""

    database: Database
    sender: Sender
    answer: Answer = echo
    heard: list[Incoming] = field(default_factory=list)

    async def hear(self, incoming: Incoming) -> None:
        await self.database.run(self._receive, incoming)
        self.sender.wake()

    def _receive(self, session: Session, incoming: Incoming) -> None:
        now = datetime.now(UTC)
        sender = contacts.sender_of(session, incoming.channel, incoming.address, name="", now=now)
        event_id = inbox.first_time(
            session,
            sender.address_id,
            channel=incoming.channel,
            event_id=incoming.event_id,
            kind=incoming.kind,
            text=LABELS.get(incoming.button, incoming.text),
            now=incoming.at,
        )
        if event_id is not None:
            self.heard.append(incoming)
            bodies = [message.as_json() for message in self.answer(incoming)]
            outbox.put(session, sender.address_id, bodies, channel="web", now=now, event_id=event_id)


class Site:
    """One run of the program on a database that may have seen others."""

    def __init__(self, path: Path, *, public_url: str = "", port: int = 0) -> None:
        self.database = Database(f"sqlite:///{path}")
        Base.metadata.create_all(self.database.engine)
        self.channel = WebChat()
        self.sender = Sender(self.database, self.channel)
        self.hearing = Hearing(self.database, self.sender)
        self._public_url, self._port = public_url, port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def port(self) -> int:
        return self._port

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Site"]:
        app = web.Application()
        public_url = self._public_url or "http://127.0.0.1:8080"
        add_routes(app, self.hearing, self.database, self.channel, public_url=public_url)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        sending = asyncio.create_task(self.sender.run())
        await until(lambda: self.sender.holding)
        try:
            yield self
        finally:
            await runner.cleanup()
            await asyncio.sleep(0.05)
            sending.cancel()
            await asyncio.wait([sending])
            self.database.close()


@asynccontextmanager
async def browser_session(url: str) -> AsyncIterator[ClientSession]:
    """One visitor: a client that keeps its cookie."""
    jar = CookieJar(unsafe=True)  # an address of numbers may have cookies too
    async with ClientSession(url, cookie_jar=jar, timeout=ClientTimeout(total=10)) as session:
        yield session


async def until(holds: Callable[[], bool], wait: float = 5.0) -> None:
    """Come back when `holds` does; TimeoutError where it does not in time."""
    async with asyncio.timeout(wait):
        while not holds():  # noqa: ASYNC110 - whatever it asks has no event to wait for
            await asyncio.sleep(0.01)


async def frames(session: ClientSession, count: int, *, after: str = "", wait: float = 5.0) -> list[Frame]:
    """The first `count` events of a new stream."""
    found: list[Frame] = []
    headers = {"Last-Event-ID": after} if after else {}
    async with asyncio.timeout(wait), session.get("/chat/events", headers=headers) as response:
        fields: dict[str, str] = {}
        while len(found) < count:
            raw = await response.content.readline()
            assert raw, "the stream ended"
            if line := raw.decode().rstrip("\n"):
                name, _, value = line.partition(":")
                fields[name] = value.strip()
            elif "data" in fields:
                found.append((fields["event"], fields["id"], json.loads(fields["data"])))
                fields = {}
    return found

"""People who write to a bot: updates posted to its webhook, the reply awaited at the fake. Standard library only."""

import asyncio
import itertools
import json
import re
import time
from dataclasses import dataclass, field

from bench.steps.fake import HEAD_END, FakeTelegram, Reply

CONNECTIONS = 100  # the most that setWebhook allows
PATIENCE = 5.0  # seconds that a person waits for a reply outside a measured load
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class NoAnswerError(Exception):
    """The system under test did not do what every system must."""


class _Wire(asyncio.Protocol):
    """One kept-alive connection to the webhook."""

    def __init__(self) -> None:
        self.status: asyncio.Future[int] | None = None
        self.buffer = b""
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def send(self, request: bytes) -> asyncio.Future[int]:
        self.status = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.status

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if (end := self.buffer.find(HEAD_END)) < 0:
            return
        length = _LENGTH.search(self.buffer, 0, end)
        if len(self.buffer) < end + len(HEAD_END) + (int(length[1]) if length else 0):
            return
        status, self.buffer = int(self.buffer[9:12]), b""
        if self.status and not self.status.done():
            self.status.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if self.status and not self.status.done():
            self.status.set_exception(NoAnswerError("the webhook closed the connection"))


class Webhook:
    """POSTs updates over at most CONNECTIONS connections; the least used stay unopened."""

    def __init__(self, port: int, path: str, secret: str) -> None:
        self._port = port
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._idle: asyncio.LifoQueue[_Wire | None] = asyncio.LifoQueue()
        for _ in range(CONNECTIONS):
            self._idle.put_nowait(None)

    async def begin(self, body: bytes) -> asyncio.Future[int]:
        """Write one update when a connection is free; the future is its HTTP status, or NoAnswerError."""
        wire = await self._idle.get()
        try:
            if wire is None or wire.closed:
                _, wire = await asyncio.get_running_loop().create_connection(_Wire, "127.0.0.1", self._port)
        except OSError as error:
            self._idle.put_nowait(None)
            raise NoAnswerError("the webhook cannot be reached") from error
        status = wire.send(b"%s%d\r\n\r\n%s" % (self._head, len(body), body))
        status.add_done_callback(lambda _: self._idle.put_nowait(wire))
        return status

    async def post(self, body: bytes) -> None:
        """Deliver one update; NoAnswerError unless the answer is 2xx."""
        if not 200 <= (status := await (await self.begin(body))) < 300:
            raise NoAnswerError(f"the webhook answered {status}")

    def close(self) -> None:
        """Close what is open."""
        while not self._idle.empty():
            if wire := self._idle.get_nowait():
                wire.transport.close()


_CHATS = itertools.count(100_000)
_UPDATES = itertools.count(1)


def update(chat: int, text: str) -> bytes:
    """The JSON of a text message in a private chat, with a new update_id."""
    number = next(_UPDATES)
    someone = {"id": chat, "first_name": "An"}
    message: dict[str, object] = {
        "message_id": number,
        "date": int(time.time()),
        "chat": someone | {"type": "private"},
        "from": someone | {"is_bot": False, "language_code": "vi"},
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return json.dumps({"update_id": number, "message": message}).encode()


@dataclass
class Town:
    """The people of one system under test: they share its webhook, the fake and the script of texts."""

    fake: FakeTelegram
    webhook: Webhook
    texts: tuple[str, ...]
    prompts: list[str] = field(default_factory=list)

    def newcomer(self) -> int:
        """A chat that nobody has used."""
        return next(_CHATS)

    async def say(self, chat: int, text: str) -> tuple[float, Reply]:
        """Post a text; the seconds until its reply arrived, and the reply, whether or not the webhook's 200 came."""
        reply = self.fake.expect(chat)

        def check(status: asyncio.Future[int]) -> None:
            wrong = status.cancelled() or status.exception() or not 200 <= status.result() < 300
            if wrong and not reply.done():
                reply.set_exception(NoAnswerError(f"the webhook said {status}"))

        began = time.perf_counter()
        (await self.webhook.begin(update(chat, text))).add_done_callback(check)
        heard = await reply
        return heard.at - began, heard

    async def learn(self) -> None:
        """One conversation, alone: what the system says at each step. NoAnswerError when a step has no reply."""
        chat = self.newcomer()
        for text in self.texts:
            try:
                async with asyncio.timeout(PATIENCE):
                    _, reply = await self.say(chat, text)
            except TimeoutError:
                raise NoAnswerError(f"no reply to {text!r}") from None
            self.prompts.append(reply.text)
            await asyncio.sleep(2 * self.fake.delay)  # the call has returned: nothing overlaps here

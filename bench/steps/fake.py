"""The smallest Bot API server that python-telegram-bot and aiogram accept, in raw asyncio: it must never be the bound.

It checks nothing; the strict fake of the tests does that. Standard library only.
"""

import asyncio
import json
import re
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qs

HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *(\d+)")
_METHOD = re.compile(rb"[a-z]+ /bot[^/ ]+/([a-z]+)")
_CHAT = re.compile(rb'chat_id(?:=|": *"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(-?\d+)')  # form, JSON, multipart
_PART_TEXT = re.compile(rb'name="text"\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)

_BOT = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_ANSWERS: dict[bytes, object] = {
    b"getme": _BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False},
    b"getwebhookinfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    b"getmycommands": [],
    b"getupdates": [],
}


class Reply(NamedTuple):
    """A message that reached Telegram: when (perf_counter seconds) and the call's body."""

    at: float
    body: bytes

    @property
    def text(self) -> str:
        """The text of the message, whichever of the three encodings the library chose."""
        if self.body.startswith(b"{"):
            return str(json.loads(self.body)["text"])
        if part := _PART_TEXT.search(self.body):
            return part[1].decode()
        return parse_qs(self.body.decode())["text"][0]


def _http(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


@dataclass
class FakeTelegram:
    """Counts what the bot says and wakes who waits for it.

    delay: seconds from a call's arrival to its answer.
    flying, most_flying: calls that have no answer yet, now and at most.
    """

    delay: float = 0.0
    waiting: defaultdict[int, deque[asyncio.Future[Reply]]] = field(default_factory=lambda: defaultdict(deque))
    heard: Counter[tuple[int, str]] = field(default_factory=Counter)
    keep_texts: bool = False
    strays: int = 0
    flying: int = 0
    most_flying: int = 0
    url: str = ""
    _server: asyncio.Server | None = None
    _said: int = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(lambda: _Calls(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()

    def expect(self, chat: int) -> asyncio.Future[Reply]:
        """The next message to this chat that no earlier call waits for."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.waiting[chat].append(future)
        return future

    def answer(self, method: bytes, body: bytes) -> bytes:
        """The whole HTTP answer to a call."""
        if not method.startswith(b"send") or method == b"sendchataction":
            return _http(_ANSWERS.get(method, True))
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        self._said += 1
        self._tell(chat, body)
        place = {"id": chat, "type": "private", "first_name": "A"}
        return _http({"message_id": self._said, "date": 1800000000, "from": _BOT, "chat": place, "text": "-"})

    def _tell(self, chat: int, body: bytes) -> None:
        reply = Reply(time.perf_counter(), body)
        if self.keep_texts:
            self.heard[chat, reply.text] += 1
        waiters = self.waiting[chat]
        while waiters:
            if not (waiter := waiters.popleft()).done():
                waiter.set_result(reply)
                return
        self.strays += 1


class _Calls(asyncio.Protocol):
    """One kept-alive connection; a call at a time, as HTTP clients do without pipelining."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if (end := self.buffer.find(HEAD_END)) < 0:
            return
        head = self.buffer[:end].lower()
        length = _LENGTH.search(head)
        start = end + len(HEAD_END)
        if len(self.buffer) < (stop := start + (int(length[1]) if length else 0)):
            return
        body, self.buffer = self.buffer[start:stop], self.buffer[stop:]
        method = _METHOD.match(head)
        answer = self.fake.answer(method[1] if method else b"", body)
        if not self.fake.delay:
            self.transport.write(answer)
            return
        self.fake.flying += 1
        self.fake.most_flying = max(self.fake.most_flying, self.fake.flying)
        asyncio.get_running_loop().call_later(self.fake.delay, self._finish, answer)

    def _finish(self, answer: bytes) -> None:
        self.fake.flying -= 1
        if not self.transport.is_closing():
            self.transport.write(answer)

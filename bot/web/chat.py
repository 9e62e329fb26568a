"""The public web chat: its page, what visitors say, and the stream of what they are told.

May import: aiohttp, Jinja2, `bot.channels.webchat`, `bot.web`, `handlers.messages`, `handlers.texts`, `storage`.
"""

import asyncio
import json
import math
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.webchat import NAME, WebChat
from bot.web import chat_stream
from bot.web.assets import Assets
from bot.web.chat_stream import Stream
from bot.web.limits import Buckets, caller
from bot.web.visitors import Visitor, visitor_of
from handlers.messages import Incoming
from handlers.texts import texts
from storage import history
from storage.database import Database

FOLDER = Path(__file__).parent
BODY_LIMIT = 64 * 1024  # bytes of one message as JSON
STREAMS = 8  # open pages of one visitor
ALL_STREAMS = 2_000
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the browser hide the Origin that `_is_foreign` compares
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_ID = re.compile(r"[\x21-\x7e]{1,64}")
_BUTTON = re.compile(r"[\x20-\x7e]{1,64}")


class Hears(Protocol):
    """Who takes what was said; `bot.reception.Reception`."""

    async def hear(self, incoming: Incoming) -> object: ...


class PostError(ValueError):
    """What was posted is no message; the text is a stable word for it."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a visitor said: a text, or the value of a button."""

    id: str
    text: str
    button: str | None

    @classmethod
    def parse(cls, body: bytes) -> "Post":
        """Raises `PostError`."""
        try:
            data = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise PostError("not_json") from error
        if not isinstance(data, dict):
            raise PostError("not_an_object")
        text, button, given = data.get("text"), data.get("button"), data.get("id")
        if (text is None) == (button is None):
            raise PostError("text_or_button")
        if not isinstance(text, str | None):
            raise PostError("text")
        if button is not None and not _matches(_BUTTON, button):
            raise PostError("button")
        if given is not None and not _matches(_ID, given):
            raise PostError("id")
        return cls(given or secrets.token_urlsafe(16), text or "", button)

    def heard_from(self, address: str) -> Incoming:
        """An id counts for its own visitor only: nobody can use up another's."""
        return Incoming(
            channel=NAME,
            event_id=f"{address}.{self.id}",
            address=address,
            kind="text" if self.button is None else "button",
            text=self.text,
            button=self.button or "",
            at=datetime.now(UTC),
        )


class Chat:
    """The routes and what they need."""

    def __init__(self, reception: Hears, database: Database, channel: WebChat, *, public_url: str) -> None:
        self._reception, self._database, self._channel = reception, database, channel
        self._public = urlsplit(public_url)
        self._by_visitor = Buckets(burst=20, pace=2)
        self._by_caller = Buckets(burst=200, pace=20)
        self.assets = Assets(FOLDER / "static")
        environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._template = environment.get_template("chat.html")

    async def page(self, request: web.Request) -> web.Response:
        visitor = visitor_of(request)
        language = await self._database.read(history.language_of, NAME, visitor.address)
        words = texts(language or "vi")
        page = self._template.render(say=words.say, language=words.language, known=bool(language), url=self.assets.url)
        response = web.Response(text=page, content_type="text/html", headers=PAGE_HEADERS)
        visitor.remember(response, secure=self._secure)  # each visit: a year from the last one
        return response

    async def say(self, request: web.Request) -> web.Response:
        visitor = visitor_of(request)
        response = await self._say(request, visitor)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        self._remember(visitor, response)
        return response

    async def events(self, request: web.Request) -> web.StreamResponse:
        visitor = visitor_of(request)
        if await self._is_full(visitor):
            return _refused(429, "too_many_pages", wait=30)
        response = web.StreamResponse(headers=chat_stream.HEADERS)
        self._remember(visitor, response)
        await response.prepare(request)
        if request.method != "HEAD":
            await Stream(self._channel, self._database, visitor.address).pour(request, response)
        return response

    async def _say(self, request: web.Request, visitor: Visitor) -> web.Response:
        if self._is_foreign(request):
            return _refused(403, "cross_site")
        if wait := self._wait(request, visitor):
            return _refused(429, "too_often", wait=wait)
        if request.content_type != "application/json":
            return _refused(415, "content_type")
        body = await _body(request)
        if body is None:
            return _refused(413, "too_long")
        try:
            post = Post.parse(body)
        except PostError as error:
            return _refused(400, str(error))
        await self._reception.hear(post.heard_from(visitor.address))
        self._channel.settled([visitor.address])  # his other pages show what he said
        return web.json_response({"id": post.id}, status=202)

    async def _is_full(self, visitor: Visitor) -> bool:
        if self._channel.open_at(visitor.address) >= STREAMS:
            self._channel.settled([visitor.address])  # a page that was left notices it when it is rung
            await asyncio.sleep(0.1)
        return self._channel.open_at(visitor.address) >= STREAMS or self._channel.open >= ALL_STREAMS

    def _remember(self, visitor: Visitor, response: web.StreamResponse) -> None:
        if visitor.is_new:
            visitor.remember(response, secure=self._secure)

    def _wait(self, request: web.Request, visitor: Visitor) -> float:
        key = caller(request)
        shared = self._by_caller.take(key) if key else 0.0
        return shared or self._by_visitor.take(visitor.address)

    def _is_foreign(self, request: web.Request) -> bool:
        """Another site's page sent this, with our visitor's cookie."""
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return True
        origin = request.headers.get("Origin")
        if origin is None:
            return False
        host = origin.partition("://")[2]  # empty for "null", which a page without an origin sends
        return not host or host not in {request.host, self._public.netloc}

    @property
    def _secure(self) -> bool:
        return self._public.scheme == "https"


def add_routes(
    app: web.Application, reception: Hears, database: Database, channel: WebChat, *, public_url: str
) -> Chat:
    """Serve the web chat; open streams end when the application shuts down."""
    chat = Chat(reception, database, channel, public_url=public_url)

    async def favicon(_request: web.Request) -> web.Response:
        return chat.assets["favicon.svg"].answer()

    async def close(_app: web.Application) -> None:
        channel.close()

    app.router.add_get("/", chat.page)
    app.router.add_post("/chat/messages", chat.say)
    app.router.add_get("/chat/events", chat.events)
    app.router.add_get("/static/{name:.+}", chat.assets.serve)
    app.router.add_get("/favicon.ico", favicon)
    app.router.add_get("/favicon.svg", favicon)
    app.on_shutdown.append(close)
    return chat


async def _body(request: web.Request) -> bytes | None:
    """The body; None where it is longer than a message may be, and then it is not read further."""
    body = bytearray()
    if (request.content_length or 0) > BODY_LIMIT:
        return None
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _refused(status: int, reason: str, *, wait: float = 0.0) -> web.Response:
    headers = {"Retry-After": str(math.ceil(wait))} if wait else {}
    return web.json_response({"error": reason}, status=status, headers=headers)

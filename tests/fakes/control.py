"""HTTP routes for a test in another process: act as a person, read the transcript, move the clock, break things.

POST /test/user/{id}/{action} with the keyword arguments of `people.Actor` as JSON, and so on; see `add_routes`.
Imports aiohttp and `people`.
"""

import json
from dataclasses import asdict
from typing import Any, Protocol

from aiohttp import web

from tests.fakes.clock import Clock
from tests.fakes.delivery import Updates
from tests.fakes.people import Actor, NoSuchButton
from tests.fakes.state import Chat, Message, World
from tests.fakes.updates import Json

ACTIONS = {
    "start", "say", "send", "edit", "press", "block", "unblock", "deactivate", "send_photo", "send_document",
    "send_voice", "send_sticker", "send_location", "send_contact", "forward", "join",
}  # fmt: skip


class Fake(Protocol):
    """What of the server these routes use."""

    world: World
    clock: Clock
    updates: Updates
    calls: list[Any]

    def user(self, user_id: int = ..., **profile: Any) -> Actor: ...
    def chat(self, chat_id: int) -> Chat: ...
    def group(self, chat_id: int, title: str = ..., kind: str = ...) -> Chat: ...
    def fail(
        self, kind: Any, method: str = ..., *, chat: int | str | None = ..., times: int = ..., value: float = ...
    ) -> Any: ...
    def push(self, update: Json) -> None: ...
    async def settled(self, seconds: float = ...) -> None: ...


class Control:
    """The control panel's routes: what people do, and what goes wrong."""

    def __init__(self, fake: Fake) -> None:
        self.fake = fake

    async def user(self, request: web.Request) -> web.Response:
        action = request.match_info["action"]
        if action not in ACTIONS:
            raise web.HTTPNotFound(text=action)
        arguments = await _body(request)
        for name in {"data"} & set(arguments):
            arguments[name] = arguments[name].encode()
        actor = self.fake.user(int(request.match_info["id"]))
        try:
            result = getattr(actor, action)(**arguments)
        except (NoSuchButton, TypeError) as error:
            raise web.HTTPConflict(text=str(error)) from None
        return web.json_response({"update_id": getattr(result, "update_id", result)})

    async def chat(self, request: web.Request) -> web.Response:
        chat_id = int(request.match_info["id"])
        chat = self.fake.world.chats.get(chat_id)
        return web.json_response({"messages": [_line(m) for m in chat.messages] if chat else []})

    async def open_group(self, request: web.Request) -> web.Response:
        return web.json_response(self.fake.group(int(request.match_info["id"]), **await _body(request)).raw)

    async def violations(self, request: web.Request) -> web.Response:
        """GET lists them, DELETE lists and forgets."""
        listed = list(self.fake.world.violations)
        if request.method == "DELETE":
            self.fake.world.violations.clear()
        return web.json_response(listed)

    async def calls(self, request: web.Request) -> web.Response:
        """Every call so far, or with ?count=1 how many of each method and status."""
        if "count" not in request.query:
            return web.json_response([asdict(call) for call in self.fake.calls], dumps=_dumps)
        counts: dict[str, int] = {}
        for call in self.fake.calls:
            key = f"{call.method} {call.status}"
            counts[key] = counts.get(key, 0) + 1
        return web.json_response(counts)

    async def clock(self, request: web.Request) -> web.Response:
        self.fake.clock.advance(float((await _body(request)).get("advance", 0)))
        return web.json_response({"now": self.fake.clock.now()})

    async def fail(self, request: web.Request) -> web.Response:
        self.fake.fail(**await _body(request))
        return web.json_response(True)

    async def push(self, request: web.Request) -> web.Response:
        self.fake.push(await _body(request))
        return web.json_response(True)

    async def settled(self, request: web.Request) -> web.Response:
        """Answers when the bot has taken every update; 504 after `?seconds=` (5)."""
        try:
            await self.fake.settled(float(request.query.get("seconds", "5")))
        except TimeoutError:
            raise web.HTTPGatewayTimeout from None
        return web.json_response(True)


def add_routes(app: web.Application, fake: Fake) -> None:
    control = Control(fake)
    app.add_routes(
        [
            web.post("/test/user/{id}/{action}", control.user),
            web.get("/test/chat/{id}", control.chat),
            web.post("/test/group/{id}", control.open_group),
            web.get("/test/violations", control.violations),
            web.delete("/test/violations", control.violations),
            web.get("/test/calls", control.calls),
            web.post("/test/clock", control.clock),
            web.post("/test/fail", control.fail),
            web.post("/test/push", control.push),
            web.get("/test/settled", control.settled),
        ]
    )


def _line(message: Message) -> Json:
    return {"id": message.id, "from_bot": message.from_bot, "text": message.text, "buttons": message.buttons}


def _dumps(value: Any) -> str:
    return json.dumps(value, default=lambda other: f"<{len(other)} bytes>")


async def _body(request: web.Request) -> Json:
    return dict(await request.json()) if request.can_read_body else {}

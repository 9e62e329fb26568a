"""The server behind `telegram.FakeTelegram`: routes, one call from fault to answer, and what tests hold in hand.

It listens on 127.0.0.1 only. Imports aiohttp and the other modules of this package.
"""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.fakes import answers, asking, check, control, decode, editing, people, rates, sending, spec
from tests.fakes.clock import Clock
from tests.fakes.delivery import Updates
from tests.fakes.faults import Cut, Fault, Faults, Kind, too_many
from tests.fakes.refusal import Refusal
from tests.fakes.spec import Shape
from tests.fakes.state import Chat, World
from tests.fakes.updates import Json

T = TypeVar("T")

TOKEN = "7000000001:AAtestTestTestTestTestTestTestTest"
UPLOAD_BYTES = 60 << 20

_TOKEN = re.compile(r"\d+:[\w-]{30,}")
_PACED = ("send", "edit", "copy", "forward")
_UNPACED = ("sendchataction", "sendmessagedraft")
_HANDLERS = sending.HANDLERS | editing.HANDLERS | asking.HANDLERS


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot and how it ended; `status` 0 is a cut connection."""

    method: str
    params: Json
    at: float
    status: int


class FakeTelegram:
    """`violations` lists what the bot did wrong; leaving the `async with` block asserts that it is empty.

    rate: none, bucket or window (see `rates`). latency: seconds, half before the call and half after it.
    validate=False skips the specification, for benchmarks. open_chats: every positive id is a person who has
    written before. strict=False leaves `violations` to the test.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        rate: rates.Kind = "none",
        latency: float = 0.0,
        validate: bool = True,
        open_chats: bool = False,
        strict: bool = True,
        port: int = 0,
        username: str = "do_luong_test_bot",
        retry_speed: float = 100.0,
    ) -> None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("a token is digits, a colon and at least 30 letters")
        self.token = token
        self.latency, self.validate, self.strict, self.port = latency, validate, strict, port
        self.clock = Clock()
        self.updates = Updates(self.clock, self._execute, retry_speed)
        self.world = World(self.clock, self.updates.put, username=username, open_chats=open_chats)
        self.faults = Faults()
        self.rate = rates.rate(rate)
        self.calls: list[Call] = []
        self._runner: web.AppRunner | None = None

    # --- for tests ---

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url: the token is put behind it."""
        return f"{self.url}/bot"

    @property
    def violations(self) -> list[str]:
        return self.world.violations

    def user(self, user_id: int = 1001, **profile: Any) -> people.Actor:
        return people.Actor(self.world, user_id, **profile)

    def chat(self, chat_id: int) -> Chat:
        return self.world.chats[chat_id]

    def group(self, chat_id: int, title: str = "Doanh nghiệp", kind: str = "group") -> Chat:
        return people.group(self.world, chat_id, title, kind)

    def upgrade(self, chat_id: int, new_id: int) -> Chat:
        return people.upgrade(self.world, chat_id, new_id)

    def fail(
        self, kind: Kind, method: str = "*", *, chat: int | str | None = None, times: int = 1, value: float = 0
    ) -> Fault:
        """Let the next `times` calls go wrong (see `faults`)."""
        fault = Fault(kind, method, chat, times, value)
        self.faults.waiting.append(fault)
        return fault

    def push(self, update: Json) -> None:
        """Deliver a raw update as it is; one that was pushed before is delivered again."""
        self.updates.put(update)

    async def until(self, condition: Callable[[], T], seconds: float = 5.0) -> T:
        """Wait until `condition()` is true and return its value."""
        async with asyncio.timeout(seconds):
            while not (value := condition()):  # noqa: ASYNC110  # the condition may look anywhere, a database too
                await asyncio.sleep(0.005)
        return value

    async def settled(self, seconds: float = 5.0) -> None:
        """Wait until the bot has taken every update."""
        await self.until(lambda: not self.updates.pending, seconds)

    # --- life ---

    async def start(self) -> Self:
        app = web.Application(client_max_size=UPLOAD_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        control.add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        await self.updates.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if self.strict and error is None:
            assert not self.violations, self.violations

    # --- HTTP ---

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            if self.latency:
                await asyncio.sleep(self.latency / 2)
            status, body = await self._answer(request)
            if self.latency:
                await asyncio.sleep(self.latency / 2)
        except Cut:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")

    async def _answer(self, request: web.Request) -> tuple[int, Json]:
        if request.match_info["token"] != self.token:
            refusal = Refusal("", code=401, fault=False)
            return refusal.code, refusal.body()
        name = request.match_info["method"]
        try:
            return await self.call(name, await decode.read(request))
        except Refusal as refusal:
            return self._refused(name, {}, refusal)
        except (Cut, ConnectionError):  # a caller that died is no fault of the fake
            raise
        except Exception as error:  # raised again: a fault of the fake must not pass for the program's
            self.violations.append(f"{name}: the fake itself broke: {error!r}")
            raise

    async def _download(self, request: web.Request) -> web.Response:
        for stored in self.world.files.values():
            if request.match_info["token"] == self.token and stored.path == request.match_info["path"]:
                return web.Response(body=stored.data)
        return web.json_response(Refusal("", code=404).body(), status=404)

    # --- one call ---

    async def call(self, name: str, raw: Json) -> tuple[int, Json]:
        """(HTTP status, answer). Every call of the bot comes through here."""
        params: Json = raw
        fault = self.faults.take(name, raw.get("chat_id"))
        try:
            await self._suffer_before(fault)
            shape = spec.load().methods.get(name.lower())
            if shape is None:
                raise Refusal("method not found", detail=f"no method {name}", code=404)
            params, files = decode.decode(shape, raw)
            result = await self._carry_out(shape, params, files)
        except Refusal as refusal:
            status, body = self._refused(name, params, refusal)
            return (200 if fault and fault.kind == "lie" else status), body
        except Cut:
            self._log(name, params, 0)
            raise
        self._log(name, params, 200)
        if fault and fault.kind == "cut_after":
            raise Cut
        return 200, {"ok": True, "result": result}

    async def _suffer_before(self, fault: Fault | None) -> None:
        if fault is None:
            return
        if fault.kind == "slow":
            await asyncio.sleep(fault.value)
        if fault.kind == "cut_before":
            raise Cut
        if refusal := fault.refusal():
            raise refusal

    async def _carry_out(self, shape: Shape, params: Json, files: sending.Files) -> Any:
        if self.validate:
            self._check(shape, params)
        self._pace(shape, params)
        result = await self._result(shape, params, files)
        if self.validate and shape.name != "getUpdates":  # a test may push what no specification knows
            check.check_answer(shape.returns, result)
        return result

    def _check(self, shape: Shape, params: Json) -> None:
        loose: list[str] = []
        check.check_call(shape, params, loose)
        self.violations.extend(f"{shape.name}: {text}" for text in loose)

    def _pace(self, shape: Shape, params: Json) -> None:
        name = shape.name.lower()
        if not name.startswith(_PACED) or name in _UNPACED:
            return
        before = self.rate.ignored
        wait = self.rate.take(params.get("chat_id", 0), self.clock.now())
        if self.rate.ignored > before:
            self.violations.append(f"{shape.name}: sent although a 429 asked to wait")
        if wait:
            raise too_many(wait)

    async def _result(self, shape: Shape, params: Json, files: sending.Files) -> Any:
        name = shape.name.lower()
        if name == "getupdates":
            return await self.updates.poll(params)
        if name in ("setwebhook", "deletewebhook"):
            return await self.updates.set_webhook({"url": ""} | params)
        if name == "getwebhookinfo":
            return self.updates.info()
        if name not in _HANDLERS:
            return answers.result(shape.returns)
        return _HANDLERS[name](self.world, params, files)

    def _refused(self, name: str, params: Json, refusal: Refusal) -> tuple[int, Json]:
        if refusal.fault:
            self.violations.append(f"{name} {refusal.place}: {refusal.detail}")
        self._log(name, params, refusal.code)
        return refusal.code, refusal.body()

    def _log(self, name: str, params: Json, status: int) -> None:
        self.calls.append(Call(name, params, self.clock.now(), status))

    async def _execute(self, call: Json) -> None:
        """A method in a webhook's answer."""
        with suppress(Cut):
            await self.call(str(call.pop("method")), call)

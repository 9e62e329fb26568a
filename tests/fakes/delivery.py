"""How updates reach the bot: getUpdates with its long poll, or a webhook with one lane a chat and retries.

Imports `clock`, `refusal`, `updates` and aiohttp.
"""

import asyncio
import json
import random
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.clock import Clock
from tests.fakes.refusal import Refusal
from tests.fakes.updates import SECRET_HEADER, Json

# Seconds after which an undelivered update is dropped.
LIFETIMES = {"callback_query": 150, "inline_query": 30, "pre_checkout_query": 150}
LIFETIME = 86400
ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50
WEBHOOK_PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Lane = tuple[str, int]


@dataclass(slots=True)
class Pending:
    """An update that waits to be fetched or pushed."""

    update: Json
    kind: str
    lane: Lane
    at: float

    @property
    def id(self) -> int:
        return int(self.update["update_id"])

    def expired(self, now: float) -> bool:
        return now - self.at > LIFETIMES.get(self.kind, LIFETIME)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at the webhook; `status` is 0 when there was no answer."""

    update_id: int
    status: int
    at: float


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to, and how many at a time."""

    url: str
    secret: str
    slots: asyncio.Semaphore
    max_connections: int
    last_error: tuple[int, str] | None = None


@dataclass(slots=True)
class Updates:
    """The queue of one bot. `execute` runs a method that a webhook's answer asks for.

    `retry_speed` divides the pauses between two attempts, so that a test need not wait a minute.
    """

    clock: Clock
    execute: Callable[[Json], Awaitable[Any]]
    retry_speed: float = 100.0
    pending: dict[int, Pending] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed: frozenset[str] | None = None
    _lanes: dict[Lane, deque[Pending]] = field(default_factory=lambda: defaultdict(deque))
    _workers: dict[Lane, asyncio.Task[None]] = field(default_factory=dict)
    _poll: asyncio.Event | None = None  # set to wake the waiting poll
    _session: aiohttp.ClientSession | None = None

    def put(self, update: Json) -> None:
        kind = next(name for name in update if name != "update_id")
        if kind in ON_DEMAND if self.allowed is None else kind not in self.allowed:
            return
        item = Pending(update, kind, _lane(kind, update[kind]), self.clock.now())
        self.pending[item.id] = item
        if self.webhook:
            self._drive(item)
        elif self._poll:
            self._poll.set()

    async def poll(self, params: Json) -> list[Json]:
        """getUpdates. A newer poll ends the older one with 409."""
        if self.webhook:
            sentence = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
            raise Refusal(sentence, code=409)
        self._allow(params)
        self._confirm(params.get("offset", 0))
        mine = self._take_over()
        if not self._ready():
            await self._wait(mine, min(params.get("timeout", 0), LONGEST_POLL))
        if self._poll is not mine:
            sentence = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise Refusal(sentence, code=409, fault=False)
        self._poll = None
        return [item.update for item in self._ready()[: params.get("limit", 100)]]

    def _take_over(self) -> asyncio.Event:
        older, self._poll = self._poll, asyncio.Event()
        if older:
            older.set()
        return self._poll

    async def _wait(self, woken: asyncio.Event, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            return

    def _allow(self, params: Json) -> None:
        if "allowed_updates" in params:
            self.allowed = frozenset(params["allowed_updates"]) or None

    def _confirm(self, offset: int) -> None:
        """Forget what is older than `offset`; a negative one keeps only so many from the end."""
        ids = sorted(self.pending)
        keep = ids[offset:] if offset < 0 else [number for number in ids if number >= offset]
        self.pending = {number: self.pending[number] for number in keep}

    def _ready(self) -> list[Pending]:
        now = self.clock.now()
        self.pending = {number: item for number, item in self.pending.items() if not item.expired(now)}
        return sorted(self.pending.values(), key=lambda item: item.id)

    async def set_webhook(self, params: Json) -> bool:
        url = params["url"]
        await self.stop_workers()
        if params.get("drop_pending_updates"):
            self.pending.clear()
        self.webhook = None
        if not url:
            return True
        _acceptable(url)
        self._allow(params)
        connections = params.get("max_connections", 40)
        self.webhook = Webhook(url, params.get("secret_token", ""), asyncio.Semaphore(connections), connections)
        if self._poll:
            self._take_over()
        for item in self._ready():
            self._drive(item)
        return True

    def info(self) -> Json:
        hook = self.webhook
        info: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if hook:
            info["max_connections"] = hook.max_connections
            if hook.last_error:
                info["last_error_date"], info["last_error_message"] = hook.last_error
        if self.allowed is not None:
            info["allowed_updates"] = sorted(self.allowed)
        return info

    async def stop_workers(self) -> None:
        workers = list(self._workers.values())
        self._workers.clear()
        self._lanes.clear()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def close(self) -> None:
        await self.stop_workers()
        if self._poll:
            self._take_over()
        if self._session:
            await self._session.close()

    def _drive(self, item: Pending) -> None:
        self._lanes[item.lane].append(item)
        if item.lane not in self._workers:
            self._workers[item.lane] = asyncio.create_task(self._work(item.lane))

    async def _work(self, lane: Lane) -> None:
        """One lane: the next update goes only after a 2xx for the one before."""
        queue = self._lanes[lane]
        while queue and (hook := self.webhook):
            item = queue[0]
            attempt = 0
            while not item.expired(self.clock.now()):
                done, pause = await self._attempt(hook, item, attempt)
                if done:
                    break
                attempt += 1
                await self.clock.sleep(pause / self.retry_speed)
            queue.popleft()
            self.pending.pop(item.id, None)
        self._workers.pop(lane, None)

    async def _attempt(self, hook: Webhook, item: Pending, attempt: int) -> tuple[bool, float]:
        """(delivered?, seconds to wait before the next attempt)"""
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        pause = 0.0 if attempt == 0 else min(2.0 ** (attempt - 1), random.uniform(60, 120))
        async with hook.slots:
            status, body, wanted = await self._post(hook.url, item.update, headers)
        self.deliveries.append(Delivery(item.id, status, self.clock.now()))
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            await self._reply(body)
            return True, 0.0
        reason = f"Wrong response from the webhook: {status}" if status else "Connection refused"
        hook.last_error = (int(self.clock.now()), reason)
        return False, min(float(wanted), 3600.0) if wanted.isdecimal() else pause

    async def _post(self, url: str, update: Json, headers: dict[str, str]) -> tuple[int, bytes, str]:
        """(status, body, Retry-After). Only loopback is ever called: a test must not reach the outside."""
        if urlsplit(url).hostname not in LOOPBACK:
            return 0, b"", ""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        try:
            async with self._session.post(url, json=update, headers=headers) as answer:
                return answer.status, await answer.read(), answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, OSError):
            return 0, b"", ""

    async def _reply(self, body: bytes) -> None:
        """An answer that names a method is carried out; what comes of it nobody learns."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if not isinstance(call, dict):
            return
        name = str(call.pop("method", "")).lower()
        if name and not name.startswith("get") and name not in ("setwebhook", "deletewebhook", "close", "logout"):
            await self.execute({"method": name} | call)


def _lane(kind: str, body: Any) -> Lane:
    """Messages queue by chat, presses by person, all else by kind and chat."""
    if kind == "callback_query":
        return "press", body["from"]["id"]
    chat = body.get("chat", {}).get("id", 0) if isinstance(body, dict) else 0
    return ("message" if "message" in kind or "post" in kind else kind), chat


def _acceptable(url: str) -> None:
    """The real server wants https on four ports; plain http is let pass for loopback, where tests live."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise Refusal("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise Refusal("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")

"""The conversation of one visitor as server-sent events, read from the database.

The bell of the channel tells that there is news; a look now and then finds what another process has written.
May import: aiohttp, `bot.channels.webchat`, `storage`.
"""

import asyncio
import contextlib
import json
import time
from typing import Any

from aiohttp import web

from bot.channels.webchat import NAME, WebChat, as_data
from storage import history
from storage.database import Database
from storage.history import Line, Mark, Said

LOOK_EVERY = 1.5  # s between looks of one page that nobody rings
LOOKS = 100  # looks a second of all pages together, at most
HEARTBEAT = 15.0  # s; a proxy lets a silent connection go
RETRY = 2_000  # ms until a page that lost its stream asks again
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class Stream:
    """One open page. `pour` ends when the page is closed or the program ends."""

    def __init__(self, channel: WebChat, database: Database, address: str) -> None:
        self._channel, self._database, self._address = channel, database, address
        self._wrote_at = 0.0

    async def pour(self, request: web.Request, response: web.StreamResponse) -> None:
        """Write to the prepared response: what came after `Last-Event-ID`, or all, and then what comes."""
        mark = Mark.parse(request.headers.get("Last-Event-ID", ""))
        with contextlib.suppress(ConnectionResetError), self._channel.watch(self._address) as bell:
            await self._write(response, b"retry: %d\n\n" % RETRY)
            while not self._channel.closing and request.transport is not None:
                bell.clear()  # before the look: what is rung during it is looked at again
                mark, lines = await self._database.read(history.read, NAME, self._address, mark)
                if mark is not None and lines:
                    mark, frames = framed(mark, lines)
                    await self._write(response, frames)
                elif time.monotonic() - self._wrote_at >= HEARTBEAT:
                    await self._write(response, b":\n\n")
                if len(lines) < history.PAGE:
                    await self._rest(bell)

    async def _write(self, response: web.StreamResponse, data: bytes) -> None:
        await response.write(data)
        self._wrote_at = time.monotonic()

    async def _rest(self, bell: asyncio.Event) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(LOOK_EVERY, self._channel.open / LOOKS)):
                await bell.wait()


def framed(mark: Mark, lines: list[Line]) -> tuple[Mark, bytes]:
    """The lines as events, each with the mark behind it; and the last mark."""
    frames = []
    for line in lines:
        mark = mark.past(line)
        frames.append(_frame(mark, line))
    return mark, "".join(frames).encode("utf-8", "replace")


def _frame(mark: Mark, line: Line) -> str:
    data: dict[str, Any]
    if isinstance(line, Said):
        # The id that the page itself gave: it knows then what has arrived.
        name, data = "said", {"id": line.event_id.partition(".")[2] or line.event_id, "text": line.text}
    else:
        name, data = "message", as_data(line.row, line.body)
    return f"event: {name}\nid: {mark}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

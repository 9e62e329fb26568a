"""python-telegram-bot's calls over the program's one aiohttp session: a third of the cost of its own client.

May import: aiohttp, python-telegram-bot.
"""

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

TIMEOUT = 20.0  # s for a whole call
CONNECT = 8.0


class Unanswered(NetworkError):
    """The call left, and the connection ended or the time was up before an answer came."""


class NotConnected(NetworkError):
    """No connection could be made: the call never left."""


class AiohttpRequest(BaseRequest):
    """One call after another on a session that somebody else opens and closes."""

    def __init__(self, session: aiohttp.ClientSession, *, proxy: str = "") -> None:
        self._session = session
        self._proxy = proxy or None

    @property
    def read_timeout(self) -> float:
        return TIMEOUT

    async def initialize(self) -> None:
        """Nothing to do: the session is open."""

    async def shutdown(self) -> None:
        """Nothing to do: the session's owner closes it."""

    async def do_request(  # the signature of `BaseRequest`
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """POST the parameters; the status and the body. Raises `NotConnected` or `Unanswered`."""
        total = TIMEOUT + (read_timeout if isinstance(read_timeout, int | float) else 0)
        timeout = aiohttp.ClientTimeout(total=total, sock_connect=CONNECT)
        try:
            async with self._session.request(
                method, url, timeout=timeout, proxy=self._proxy, **_body(request_data)
            ) as answer:
                return _status_and_body(answer.status, await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotConnected(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(type(error).__name__) from None


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _status_and_body(status: int, body: bytes) -> tuple[int, bytes]:
    """A body that says "not ok" under status 200 counts as the error that it names."""
    if status == 200 and b'"ok":false' in body[:64].replace(b" ", b""):
        return int(json.loads(body).get("error_code", 500)), body
    return status, body

"""Calls of the Bot API over the program's one aiohttp session.

`call` is the short way for what is sent and fetched all day: python-telegram-bot's own objects around one message cost
more than the call. The rest goes through python-telegram-bot, with `AiohttpRequest` under it.
May import: `bot.untrusted`, aiohttp, python-telegram-bot.
"""

import json
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot import untrusted

TIMEOUT = 20.0  # s for a whole call
CONNECT = 8.0


class Unanswered(NetworkError):
    """The call left, and the connection ended or the time was up before an answer came."""


class NotConnected(NetworkError):
    """No connection could be made: the call never left."""


class ApiError(TelegramError):
    """The Bot API said no: `code` and `parameters` as it gave them, `said` its sentence in lower case."""

    def __init__(self, code: int, said: str, parameters: dict[str, Any]) -> None:
        super().__init__(f"{code} {said}")
        self.code, self.said, self.parameters = code, said.lower(), parameters


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

    async def call(self, url: str, parameters: dict[str, Any], *, wait: float = 0.0) -> Any:
        """The `result` of a method. `wait`: s that the answer may be held back on purpose.

        Raises `ApiError`, `NotConnected`, `Unanswered`.
        """
        status, body = await self._post(url, wait, data=orjson.dumps(parameters), headers=_JSON)
        try:
            answer = untrusted.loads(body)
        except ValueError:
            raise ApiError(status, "no answer of the bot api", {}) from None
        if answer.get("ok"):
            return answer["result"]
        code = answer.get("error_code", status)
        raise ApiError(code, answer.get("description", ""), answer.get("parameters") or {})

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
        """The status and the body, for the library to read. Raises `NotConnected` or `Unanswered`."""
        status, body = await self._post(url, 0.0, **_body(request_data))
        if status == 200 and b'"ok":false' in body[:64].replace(b" ", b""):  # an error, whatever the status says
            status = int(json.loads(body).get("error_code", 500))
        return status, body

    async def _post(self, url: str, wait: float, **content: Any) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT + wait, sock_connect=CONNECT)
        try:
            async with self._session.post(url, timeout=timeout, proxy=self._proxy, **content) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotConnected(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(type(error).__name__) from None


_JSON = {"Content-Type": "application/json"}


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}

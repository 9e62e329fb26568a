"""What channels push to us: the secret is checked, the event handed on, and 200 said only after the commit.

May import: `bot.channels`, `bot.untrusted`, aiohttp.
"""

import hmac
import logging
from typing import Any

from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot import untrusted
from bot.channels.telegram_updates import Updates

TELEGRAM_PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
BODY_LIMIT = 1024 * 1024  # bytes; a real update has a few kilobytes

log = logging.getLogger(__name__)


def add_telegram(app: web.Application, updates: Updates, secret: str) -> None:
    """Take Telegram's updates at `TELEGRAM_PATH`."""

    async def hear(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            raise web.HTTPUnauthorized
        update = await _json(request)
        if not isinstance(update, dict) or type(update.get("update_id")) is not int or update["update_id"] >= 2**63:
            raise web.HTTPBadRequest(text="not an update")
        try:
            await updates.hear(update)
        except DBAPIError as error:
            log.error("action=not_heard channel=telegram error=%s", type(error.orig).__name__)
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "2"}) from None
        return web.Response()

    app.router.add_post(TELEGRAM_PATH, hear)


async def _json(request: web.Request) -> Any:
    if (request.content_length or 0) > BODY_LIMIT:
        raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, request.content_length or 0)
    try:
        return untrusted.loads(await request.read())
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None

"""What every peer shares: the six-step sign-up, its place (from the environment), web server and SQLite settings."""

import os
from hmac import compare_digest
from pathlib import Path

import aiosqlite
from aiohttp import web
from aiohttp.typedefs import Handler

TOKEN = os.environ.get("TELEGRAM_TOKEN", "")
SECRET = os.environ.get("TELEGRAM_WEBHOOK_SECRET", "")
API_URL = os.environ.get("TELEGRAM_API_URL", "")
FOLDER = Path(os.environ.get("BENCH_FOLDER", "."))
WEBHOOK = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

STATES = ("course", "name", "phone", "company", "agree")
TEXTS = ("/signup", "3", "Nguyen Van An", "0912345678", "Can Xu Lang", "yes")
PROMPTS = (
    "Which course? 1, 2 or 3",
    "What is your name?",
    "Your phone number?",
    "Which company are you from?",
    "May we keep these answers? yes or no",
    "You are signed up. See you on the day!",
)


async def open_sqlite() -> aiosqlite.Connection:
    """One connection with the settings that every SQLite user of the bench has: WAL, synchronous=FULL."""
    connection = await aiosqlite.connect(FOLDER / "peer.db")
    await connection.execute("PRAGMA journal_mode=WAL")
    await connection.execute("PRAGMA synchronous=FULL")
    return connection


@web.middleware
async def _check_secret(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.method == "POST" and not compare_digest(request.headers.get(SECRET_HEADER, ""), SECRET):
        raise web.HTTPUnauthorized
    return await handler(request)


async def _ready(_request: web.Request) -> web.Response:
    return web.Response()


def web_application() -> web.Application:
    """An application that answers GET /readyz and refuses a wrong secret; the peer adds its webhook."""
    app = web.Application(middlewares=[_check_secret])
    app.router.add_get("/readyz", _ready)
    return app


def serve(app: web.Application) -> None:
    """Serve until SIGTERM."""
    port = int(os.environ["HTTP_PORT"])
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=lambda *_: None, handle_signals=True)

"""No framework: an aiohttp handler, a committed SQLite row unless told `nothing`, one sendMessage, then 200."""

import sys
from collections.abc import AsyncIterator

import aiosqlite
from aiohttp import ClientSession, web

from bench.steps.peers.common import API_URL, PROMPTS, TEXTS, TOKEN, WEBHOOK, open_sqlite, serve, web_application

ANSWERS = dict(zip(TEXTS, PROMPTS, strict=True))
SESSION = web.AppKey("session", ClientSession)
DATABASE = web.AppKey("database", aiosqlite.Connection)


async def open_session(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession() as app[SESSION]:
        yield


async def open_database(app: web.Application) -> AsyncIterator[None]:
    app[DATABASE] = await open_sqlite()
    await app[DATABASE].execute("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT)")
    yield
    await app[DATABASE].close()


async def hear(request: web.Request) -> web.Response:
    message = (await request.json())["message"]
    chat, text = message["chat"]["id"], message["text"]
    if database := request.app.get(DATABASE):
        await database.execute("INSERT INTO message (chat, text) VALUES (?, ?)", (chat, text))
        await database.commit()
    reply = {"chat_id": chat, "text": ANSWERS[text]}
    async with request.app[SESSION].post(f"{API_URL}/bot{TOKEN}/sendMessage", json=reply) as response:
        await response.read()
    return web.Response()


def main() -> None:
    app = web_application()
    app.router.add_post(WEBHOOK, hear)
    app.cleanup_ctx.append(open_session)
    if "nothing" not in sys.argv:
        app.cleanup_ctx.append(open_database)
    serve(app)


if __name__ == "__main__":
    main()

"""python-telegram-bot as its documents tell: ConversationHandler, PicklePersistence each minute, own webhook server.

Arguments: `no-sniffio` hides that package, as a fresh install does; `concurrent` sets concurrent_updates.
"""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bench.steps.peers.common import API_URL, FOLDER, PROMPTS, STATES, TOKEN, WEBHOOK, serve, web_application


def hide(package: str) -> None:
    """Take a package out of site-packages by a folder of links to all the others.

    `sys.modules[package] = None` would do it too, but answers much faster than a search that finds nothing:
    httpcore repeats its import at every lock, so the search is the price that its users pay.
    """
    links = FOLDER / f"without-{package}"
    links.mkdir(exist_ok=True)  # it exists after a restart
    for index, entry in enumerate(sys.path):
        if Path(entry).name == "site-packages":
            for found in Path(entry).iterdir():
                if not found.name.startswith(package) and not (links / found.name).exists():
                    (links / found.name).symlink_to(found)
            sys.path[index] = str(links)


if "no-sniffio" in sys.argv:
    hide("sniffio")

from aiohttp import web  # noqa: E402 - after hide()
from telegram import Update  # noqa: E402
from telegram.ext import (  # noqa: E402
    Application,
    CallbackContext,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

BOT: web.AppKey[Any] = web.AppKey("bot", object)


def step(number: int) -> Any:
    """The handler of a step: keep the answer, ask the next question, name the next state."""

    async def handle(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> str | int:
        message = update.effective_message
        assert message
        assert context.user_data is not None
        if number:
            context.user_data[STATES[number - 1]] = message.text
        await message.reply_text(PROMPTS[number])
        return STATES[number] if number < len(STATES) else ConversationHandler.END

    return handle


def build() -> Any:
    """The application: six steps, five named states between them."""
    kept = PicklePersistence(FOLDER / "ptb.pickle")
    builder = Application.builder().token(TOKEN).base_url(f"{API_URL}/bot").updater(None).persistence(kept)
    application = builder.concurrent_updates("concurrent" in sys.argv).build()
    answer = filters.TEXT & ~filters.COMMAND
    states: dict[object, Any] = {name: [MessageHandler(answer, step(n))] for n, name in enumerate(STATES, start=1)}
    start = CommandHandler("signup", step(0))
    application.add_handler(
        ConversationHandler([start], states, [], allow_reentry=True, name="sign_up", persistent=True)
    )
    return application


async def run_bot(app: web.Application) -> AsyncIterator[None]:
    async with build() as app[BOT]:
        await app[BOT].start()
        yield
        await app[BOT].stop()


async def hear(request: web.Request) -> web.Response:
    bot = request.app[BOT]
    await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
    return web.Response()


if __name__ == "__main__":
    site = web_application()
    site.router.add_post(WEBHOOK, hear)
    site.cleanup_ctx.append(run_bot)
    serve(site)

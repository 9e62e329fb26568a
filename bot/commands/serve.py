"""`serve`: run until told to stop. May import: `bot.app`."""

import asyncio
import gc
import os
import signal
import sys

from bot.app import App, open_app
from bot.commands import CommandError, opened
from bot.commands.migrate import prepare
from bot.settings import Settings


async def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; what is in flight then is finished first."""
    with opened(settings) as database:
        await asyncio.to_thread(prepare, database)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with open_app(settings) as app:
            # The index and the texts live as long as the program: a full collection that walks them holds up everybody.
            gc.collect()
            gc.freeze()
            _say_what_is_on(app)
            await stop.wait()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise CommandError(f"HTTP_HOST, HTTP_PORT: {reason}") from None
    return 0


def _say_what_is_on(app: App) -> None:
    settings = app.settings
    token = settings.telegram_token.get_secret_value()
    page = settings.public_url or f"http://{settings.http_host}:{app.port}"
    lines = [
        f"web chat: {page}/",
        f"telegram: {settings.telegram_mode}" if token else "telegram: off, TELEGRAM_TOKEN is not set",
    ]
    print("\n".join(lines), file=sys.stdout, flush=True)

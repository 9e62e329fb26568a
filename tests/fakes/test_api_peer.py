"""npm's telegram-test-api as a second, independent Bot API; here PTB alone talks to it, to prove that it can.

`telegram_test_api()` installs it when needed and runs it: `with telegram_test_api() as url:`. Imports aiohttp and PTB.
"""

import asyncio
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.fakes.probe import bot_of, hear, listener
from tests.fakes.telegram import TOKEN

PEER = Path(__file__).parents[1] / "peers" / "telegram-test-api"
LAN = {"id": 1001, "is_bot": False, "first_name": "Lan", "username": "lan"}


@contextmanager
def telegram_test_api() -> Iterator[str]:
    """The emulator in a process of its own, at the address that is yielded. It knows every token.

    A person acts by POST /sendMessage, /sendCommand and /sendCallback, and reads by POST /getUpdates and
    /getUpdatesHistory (see `Person`).
    """
    if not (PEER / "node_modules" / "telegram-test-api").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=PEER, check=True)
    command = ["node", "start.cjs"]
    with subprocess.Popen(command, cwd=PEER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


class Person:
    """Lan at the emulator: writes, presses, and reads what the bot wrote."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str = TOKEN) -> None:
        self.http, self.url, self.token = http, url, token

    async def say(self, text: str) -> None:
        command = {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}
        path = "/sendCommand" if text.startswith("/") else "/sendMessage"
        await self._post(path, {"text": text} | (command if text.startswith("/") else {}))

    async def press(self, data: str) -> None:
        bearer = {"from": LAN, "chat": self._chat, "text": "…"}
        await self._post("/sendCallback", {"data": data, "message": bearer})

    async def transcript(self) -> list[dict[str, Any]]:
        """What the bot sent, as it stands now: the parameters of its calls."""
        async with self.http.post(f"{self.url}/getUpdatesHistory", json={"token": self.token}) as answer:
            history = (await answer.json())["result"]
        return [item["message"] for item in history if "chat_id" in item.get("message", {})]

    async def hears(self, text: str, seconds: float = 10) -> dict[str, Any]:
        """Wait for a message with this text in it."""
        async with asyncio.timeout(seconds):
            while True:
                for message in await self.transcript():
                    if text in message["text"]:
                        return message
                await asyncio.sleep(0.02)

    @property
    def _chat(self) -> dict[str, Any]:
        return {"id": LAN["id"], "type": "private", "first_name": "Lan"}

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        whole = {"botToken": self.token, "from": LAN, "chat": self._chat, "date": int(time.time())} | body
        async with self.http.post(self.url + path, json=whole) as answer:
            answer.raise_for_status()


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="yes")]])
    assert update.message
    await update.message.reply_text(f"nghe: {update.message.text}", reply_markup=button)


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer()
    await context.bot.send_message(LAN["id"], f"bấm: {update.callback_query.data}")  # type: ignore[arg-type]


async def test_its_webhook_brings_the_secret() -> None:
    heard: list[dict[str, Any]] = []
    with telegram_test_api() as url:
        async with listener(hear(heard)) as hook, bot_of(url) as bot, aiohttp.ClientSession() as http:
            await bot.set_webhook(hook, secret_token="s3cret")
            await Person(http, url).say("/start")
            async with asyncio.timeout(5):
                while not heard:  # noqa: ASYNC110  # the emulator answers before it delivers
                    await asyncio.sleep(0.01)
    assert [(update["message"]["text"], update["secret"]) for update in heard] == [("/start", "s3cret")]


async def test_ptb_polls_the_other_emulator() -> None:
    with telegram_test_api() as url:
        app = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
        app.add_handlers([MessageHandler(filters.TEXT, echo), CallbackQueryHandler(pressed)])
        async with app, aiohttp.ClientSession() as http:
            assert app.updater
            await app.start()
            await app.updater.start_polling(timeout=5)
            lan = Person(http, url)
            await lan.say("xin chào")
            assert '"Có"' in str(await lan.hears("nghe: xin chào")).replace("'", '"')
            await lan.press("yes")
            await lan.hears("bấm: yes")
            await app.updater.stop()
            await app.stop()

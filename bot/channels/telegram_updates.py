"""How updates arrive: asked for in turns (polling), or pushed to the webhook.

Either way an update is confirmed only after its effects are committed.
May import: the Telegram channel, `bot.reception`, `handlers.texts`.
"""

import asyncio
import logging
from typing import Any

from sqlalchemy.exc import DBAPIError
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram import UPDATES, Telegram
from bot.reception import Reception
from handlers.texts import texts

LONG_POLL = 25  # s that Telegram holds a question for news
WAIT = 3.0  # s before another try when Telegram or the database is away
LONGEST_WAIT = 60.0
COMMANDS = (
    ("start", "command-start"),
    ("tracuu", "command-lookup"),
    ("chuongtrinh", "command-programmes"),
    ("daotao", "command-training"),
    ("hoi", "command-ask"),
    ("quaylai", "command-back"),
    ("huy", "command-cancel"),
    ("ngonngu", "command-language"),
    ("trogiup", "command-help"),
)

log = logging.getLogger(__name__)


class Updates:
    """Makes the bot known to Telegram, and hands each update to the reception."""

    def __init__(self, channel: Telegram, reception: Reception) -> None:
        self._channel = channel
        self._reception = reception
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def hear(self, update: dict[str, Any]) -> None:
        """Returns when the update's effects are committed; raises `DBAPIError` when they cannot be."""
        incoming = self._channel.read(update)
        if incoming is None:
            log.info("action=update_passed_over keys=%s", ",".join(sorted(update.keys() - {"update_id"})))
            return
        await self._reception.hear(incoming)
        if incoming.kind == "button":
            task = asyncio.create_task(self._channel.acknowledge(str(update["callback_query"]["id"])))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)

    async def introduce(self, *, webhook: str = "", secret: str = "") -> None:
        """Learn the bot's name, register commands, and say where updates go; tried until it works."""
        wait = WAIT
        while True:
            try:
                await self._introduce(webhook, secret)
            except InvalidToken:
                log.error("action=telegram_refused variable=TELEGRAM_TOKEN")
                wait = LONGEST_WAIT
            except TelegramError as error:
                log.warning("action=telegram_away error=%s", type(error).__name__)
            else:
                log.info("action=telegram_ready mode=%s", "webhook" if webhook else "polling")
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _introduce(self, webhook: str, secret: str) -> None:
        bot = self._channel.bot
        me = await bot.get_me()
        self._channel.is_called(me.username or "")
        for language in ("vi", "en"):
            words = texts(language)
            commands = [BotCommand(name, words.say(key)) for name, key in COMMANDS]
            await bot.set_my_commands(commands, language_code="en" if language == "en" else None)
        if webhook:
            await bot.set_webhook(webhook, secret_token=secret, allowed_updates=UPDATES, max_connections=100)
        else:
            await bot.delete_webhook()

    async def poll(self) -> None:
        """Ask for updates for ever. The next question confirms the last answer, so it comes after the commit."""
        await self.introduce()
        offset, wait = 0, WAIT
        while True:
            try:
                updates = await self._ask(offset)
                offset = await self._hear_all(updates, offset)
            except (TelegramError, DBAPIError) as error:
                log.warning("action=poll_failed error=%s", type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                wait = WAIT

    async def _ask(self, offset: int) -> list[dict[str, Any]]:
        question = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": list(UPDATES)}
        answer = await self._channel.call("getUpdates", question, wait=LONG_POLL)
        return list(answer)

    async def _hear_all(self, updates: list[dict[str, Any]], offset: int) -> int:
        """Chats side by side, each chat in order; what was heard twice because a neighbour failed acts once."""
        chats: dict[object, list[dict[str, Any]]] = {}
        for update in updates:
            incoming = self._channel.read(update)
            chats.setdefault(incoming.address if incoming else None, []).append(update)
        await asyncio.gather(*map(self._hear_in_order, chats.values()))
        return max((update["update_id"] + 1 for update in updates), default=offset)

    async def _hear_in_order(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            await self.hear(update)

"""Telegram: update → `Incoming`, `Message` → Bot API call, its errors → `SendError`.

Updates are read as the JSON that they are: an unknown kind is then nothing special. May import: `handlers.messages`,
`scheduler.errors`, python-telegram-bot.
"""

import html
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.cut import cut
from bot.channels.telegram_http import Unanswered
from handlers.messages import REPEATED, Button, Incoming, Kind, Message
from scheduler.errors import Busy, ChannelDown, Gone, Moved, NotSent, Refused, SendError, Unclear

# The library then gives a wait as a timedelta, as all its later versions do, and does not warn about it.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NAME = "telegram"
UPDATES = ("message", "callback_query", "my_chat_member")  # the kinds that are asked for
TEXT_MOST = 4096  # UTF-16 units of one message, after its markup is read
ROW_LABEL = 18  # characters of a label up to which two buttons share a row
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_KINDS: dict[str, Kind] = {
    "contact": "contact",
    "photo": "photo",
    "document": "file",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "sticker": "sticker",
    "location": "location",
    "venue": "location",
}
# The bot's own membership, a pinned message and the like are nobody's words.
_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "group_chat_created",
    "new_chat_title",
)


class Telegram:
    """The channel: sending, and reading of updates. `username` is known once the bot has said who it is."""

    name = NAME
    places = 20
    pace = 28.0  # Telegram takes about 30 a second; a little under is never refused

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.username = ""

    async def send(self, address: str, message: Message) -> str:
        """Send one message, in parts where it is long; the id of the last part. Raises `SendError`."""
        parts = list(_parts(message))
        receipt = ""
        for number, part in enumerate(parts, 1):
            markup = _keyboard(message.buttons) if number == len(parts) else None
            receipt = await self._call(address, part, markup)
        return receipt

    async def _call(self, address: str, text: str, markup: InlineKeyboardMarkup | None) -> str:
        try:
            sent = await self.bot.send_message(
                chat_id=address,
                text=text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            raise _send_error(error) from error
        return str(sent.message_id)

    async def acknowledge(self, callback_id: str) -> None:
        """Tell the phone that its press was heard, so that the button stops turning; a late one is nothing."""
        try:
            await self.bot.answer_callback_query(callback_id)
        except TelegramError:
            return

    def read(self, update: dict[str, Any]) -> Incoming | None:
        """What an update says to us; None for one that is not for us or of no kind or shape that we know."""
        try:
            return self._read(update)
        except (KeyError, TypeError, AttributeError):  # not what the Bot API describes
            return None

    def _read(self, update: dict[str, Any]) -> Incoming | None:
        now = datetime.now(UTC)
        event_id = str(update["update_id"])
        if isinstance(update.get("message"), dict):
            return self._message(update["message"], event_id, now)
        if isinstance(update.get("callback_query"), dict):
            return _press(update["callback_query"], event_id, now)
        if isinstance(update.get("my_chat_member"), dict):
            return _membership(update["my_chat_member"], event_id, now)
        return None

    def _message(self, message: dict[str, Any], event_id: str, now: datetime) -> Incoming | None:
        sender = message.get("from", {})
        if sender.get("is_bot") or any(key in message for key in _SERVICE):
            return None
        text = message.get("text") or message.get("caption") or ""
        if message["chat"].get("type") != "private" and not self._is_for_us(message, text):
            return None
        contact = message.get("contact", {})
        return Incoming(
            channel=NAME,
            event_id=event_id,
            address=str(message["chat"]["id"]),
            kind="text" if message.get("text") else next((k for key, k in _KINDS.items() if key in message), "other"),
            text=self._without_our_name(text),
            name=_full_name(sender),
            own=contact.get("user_id") == sender.get("id"),
            at=now,
        )

    def _is_for_us(self, message: dict[str, Any], text: str) -> bool:
        """In a group: a reply to the bot, its name, or a command with its name."""
        replied = message.get("reply_to_message", {}).get("from", {})
        return (self.username and f"@{self.username}".lower() in text.lower()) or replied.get("id") == self._id()

    def _id(self) -> int:
        return int(self.bot.token.partition(":")[0])

    def _without_our_name(self, text: str) -> str:
        return text.replace(f"@{self.username}", "").strip() if self.username else text


def _press(query: dict[str, Any], event_id: str, now: datetime) -> Incoming | None:
    chat = query.get("message", {}).get("chat")
    if chat is None or "data" not in query:
        return None
    address, name = str(chat["id"]), _full_name(query["from"])
    return Incoming(
        channel=NAME, event_id=event_id, address=address, kind="button", button=query["data"], name=name, at=now
    )


def _membership(change: dict[str, Any], event_id: str, now: datetime) -> Incoming | None:
    status = change["new_chat_member"]["status"]
    kind: Kind = "closed" if status in ("kicked", "left") else "opened"
    return Incoming(channel=NAME, event_id=event_id, address=str(change["chat"]["id"]), kind=kind, at=now)


def _full_name(person: dict[str, Any]) -> str:
    return " ".join(filter(None, (person.get("first_name"), person.get("last_name"))))


def _parts(message: Message) -> Iterator[str]:
    """HTML of at most TEXT_MOST shown units each; every value is escaped, and no tag spans two parts."""
    mark = REPEATED if message.repeated else ""
    head = f"<b>{_escaped(message.title)}</b>\n" if message.title else ""
    tail = f"\n\n<i>{_escaped(message.source)}</i>" if message.source else ""
    room = TEXT_MOST - sum(_units(part) for part in (mark, message.title, message.source)) - 8
    texts = cut(message.text, max(room, 512), measure=_units)
    for number, text in enumerate(texts):
        first, last = number == 0, number == len(texts) - 1
        yield (mark + head if first else "") + _escaped(text) + (tail if last else "")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        short = len(button.label) <= ROW_LABEL
        made = InlineKeyboardButton(button.label, callback_data=button.value)
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0].text) <= ROW_LABEL:
            rows[-1].append(made)
        else:
            rows.append([made])
    return InlineKeyboardMarkup(rows) if rows else None


def _send_error(error: TelegramError) -> SendError:
    """What the library's error means for the message; https://core.telegram.org/bots/api#making-requests"""
    said = error.message.lower()
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Busy(wait if isinstance(wait, int | float) else wait.total_seconds())
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, InvalidToken):
        return ChannelDown("token_refused")
    if isinstance(error, Forbidden):
        return Refused("no_right_to_write") if "rights" in said or "write" in said else Gone(_word(said))
    if isinstance(error, Unanswered):
        return Unclear("no_answer")
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return NotSent("network")
    return Refused(_word(said))


def _word(said: str) -> str:
    return said.removeprefix("forbidden: ").removeprefix("bad request: ").replace(" ", "_")[:60]

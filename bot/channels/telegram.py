"""Telegram: update → `Incoming`, `Message` → Bot API call, its errors → `SendError`.

Updates are read as the JSON that they are: an unknown kind is then nothing special. May import: `handlers.messages`,
`scheduler.errors`, python-telegram-bot.
"""

import html
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.cut import cut
from bot.channels.telegram_http import AiohttpRequest, ApiError, NotConnected, Unanswered
from handlers.messages import REPEATED, Button, Incoming, Kind, Message
from scheduler.errors import Busy, ChannelDown, Gone, Moved, NotSent, Refused, SendError, Unclear

# The library then gives a wait as a timedelta, as all its later versions do, and does not warn about it.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NAME = "telegram"
UPDATES = ("message", "callback_query", "my_chat_member")  # the kinds that are asked for
TEXT_MOST = 4096  # UTF-16 units of one message, after its markup is read
ROW_LABEL = 18  # characters of a label up to which two buttons share a row
NO_PREVIEW = {"is_disabled": True}
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
_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "message_auto_delete_timer_changed",
        "chat_background_set",
        "write_access_allowed",
        "boost_added",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
    }
)


class Telegram:
    """The channel: sending, and reading of updates."""

    name = NAME
    places = 64
    pace = 28.0  # Telegram takes about 30 a second; a little under is never refused

    def __init__(self, bot: Bot, request: AiohttpRequest) -> None:
        self.bot = bot
        self._request = request
        self._our_name: re.Pattern[str] | None = None

    def is_called(self, username: str) -> None:
        """The bot's name, by which it is addressed in groups."""
        self._our_name = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE) if username else None

    async def send(self, address: str, message: Message) -> str:
        """Send one message, in parts where it is long; the id of the last part. Raises `SendError`."""
        parts = list(_parts(message))
        receipt = ""
        for number, part in enumerate(parts, 1):
            buttons = message.buttons if number == len(parts) else ()
            try:
                receipt = await self._say(address, part, buttons)
            except (Busy, NotSent) as error:
                if receipt:  # tried again from its start, its first part would be said twice and nobody told
                    raise Unclear("sent_in_part") from error
                raise
        return receipt

    async def call(self, method: str, parameters: dict[str, Any], *, wait: float = 0.0) -> Any:
        """A method of the Bot API; see `AiohttpRequest.call`."""
        return await self._request.call(f"{self.bot.base_url}/{method}", parameters, wait=wait)

    async def _say(self, address: str, text: str, buttons: tuple[Button, ...]) -> str:
        message = {"chat_id": address, "text": text, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}
        if buttons:
            message["reply_markup"] = {"inline_keyboard": _keyboard(buttons)}
        try:
            sent = await self.call("sendMessage", message)
        except (ApiError, NotConnected, Unanswered) as error:
            raise _send_error(error) from error
        return str(sent["message_id"])

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
        if sender.get("is_bot") or not _SERVICE.isdisjoint(message):
            return None
        text = message.get("text") or message.get("caption") or ""
        if message["chat"].get("type") != "private" and not self._is_for_us(message, text):
            return None
        contact = message.get("contact", {})
        return Incoming(
            channel=NAME,
            event_id=event_id,
            address=_address(message["chat"]),
            kind="text" if message.get("text") else next((k for key, k in _KINDS.items() if key in message), "other"),
            text=self._without_our_name(text),
            name=_full_name(sender),
            own=contact.get("user_id") == sender.get("id"),
            at=now,
        )

    def _is_for_us(self, message: dict[str, Any], text: str) -> bool:
        """In a group: a reply to the bot, its name, or a command with its name."""
        replied = message.get("reply_to_message", {}).get("from", {})
        return bool(self._our_name and self._our_name.search(text)) or replied.get("id") == self._id()

    def _id(self) -> int:
        return int(self.bot.token.partition(":")[0])

    def _without_our_name(self, text: str) -> str:
        return self._our_name.sub("", text).strip() if self._our_name else text


def _press(query: dict[str, Any], event_id: str, now: datetime) -> Incoming | None:
    chat = query.get("message", {}).get("chat")
    if chat is None or "data" not in query:
        return None
    address, name = _address(chat), _full_name(query["from"])
    return Incoming(
        channel=NAME, event_id=event_id, address=address, kind="button", button=query["data"], name=name, at=now
    )


def _membership(change: dict[str, Any], event_id: str, now: datetime) -> Incoming | None:
    status = change["new_chat_member"]["status"]
    kind: Kind = "closed" if status in ("kicked", "left") else "opened"
    return Incoming(channel=NAME, event_id=event_id, address=_address(change["chat"]), kind=kind, at=now)


def _address(chat: dict[str, Any]) -> str:
    if type(chat["id"]) is not int:
        raise TypeError("a chat's id is a number")
    return str(chat["id"])


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


def _keyboard(buttons: tuple[Button, ...]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        made = {"text": button.label, "callback_data": button.value}
        short = len(button.label) <= ROW_LABEL
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= ROW_LABEL:
            rows[-1].append(made)
        else:
            rows.append([made])
    return rows


def _send_error(error: ApiError | NotConnected | Unanswered) -> SendError:
    """What an error means for the message; https://core.telegram.org/bots/api#making-requests"""
    if isinstance(error, Unanswered):
        return Unclear("no_answer")
    if isinstance(error, NotConnected):
        return NotSent("network")
    if error.code == 429:
        return Busy(float(error.parameters.get("retry_after", 1)))
    if "migrate_to_chat_id" in error.parameters:
        return Moved(str(error.parameters["migrate_to_chat_id"]))
    if error.code in (401, 404):
        return ChannelDown("token_refused")
    if error.code == 403:
        no_right = "rights" in error.said or "write" in error.said
        return Refused("no_right_to_write") if no_right else Gone(_word(error.said))
    if error.code >= 500:
        return NotSent("server_error")
    if error.code < 400:
        return Unclear("no_readable_answer")
    return Gone("chat_not_found") if "chat not found" in error.said else Refused(_word(error.said))


def _word(said: str) -> str:
    return said.removeprefix("forbidden: ").removeprefix("bad request: ").replace(" ", "_")[:60]

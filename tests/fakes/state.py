"""What the fake server remembers: chats, messages, files, pressed buttons, the bot's own settings.

Imports `clock`, `refusal` and `updates`.
"""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.clock import Clock
from tests.fakes.refusal import Refusal
from tests.fakes.updates import BOT_ID, Json, person, private_chat

# Why a chat cannot be written to: (code, Telegram's sentence).
GATES = {
    "new": (403, "bot can't initiate conversation with a user"),
    "blocked": (403, "bot was blocked by the user"),
    "deactivated": (403, "user is deactivated"),
    "kicked": (403, "bot was kicked from the {type} chat"),
    "left": (403, "bot is not a member of the {type} chat"),
    "restricted": (400, "not enough rights to send text messages to the chat"),
    "upgraded": (400, "group chat was upgraded to a supergroup chat"),
}


@dataclass(slots=True)
class Message:
    """One stored message; `raw` is the Telegram object, `markup` the keyboard of whatever kind it was sent with."""

    raw: Json
    from_bot: bool
    markup: Json | None = None
    deleted: bool = False
    edits: int = 0

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """The text or caption as a person reads it, without markup."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons of an inline or a reply keyboard."""
        keyboard = self.markup or {}
        rows = keyboard.get("inline_keyboard") or keyboard.get("keyboard") or []
        return [[{"text": button} if isinstance(button, str) else button for button in row] for row in rows]

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    @property
    def inline(self) -> bool:
        return "inline_keyboard" in (self.markup or {})


@dataclass(slots=True)
class Chat:
    """`raw` is Telegram's Chat; `gate` is a key of GATES while the bot may not write."""

    raw: Json
    gate: str = ""
    moved_to: int | None = None
    members: set[int] = field(default_factory=set)
    stored: dict[int, Message] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.raw["id"])

    @property
    def private(self) -> bool:
        return bool(self.raw["type"] == "private")

    @property
    def messages(self) -> list[Message]:
        """The transcript: what is left to be read, oldest first."""
        return [message for message in self.stored.values() if not message.deleted]

    @property
    def replies(self) -> list[Message]:
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        return self.replies[-1]

    @property
    def reply_keyboard(self) -> Message | None:
        """The message whose reply keyboard is open now."""
        for message in reversed(self.replies):
            if "remove_keyboard" in (message.markup or {}):
                return None
            if "keyboard" in (message.markup or {}):
                return message
        return None

    def refuse_if_closed(self) -> None:
        if not self.gate:
            return
        code, sentence = GATES[self.gate]
        moved = {"migrate_to_chat_id": self.moved_to} if self.moved_to else None
        raise Refusal(sentence.format(**self.raw), code=code, fault=False, parameters=moved)


@dataclass(slots=True)
class Press:
    """A pressed button and what the bot answered to it; a key of a reply keyboard has no id and gets no answer."""

    id: str
    at: float
    update_id: int
    answered: bool = False
    text: str = ""
    alert: bool = False


@dataclass(slots=True)
class StoredFile:
    """A file that the bot sent, as its server keeps it."""

    id: str
    data: bytes
    path: str

    @property
    def raw(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": f"u{self.id}",
            "file_size": len(self.data),
            "file_path": self.path,
        }


class World:
    """Everything that outlives a call. `publish` hands an update to whoever delivers it."""

    def __init__(self, clock: Clock, publish: Callable[[Json], None], *, username: str, open_chats: bool) -> None:
        self.clock = clock
        self.publish = publish
        self.open_chats = open_chats
        self.me: Json = person(BOT_ID, "Trợ lý thử", is_bot=True, username=username)
        self.people: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.settings: dict[tuple[str, str], Any] = {}  # (what, scope and language) → value
        self.violations: list[str] = []
        self._message_ids = itertools.count(1)
        self._update_ids = itertools.count(900_000_001)
        self._file_ids = itertools.count(1)

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username; the bot hears "chat not found" for any other."""
        if isinstance(chat_id, str):
            named = (c for c in self.chats.values() if "@" + c.raw.get("username", "") == chat_id)
            found = next(named, None)
        else:
            found = self.chats.get(chat_id)
        if found is None and self.open_chats and isinstance(chat_id, int) and chat_id > 0:
            self.meet(chat_id)
            found = self.chats[chat_id]
            found.gate = ""
        if found is None:
            raise Refusal("chat not found", fault=False)
        return found

    def meet(self, user_id: int, **profile: Any) -> Json:
        """The person with this id, with a private chat that is closed until they write."""
        if user_id not in self.people:
            self.people[user_id] = person(user_id, **profile)
            self.chats.setdefault(user_id, Chat(private_chat(self.people[user_id]), gate="new"))
        self.people[user_id].update(profile)
        return self.people[user_id]

    def store(self, chat: Chat, content: Json, *, sender: Json, markup: Json | None = None) -> Message:
        raw = {
            "message_id": next(self._message_ids),
            "date": int(self.clock.now()),
            "chat": chat.raw,
            "from": sender,
        } | content
        if "inline_keyboard" in (markup or {}):
            raw["reply_markup"] = markup
        message = Message(raw, from_bot=sender is self.me, markup=markup)
        chat.stored[message.id] = message
        return message

    def keep_file(self, data: bytes, path: str) -> StoredFile:
        number = next(self._file_ids)
        stored = StoredFile(f"file-{number}", data, f"{number}/{path}")
        self.files[stored.id] = stored
        return stored

    def announce(self, update: Json) -> int:
        """Number an update and publish it; returns its update_id."""
        update["update_id"] = next(self._update_ids)
        self.publish(update)
        return int(update["update_id"])

    def next_press(self, update: Json) -> Press:
        query = update["callback_query"]
        press = Press(query["id"], self.clock.now(), self.announce(update))
        self.presses[press.id] = press
        return press


def same(one: Any, other: Any) -> bool:
    """Equal as JSON, whatever the order of keys."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

"""What a person does in Telegram: writes, presses, shares, blocks. Imports `state` and `updates`."""

from typing import Any

from tests.fakes import updates
from tests.fakes.state import Chat, Message, Press, World
from tests.fakes.updates import Json


class NoSuchButton(LookupError):  # reads as a sentence
    """A person cannot press what is not on the screen."""


class Actor:
    """One person. Everything they do becomes an update; `chat` says where, by default in private."""

    def __init__(self, world: World, user_id: int, **profile: Any) -> None:
        self.world = world
        self.id = user_id
        self.profile = world.meet(user_id, **profile)

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chats[self.id]

    def start(self, payload: str = "") -> int:
        return self.say(f"/start {payload}".strip())

    def say(self, words: str, *, chat: int | None = None, reply_to: Message | None = None) -> int:
        more = {"reply_to_message": reply_to.raw} if reply_to else {}
        return self.send(updates.text(words) | more, chat=chat)

    def send(self, content: Json, *, chat: int | None = None) -> int:
        """Any content of a message; returns the update_id."""
        place = self.world.chats[chat or self.id]
        if place.gate in ("new", "blocked") and place.private:
            self.unblock() if place.gate == "blocked" else self._enter(place)
        stored = self.world.store(place, content, sender=self.profile)
        return self.world.announce({"message": stored.raw})

    def edit(self, words: str, *, message: Message | None = None) -> int:
        """Rewrite the last message of this person, or the one given."""
        mine = [m for m in self.chat.messages if m.raw["from"]["id"] == self.id]
        target = message or mine[-1]
        target.raw.update(updates.text(words), edit_date=int(self.world.clock.now()))
        return self.world.announce({"edited_message": target.raw})

    def press(
        self, button: str, *, message: Message | None = None, chat: int | None = None, force: bool = False
    ) -> Press:
        """Press a button by its label or value.

        Without `message` it must be on the newest inline keyboard or on the open reply keyboard (whose label is
        then said). `force` presses a value that is not there, as an old client may.
        """
        place = self.world.chats[chat or self.id]
        bearer = message or next((m for m in reversed(place.replies) if m.inline), None)
        found = _inline(bearer, button) if bearer else None
        if found is None and not force:
            return self._press_reply_key(place, button, bearer)
        if bearer is None:
            raise NoSuchButton(f"no message bears {button!r}")
        query = {
            "id": f"press-{len(self.world.presses) + 1}",
            "from": self.profile,
            "message": bearer.raw,
            "chat_instance": str(place.id),
            "data": found or button,
        }
        return self.world.next_press({"callback_query": query})

    def _press_reply_key(self, place: Chat, button: str, bearer: Message | None) -> Press:
        keyboard = place.reply_keyboard
        labels = keyboard.buttons if keyboard else []
        if button in labels:
            return Press("", self.world.clock.now(), self.say(button, chat=place.id))
        raise NoSuchButton(f"{button!r} is not among {(bearer.buttons if bearer else []) + labels}")

    def block(self) -> int:
        return self._change("member", "kicked", "blocked")

    def unblock(self) -> int:
        return self._change("kicked", "member", "")

    def deactivate(self) -> None:
        """The account is gone; Telegram tells nobody."""
        self.chat.gate = "deactivated"

    def send_photo(self, data: bytes = b"\xff\xd8\xff", caption: str = "") -> int:
        file = self.world.keep_file(data, "photo.jpg").raw
        size = {name: file[name] for name in ("file_id", "file_unique_id", "file_size")} | {"width": 90, "height": 90}
        return self.send({"photo": [size]} | ({"caption": caption} if caption else {}))

    def send_document(self, data: bytes, name: str = "list.xlsx", caption: str = "") -> int:
        return self.send(self._file("document", data, name, file_name=name) | ({"caption": caption} if caption else {}))

    def send_voice(self, data: bytes = b"OggS", seconds: int = 3) -> int:
        return self.send(self._file("voice", data, "voice.oga", duration=seconds))

    def send_sticker(self, emoji: str = "👍") -> int:
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.send(self._file("sticker", b"RIFF", "sticker.webp", emoji=emoji, **look))

    def send_location(self, latitude: float = 21.853, longitude: float = 106.761) -> int:
        return self.send({"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, phone: str = "+84912345678", *, own: bool = True) -> int:
        return self.send(updates.contact(phone, self.profile, own=own))

    def forward(self, words: str, *, by: str = "Minh") -> int:
        origin = {"type": "hidden_user", "date": int(self.world.clock.now()), "sender_user_name": by}
        return self.send(updates.text(words) | {"forward_origin": origin})

    def join(self, chat: int) -> int:
        self.world.chats[chat].members.add(self.id)
        return self.send({"new_chat_members": [self.profile]}, chat=chat)

    def _file(self, kind: str, data: bytes, path: str, **more: Any) -> Json:
        file = self.world.keep_file(data, path).raw
        del file["file_path"]
        return {kind: file | more}

    def _enter(self, place: Chat) -> None:
        place.gate = ""
        place.members.add(self.id)

    def _change(self, old: str, new: str, gate: str) -> int:
        self.chat.gate = gate
        change = updates.my_chat_member_update(old, new, user=self.id, chat=self.chat.raw)
        body = change["my_chat_member"] | {"from": self.profile, "date": int(self.world.clock.now())}
        return self.world.announce({"my_chat_member": body})


def group(world: World, chat_id: int, title: str = "Doanh nghiệp", kind: str = "group") -> Chat:
    """A group, supergroup or channel that the bot is in."""
    if chat_id not in world.chats:
        world.chats[chat_id] = Chat(updates.group_chat(chat_id, title, kind))
    return world.chats[chat_id]


def upgrade(world: World, chat_id: int, new_id: int) -> Chat:
    """A group becomes a supergroup: the old id is refused from now on and both chats are told."""
    old = world.chats[chat_id]
    new = group(world, new_id, str(old.raw["title"]), "supergroup")
    old.gate, old.moved_to = "upgraded", new_id
    for chat, content in ((old, {"migrate_to_chat_id": new_id}), (new, {"migrate_from_chat_id": chat_id})):
        stored = world.store(chat, content, sender=next(iter(world.people.values()), world.me))
        world.announce({"message": stored.raw})
    return new


def _inline(message: Message, wanted: str) -> str | None:
    """The callback data of the button with this label or value."""
    for row in message.rows:
        for button in row:
            if wanted in (button["text"], button.get("callback_data")) and "callback_data" in button:
                return str(button["callback_data"])
    return None

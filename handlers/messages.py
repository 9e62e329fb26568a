"""The words that every channel shares: what came in, what goes out. May import: nothing."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal[
    "text", "button", "contact", "photo", "file", "voice", "video", "sticker", "location", "other", "opened", "closed"
]  # opened and closed: the owner let the bot in again, or shut it out; nothing is answered

REPEATED = "↻ "  # stands before a message that may arrive a second time
NAME_LIMIT = 200
TEXT_LIMIT = 12_000  # characters of one message that are kept

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One event of one person, whatever the channel. `address` is the person's id on that channel."""

    channel: str
    event_id: str
    address: str
    kind: Kind = "text"
    text: str = ""
    button: str = ""  # the value of the button that was pressed
    name: str = ""  # as the channel shows the person
    own: bool = True  # a shared contact card is the sender's own
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("Incoming.at needs a zone")
        object.__setattr__(self, "text", _storable(self.text)[:TEXT_LIMIT])
        object.__setattr__(self, "name", _storable(self.name)[:NAME_LIMIT])
        object.__setattr__(self, "button", _storable(self.button))


@dataclass(frozen=True, slots=True)
class Button:
    """A choice. `value` is at most 64 bytes and plain ASCII, so that every channel can carry it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said, in plain text: each channel escapes it and shows it its own way. Answer first, source last."""

    text: str
    title: str = ""
    source: str = ""
    buttons: tuple[Button, ...] = ()
    repeated: bool = False  # said once more, because nobody knows whether it arrived

    def plain(self) -> str:
        """Title, text and source as one plain text."""
        mark = REPEATED if self.repeated else ""
        return mark + "\n\n".join(part for part in (_headed(self.title, self.text), self.source) if part)

    def as_json(self) -> dict[str, Any]:
        """What the ledger keeps; empty fields are left out."""
        fields = {"text": self.text, "title": self.title, "source": self.source, "repeated": self.repeated}
        kept: dict[str, Any] = {name: value for name, value in fields.items() if value}
        if self.buttons:
            kept["buttons"] = [{"label": button.label, "value": button.value} for button in self.buttons]
        return kept

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Message":
        buttons = tuple(Button(**button) for button in data.get("buttons", ()))
        return cls(**{"text": "", **data, "buttons": buttons})


def _storable(text: str) -> str:
    """PostgreSQL refuses NUL, UTF-8 a lone surrogate."""
    return _UNSTORABLE.sub("\ufffd", text)


def _headed(title: str, text: str) -> str:
    return f"{title}\n{text}" if title and text else title or text

"""The Bot API's own specification (10.1): every method and type, with the limits that its prose tells.

The file in `tests/data` is the MIT-licensed JSON of PaulSonOfLars/telegram-bot-api-spec, minified.
Imports the standard library only.
"""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).parent.parent / "data" / "telegram-bot-api-spec.json.gz"

_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)")
_SPAN = re.compile(r"[Vv]alues between (\d+)-(\d+)")
_COUNT = re.compile(r"(?:list of|include) (\d+)-(\d+)")
_CHOICES = re.compile(r"((?:one of|can be|either|always) [\"“].*?)(?:\.(?:\s|$)|$)")
_CONSTANT = re.compile(r", must be (\w+)$")
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")

# What the prose hides from the patterns above.
_SPANS = {("setWebhook", "max_connections"): (1, 100), ("getUpdates", "timeout"): (0, 10**9)}
_COUNTS = {("setMyCommands", "commands"): (0, 100)}
_PATTERNS = {
    ("BotCommand", "command"): re.compile(r"[a-z0-9_]{1,32}"),
    ("setWebhook", "secret_token"): re.compile(r"[A-Za-z0-9_-]{0,256}"),
}
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
_CHOICES_BY_HAND = {
    ("sendChatAction", "action"): frozenset(_ACTIONS.split()),
    ("sendPoll", "type"): frozenset({"quiz", "regular"}),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method or member of an object, with every limit that is known of it."""

    name: str
    types: tuple[str, ...]
    required: bool
    length: tuple[int, int, str] | None = None  # lowest, highest, "characters" (UTF-16 units) or "bytes" (UTF-8)
    span: tuple[int, int] | None = None
    count: tuple[int, int] | None = None
    choices: frozenset[str] | None = None
    pattern: re.Pattern[str] | None = None
    parse_mode: str | None = None  # the neighbour that says how this text is formatted
    entities: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A method or a type: its fields by name, and for a union the names of its branches."""

    name: str
    fields: dict[str, Field]
    required: tuple[str, ...]
    formatted: tuple[Field, ...]
    subtypes: tuple[str, ...]
    returns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """Every method and type of the Bot API, as published."""

    methods: dict[str, Shape]  # by lower-case name: Telegram does not mind the case
    types: dict[str, Shape]


@cache
def load() -> Spec:
    data = json.loads(gzip.decompress(SPEC_FILE.read_bytes()))
    return Spec(
        methods={name.lower(): _shape(name, raw) for name, raw in data["methods"].items()},
        types={name: _shape(name, raw) for name, raw in data["types"].items()},
    )


def _shape(name: str, raw: dict[str, Any]) -> Shape:
    names = {item["name"] for item in raw.get("fields", [])}
    fields = [_field(name, item, names) for item in raw.get("fields", [])]
    return Shape(
        name=name,
        fields={field.name: field for field in fields},
        required=tuple(field.name for field in fields if field.required),
        formatted=tuple(field for field in fields if field.parse_mode),
        subtypes=tuple(raw.get("subtypes", ())),
        returns=tuple(raw.get("returns", ())),
    )


def _field(owner: str, raw: dict[str, Any], names: set[str]) -> Field:
    name, prose, key = raw["name"], raw["description"], (owner, raw["name"])
    length = _LENGTH.search(prose)
    formatted = "after entities parsing" in prose or f"{name}_parse_mode" in names
    return Field(
        name=name,
        types=tuple(raw["types"]),
        required=raw["required"],
        length=(int(length[1]), int(length[2]), length[3]) if length else None,
        span=_SPANS.get(key) or _pair(_SPAN, prose),
        count=_COUNTS.get(key) or _pair(_COUNT, prose),
        choices=_CHOICES_BY_HAND.get(key) or _choices(prose),
        pattern=_PATTERNS.get(key),
        parse_mode=_neighbour(names, f"{name}_parse_mode", "parse_mode") if formatted else None,
        entities=_neighbour(names, f"{name}_entities", "entities") if formatted else None,
    )


def _pair(pattern: re.Pattern[str], prose: str) -> tuple[int, int] | None:
    found = pattern.search(prose)
    return (int(found[1]), int(found[2])) if found else None


def _choices(prose: str) -> frozenset[str] | None:
    if constant := _CONSTANT.search(prose):
        return frozenset({constant[1]})
    found = _CHOICES.search(prose)
    return frozenset(_QUOTED.findall(found[1])) if found else None


def _neighbour(names: set[str], own: str, shared: str) -> str | None:
    return own if own in names else shared if shared in names else None

"""Telegram's HTML: what it refuses, in its own sentences, and what is left of a text after parsing.

Follows the behaviour of tdlib's parser; lengths and entity offsets are UTF-16 units. Imports the standard library only.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?"
_SPECIAL = re.compile(rf"<|>|{_REFERENCE}|&")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
_START = re.compile(rf"<([^\s>]*)((?:{_ATTRIBUTE.pattern})*)\s*>", re.VERBOSE)
_END = re.compile(r"</([^\s>]*)\s*>")


class MarkupError(ValueError):
    """The text cannot be parsed; the message is what Telegram says after "can't parse entities: "."""


@dataclass(slots=True)
class Parsed:
    """`text` without markup; `loose` names what is documented as wrong although the server lets it pass."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@lru_cache(maxsize=256)
def parse_html(text: str) -> Parsed:
    if "<" not in text and "&" not in text and ">" not in text:
        return Parsed(text)
    return _Parser(text).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[tuple[str, int, dict[str, Any]]] = []  # tag, offset, entity
        self.parsed = Parsed("")

    def run(self) -> Parsed:
        while special := _SPECIAL.search(self.source, self.place):
            self.put(self.source[self.place : special.start()])
            self.place = special.start()
            if special[0] == "<":
                self.tag()
            else:
                self.character(special)
        self.put(self.source[self.place :])
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        self.parsed.text = "".join(self.pieces)
        self.parsed.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return self.parsed

    def put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += units(text)

    def character(self, special: re.Match[str]) -> None:
        if special[0] in "&>":
            self.parsed.loose.append(f'bare "{special[0]}" at byte offset {self.offset()}')
        self.put(_decode(special))
        self.place = special.end()

    def offset(self) -> int:
        return len(self.source[: self.place].encode())

    def tag(self) -> None:
        if self.source.startswith("</", self.place):
            self.end()
        else:
            self.start()

    def start(self) -> None:
        found = _START.match(self.source, self.place)
        name = re.match(r"<([^\s>]*)", self.source[self.place :])[1].lower()  # type: ignore[index]  # "<" is there
        if ">" not in self.source[self.place :]:
            raise MarkupError(f"Unclosed start tag at byte offset {self.offset()}")
        if name not in _KINDS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {self.offset()}')
        if found is None:
            raise MarkupError(f'Unclosed start tag "{name}" at byte offset {self.offset()}')
        self.open.append((name, self.length, self.entity(name, found[2])))
        self.place = found.end()

    def entity(self, name: str, attributes: str) -> dict[str, Any]:
        values = {}
        for found in _ATTRIBUTE.finditer(attributes):
            if found[2] is None and (name, found[1]) != ("blockquote", "expandable"):
                raise MarkupError(
                    f"Expected equal sign in declaration of an attribute of the tag "
                    f'"{name}" at byte offset {self.offset()}'
                )
            values[found[1].lower()] = re.sub(_REFERENCE, _decode, (found[2] or "").strip("\"'"))
        if name == "span" and values.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {self.offset()}')
        return {"type": _KINDS[name]} | _details(name, values)

    def end(self) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {self.offset()}")
        found = _END.match(self.source, self.place)
        if found is None:
            raise MarkupError(f"Unclosed end tag at byte offset {self.offset()}")
        name, begin, entity = self.open.pop()
        if found[1] and found[1].lower() != name:
            raise MarkupError(
                f'Unmatched end tag at byte offset {self.offset()}, expected "</{name}>", found "</{found[1]}>"'
            )
        if self.length > begin:
            self.parsed.entities.append(entity | {"offset": begin, "length": self.length - begin})
        self.place = found.end()


def _details(name: str, values: dict[str, str]) -> dict[str, Any]:
    if name == "a":
        return {"url": values.get("href", "")}
    if name == "tg-emoji":
        return {"custom_emoji_id": values.get("emoji-id", "")}
    if name == "tg-time":
        return {"unix_time": int(values.get("unix", "0"))}
    if name == "blockquote" and "expandable" in values:
        return {"type": "expandable_blockquote"}
    return {}


def _decode(reference: re.Match[str]) -> str:
    if reference[1]:
        return chr(int(reference[1], 16))
    if reference[2]:
        return chr(int(reference[2]))
    return _NAMED[reference[3]] if reference[3] else reference[0]

"""The web chat as a channel. The ledger row is the message itself: sending it means to let it be seen.

An open page reads the conversation from the database (`bot.web.chat_stream`), so a message reaches a visitor who comes
back tomorrow in the same way as one who waits. Here lives who is waiting, and how a message looks on a page.
May import: `handlers.messages`, `scheduler`.
"""

import asyncio
import contextlib
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from handlers.messages import Message

NAME = "web"
_URL = re.compile(r"""https?://[^\s<>"']+""")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\d{1,2}\. )")  # an item of a numbered list stands by itself
_TAIL = ".,;:!?)]}…"  # what ends a sentence around a link is not part of it


class WebChat:
    """The channel `web`, and the bell of each open page."""

    name = NAME
    places = 50
    pace = 100.0

    def __init__(self) -> None:
        self.closing = False
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @property
    def open(self) -> int:
        """Pages that are open now."""
        return sum(map(len, self._bells.values()))

    def open_at(self, address: str) -> int:
        """Pages that one visitor has open now."""
        return len(self._bells.get(address, ()))

    async def send(self, address: str, message: Message) -> str:
        """Nothing can go wrong: what the sender settles as sent is what the page shows. `settled` rings."""
        return ""

    def settled(self, addresses: Iterable[str]) -> None:
        """These addresses have news in the database."""
        for address in addresses:
            for bell in self._bells.get(address, ()):
                bell.set()

    @contextlib.contextmanager
    def watch(self, address: str) -> Iterator[asyncio.Event]:
        """A bell that rings when there is news for `address`, or when the program ends."""
        bell = asyncio.Event()
        self._bells[address].add(bell)
        try:
            yield bell
        finally:
            self._bells[address].discard(bell)
            if not self._bells[address]:
                del self._bells[address]

    def close(self) -> None:
        """Let every open page go; it comes back by itself."""
        self.closing = True
        self.settled(list(self._bells))


def as_data(delivery_id: int, body: dict[str, Any]) -> dict[str, Any]:
    """What the page gets of a message: plain text for any reader, html with every value escaped, the choices."""
    # A row that ended as unknown was never shown here, so its repeat is the first showing and bears no mark.
    message = replace(Message.from_json(body), repeated=False)
    return {
        "id": str(delivery_id),
        "text": message.plain(),
        "html": as_html(message),
        "buttons": [{"label": button.label, "value": button.value} for button in message.buttons],
    }


def as_html(message: Message) -> str:
    """Paragraphs, line breaks, links, <strong> and <small>; nothing else."""
    title = f"<p><strong>{_line(message.title)}</strong></p>" if message.title else ""
    body = "".join(f"<p>{_lines(part)}</p>" for part in _PARAGRAPH.split(message.text.strip()) if part)
    source = f'<p><small class="source">{_lines(message.source)}</small></p>' if message.source else ""
    return title + body + source


def _lines(text: str) -> str:
    return "<br>".join(map(_line, text.splitlines()))


def _line(text: str) -> str:
    """Escaped text with its addresses as links."""
    parts, end = [], 0
    for found in _URL.finditer(text):
        url = found.group().rstrip(_TAIL)
        parts += [html.escape(text[end : found.start()]), _link(url)]
        end = found.start() + len(url)
    return "".join(parts) + html.escape(text[end:])


def _link(url: str) -> str:
    safe = html.escape(url)
    return f'<a href="{safe}" target="_blank" rel="noopener noreferrer nofollow">{safe}</a>'

"""The terminal as a channel: a message becomes lines, its buttons numbered choices. May import: `handlers.messages`."""

from collections.abc import Iterator

from handlers.messages import Message

NAME = "terminal"


class Terminal:
    """Keeps what was sent until `lines` takes it."""

    name = NAME
    places = 1
    pace = 1000.0

    def __init__(self, *, buttons: bool) -> None:
        self._buttons = buttons
        self._sent: list[Message] = []

    async def send(self, address: str, message: Message) -> str:
        """Always succeeds."""
        self._sent.append(message)
        return ""

    def lines(self) -> Iterator[str]:
        """What came since the last call: `< text`, then `  [n] label`, or `< n. label` where there are no buttons."""
        sent, self._sent = self._sent, []
        for message in sent:
            for line in message.plain().splitlines():
                yield f"< {line}".rstrip()
            for number, button in enumerate(message.buttons, 1):
                yield f"  [{number}] {button.label}" if self._buttons else f"< {number}. {button.label}"

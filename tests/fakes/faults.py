"""Things that go wrong on purpose: floods, broken gateways, slow answers, cut connections. Imports `refusal`."""

from dataclasses import dataclass
from typing import Any, Literal

from tests.fakes.refusal import Refusal

# flood: 429 · server: a 5xx · slow: answers late · lie: HTTP 200 with an error body
# cut_before: no answer, nothing done · cut_after: the message is stored, the answer never comes
Kind = Literal["flood", "server", "slow", "lie", "cut_before", "cut_after"]


class Cut(Exception):  # an event, not an error
    """The connection ends without an answer."""


@dataclass(slots=True)
class Fault:
    """Waits for `times` calls of `method` ("*" is any) to `chat` (None is any).

    `value`: seconds for flood (retry_after) and slow, the HTTP status for server, nothing for the others.
    """

    kind: Kind
    method: str = "*"
    chat: int | str | None = None
    times: int = 1
    value: float = 0

    def meets(self, method: str, chat: Any) -> bool:
        if self.times < 1 or self.method.lower() not in ("*", method.lower()):
            return False
        return self.chat is None or str(chat) == str(self.chat)

    def refusal(self) -> Refusal | None:
        if self.kind == "flood":
            return too_many(self.value or 1)
        if self.kind == "server":
            return Refusal("Bad Gateway", code=int(self.value or 502), fault=False)
        if self.kind == "lie":
            return Refusal("Internal Server Error", code=500, fault=False)
        return None


class Faults:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def take(self, method: str, chat: Any) -> Fault | None:
        """The first fault that waits for this call, used up by one."""
        for fault in self.waiting:
            if fault.meets(method, chat):
                fault.times -= 1
                return fault
        return None


def too_many(seconds: float) -> Refusal:
    whole = max(1, -int(-seconds // 1))
    parameters = {"retry_after": whole}
    return Refusal(f"Too Many Requests: retry after {whole}", code=429, fault=False, parameters=parameters)

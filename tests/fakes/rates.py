"""How fast the bot may send: Telegram's friendly bucket, a strict window, or no limit. Imports nothing.

`bucket`: 30 a second in all, 1 a second per private chat with a burst of 3, 20 a minute per group; 429 asks for 1 s.
`window`: never more than 30 in any second; one too many shuts the door for 5 s.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal, Protocol

Kind = Literal["none", "bucket", "window"]

# Calls that were on their way when the first 429 went out do not count as ignoring it.
GRACE = 0.3


class Rate(Protocol):
    """How many calls are welcome; `ignored` counts those that came while told to wait."""

    ignored: int

    def take(self, chat_id: int | str, now: float) -> float:
        """Seconds to wait before this call would be welcome; 0 when it is welcome now."""


def rate(kind: Kind) -> Rate:
    kinds: dict[Kind, type[Rate]] = {"none": NoLimit, "bucket": Bucket, "window": Window}
    return kinds[kind]()


class NoLimit:
    """Every call is welcome."""

    def __init__(self) -> None:
        self.ignored = 0

    def take(self, chat_id: int | str, now: float) -> float:
        return 0.0


@dataclass(slots=True)
class _Tokens:
    """A bucket of `burst` tokens that fills at `per_second`."""

    per_second: float
    burst: float
    left: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.burst

    def take(self, now: float) -> bool:
        self.left = min(self.burst, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class _Door:
    """Closed for a while after a refusal; counts those who knock all the same."""

    def __init__(self) -> None:
        self.shut_at = self.opens_at = 0.0

    def shut(self, now: float, seconds: float) -> float:
        self.shut_at, self.opens_at = now, now + seconds
        return seconds

    def ignores(self, now: float) -> bool:
        return self.shut_at + GRACE < now < self.opens_at - 0.05


class Bucket:
    """Tokens that fill evenly: for all chats together, and for each."""

    def __init__(self) -> None:
        self.ignored = 0
        self._all = _Tokens(30, 30)
        self._chats: dict[int | str, _Tokens] = {}
        self._doors: dict[int | str, _Door] = {}

    def take(self, chat_id: int | str, now: float) -> float:
        door = self._doors.setdefault(chat_id, _Door())
        everyone = self._doors.setdefault("", _Door())
        if door.ignores(now) or everyone.ignores(now):
            self.ignored += 1
        if not self._tokens(chat_id).take(now):
            return door.shut(now, 1.0)
        return 0.0 if self._all.take(now) else everyone.shut(now, 1.0)

    def _tokens(self, chat_id: int | str) -> _Tokens:
        private = isinstance(chat_id, int) and chat_id > 0
        if chat_id not in self._chats:
            self._chats[chat_id] = _Tokens(1, 3) if private else _Tokens(20 / 60, 20)
        return self._chats[chat_id]


class Window:
    """So many calls in one second, and a penalty for the next."""

    def __init__(self, allowed: int = 30, penalty: float = 5.0) -> None:
        self.ignored = 0
        self.allowed = allowed
        self.penalty = penalty
        self._recent: deque[float] = deque()
        self._door = _Door()

    def take(self, chat_id: int | str, now: float) -> float:
        if now < self._door.opens_at:
            self.ignored += self._door.ignores(now)
            return self._door.opens_at - now
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.allowed:
            return self._door.shut(now, self.penalty)
        self._recent.append(now)
        return 0.0

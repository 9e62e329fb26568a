"""How fast bulk may go: evenly spread, a little under the channel's limit. May import: nothing."""


class Pace:
    """An even pace of `rate` messages a second. Replies are never held back, but push bulk behind them."""

    def __init__(self, rate: float) -> None:
        self.gap = 1 / rate  # s between two messages
        self.waiting = False  # bulk was found: the next look comes after one gap, not at leisure
        self._next = 0.0

    def room(self, now: float) -> int:
        """How many bulk messages may go at this moment: 1 or 0, so that a pause is not made up for by a burst."""
        return 1 if now >= self._next else 0

    def spend(self, now: float) -> None:
        """A message went out."""
        self._next = max(self._next + self.gap, now)

"""What a channel may answer instead of "sent", by what the sender must do next. May import: nothing.

SendError
 ├── Busy          wait `retry_after` seconds with the whole channel; costs the message no attempt
 ├── NotSent       the call never left: try again later
 ├── Unclear       the call left and its end is not known: `unknown`
 ├── Refused       this message will never be taken: `failed`
 ├── Gone          this address takes nothing any more: close it
 ├── Moved         the address has a new id: `address`
 └── ChannelDown   no call can succeed (wrong token): hold the channel and tell staff
"""


class SendError(Exception):
    """The channel did not take the message; `reason` is a short stable word for the ledger, without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(SendError):
    """Too many calls; the channel says how long to wait."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("busy")
        self.retry_after = retry_after


class NotSent(SendError):
    """The call never left this machine, or the channel said that it did nothing."""


class Unclear(SendError):
    """The call left and no answer came."""


class Refused(SendError):
    """The channel will not take this message, now or later."""


class Gone(SendError):
    """The address is dead until its owner writes again."""


class Moved(SendError):
    """The address has another id now."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class ChannelDown(SendError):
    """Nothing can be sent on this channel until somebody mends it."""

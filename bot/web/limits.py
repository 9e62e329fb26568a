"""How often somebody may call: token buckets in memory, of bounded number. May import: aiohttp."""

import ipaddress
import time
from collections import OrderedDict

from aiohttp import web


class Buckets:
    """`burst` calls at once, then `pace` calls a second, for each key; keys long unused are forgotten first."""

    def __init__(self, burst: float, pace: float, *, most: int = 10_000) -> None:
        self._burst, self._pace, self._most = burst, pace, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key: calls left at a time

    def take(self, key: str, now: float | None = None) -> float:
        """Spend one call of `key`: 0, or the seconds until there is one."""
        now = time.monotonic() if now is None else now
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._pace)
        wait = max(0.0, (1 - left) / self._pace)
        self._left[key] = (left if wait else left - 1, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return wait


def caller(request: web.Request) -> str | None:
    """Where a call comes from, as a key; None where that cannot be told.

    A proxy on this machine or network names the caller in the last part of X-Forwarded-For; one on this machine that
    does not stands for everybody, so it has no limit of its own. An IPv6 caller owns a whole /64.
    """
    peer = _address(request.remote or "")
    if peer is not None and not peer.is_global:
        peer = _address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()) or peer
    if peer is None or peer.is_loopback:
        return None
    if peer.version == 6:
        return str(ipaddress.ip_network((peer, 64), strict=False))
    return str(peer)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None

"""Who a visitor of the web chat is: a random cookie, and the address that the database knows him by.

May import: aiohttp.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

from aiohttp import web

COOKIE = "visitor"
YEAR = 365 * 24 * 3600  # s
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")  # 192 random bits


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser."""

    token: str
    is_new: bool

    @property
    def address(self) -> str:
        """The address on the channel: the database must not hold what lets one in."""
        return hashlib.sha256(self.token.encode()).hexdigest()[:40]

    def remember(self, response: web.StreamResponse, *, secure: bool) -> None:
        """Give the browser its cookie for a year from now."""
        response.set_cookie(COOKIE, self.token, max_age=YEAR, path="/", httponly=True, samesite="Lax", secure=secure)


def visitor_of(request: web.Request) -> Visitor:
    """The visitor of the cookie; a new one where it is missing or not one of ours."""
    token = request.cookies.get(COOKIE, "")
    if _TOKEN.fullmatch(token):
        return Visitor(token, is_new=False)
    return Visitor(secrets.token_urlsafe(24), is_new=True)

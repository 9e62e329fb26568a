"""One line an event, with a stable `action=`; what could be a token or a phone number is masked here and only here.

May import: nothing of this project.
"""

import logging
import re
import sys

_TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ .-]?\d){8,13}(?![\w.])")
_SECRETS = re.compile(r"((?:token|secret|password)[=:]\s*)\S+", re.IGNORECASE)

_SUSPECT = re.compile(r"(?:\d[ .-]?){9}|\d{6}:|oken|ecret|assword|TOKEN|SECRET|PASSWORD")


class Line(logging.Formatter):
    """`2026-11-22T08:00:00+0000 INFO bot.reception action=heard …`; a traceback stays on its lines, masked too."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._second, self._time = 0, ""  # the time is written out once a second

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - the library's
        second = int(record.created)
        if second != self._second:
            self._second, self._time = second, super().formatTime(record, datefmt)
        return self._time

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def masked(text: str) -> str:
    """Without tokens, secrets and phone numbers."""
    if not _SUSPECT.search(text):  # nearly every line
        return text
    return _NUMBER.sub("<number>", _SECRETS.sub(r"\1<secret>", _TOKEN.sub("<token>", text)))


def set_up(level: str) -> None:
    """Log to standard error from `level` on; the libraries only from WARNING on, since they log addresses."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("aiohttp", "httpx", "telegram", "apscheduler", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)

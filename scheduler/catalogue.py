"""Keeps the mind in step with the catalogue: built anew, beside the old one, when the catalogue's version has moved.

May import: `handlers.understand`, `storage`.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable

from handlers.understand import Mind
from storage.catalogue.version import current_version
from storage.database import Database

LOOK_EVERY = 2.0  # s between looks: one small query
SWITCH = 0.0005  # s between thread switches while building, so that answers are not held up
log = logging.getLogger(__name__)


class Follower:
    """Looks at the version; on a change that has come to rest it builds and hands over a new mind."""

    look_every = LOOK_EVERY

    def __init__(self, database: Database, version: int, take: Callable[[Mind], None]) -> None:
        self._database = database
        self._version = version
        self._seen = version
        self._take = take
        self._building = asyncio.Lock()

    async def look(self) -> None:
        """One look; several changes in a row make one build."""
        if self._building.locked():
            return
        async with self._building:
            version = await self._database.read(current_version)
            settled, self._seen = version == self._seen, version
            if settled and version != self._version:
                await self._build()

    async def _build(self) -> None:
        begun = time.monotonic()
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        try:
            mind = await self._database.read(Mind.build, pause=lambda: time.sleep(SWITCH))
        finally:
            sys.setswitchinterval(before)
        self._version = mind.version
        self._take(mind)
        log.info("action=catalogue_read version=%d ms=%d", mind.version, (time.monotonic() - begun) * 1000)

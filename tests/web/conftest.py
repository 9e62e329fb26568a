"""The site and its first visitor."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.web.site import Site, browser_session


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with Site(tmp_path / "chat.db").running() as running:
        yield running


@pytest.fixture
async def visitor(site: Site) -> AsyncIterator[ClientSession]:
    async with browser_session(site.url) as session:
        yield session

"""The page and its files: headers, cookie, names, languages."""

import re
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.web.visitors import COOKIE
from tests.web.site import Site, browser_session


async def test_the_page_may_load_nothing_from_elsewhere(site: Site, visitor: ClientSession) -> None:
    async with visitor.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?://|<style|<script>|\son\w+=|style=", page)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("Content-Type", "text/html; charset=utf-8"),
    ],
)
async def test_the_page_has_its_headers(site: Site, visitor: ClientSession, name: str, value: str) -> None:
    async with visitor.get("/") as response:
        assert response.headers[name] == value


async def test_every_file_of_the_page_is_served_and_kept(site: Site, visitor: ClientSession) -> None:
    async with visitor.get("/") as response:
        found = set(re.findall(r"/static/[^\"]+", await response.text()))
    sheet = next(name for name in found if name.endswith(".css"))
    async with visitor.get(sheet) as response:
        found |= set(re.findall(r"/static/[^\"]+", await response.text()))
    assert len(found) == 7  # style, script, mark, four fonts
    for name in found:
        async with visitor.get(name) as response:
            assert response.status == 200
            assert "immutable" in response.headers["Cache-Control"]


async def test_without_scripts_the_page_says_what_it_needs(site: Site, visitor: ClientSession) -> None:
    async with visitor.get("/") as response:
        assert re.search(r"<noscript>.*Trang trò chuyện cần JavaScript.*</noscript>", await response.text())


@pytest.mark.parametrize("path", ["/static/chat.css", "/static/../chat.py", "/static/%2e%2e/chat.py", "/static/x"])
async def test_only_the_named_files_are_served(site: Site, visitor: ClientSession, path: str) -> None:
    async with visitor.get(path) as response:
        assert response.status == 404


@pytest.mark.parametrize("path", ["/favicon.ico", "/favicon.svg"])
async def test_the_mark_of_the_page_is_a_drawing(site: Site, visitor: ClientSession, path: str) -> None:
    async with visitor.get(path) as response:
        assert response.content_type == "image/svg+xml"


@pytest.mark.parametrize("path", ["/", "/chat/events"])
async def test_a_visitor_gets_a_cookie_that_scripts_cannot_read(site: Site, visitor: ClientSession, path: str) -> None:
    async with visitor.get(path) as response:
        cookie = response.cookies[COOKIE]
    assert len(cookie.value) == 32  # 192 bits
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "31536000")
    assert not cookie["secure"]


async def test_who_posts_first_gets_a_cookie_too(site: Site, visitor: ClientSession) -> None:
    async with visitor.post("/chat/messages", json={"text": "a"}) as response:
        assert len(response.cookies[COOKIE].value) == 32


async def test_a_visitor_keeps_his_cookie(site: Site, visitor: ClientSession) -> None:
    tokens = []
    for _ in range(2):
        async with visitor.get("/") as response:
            tokens.append(response.cookies[COOKIE].value)
    assert tokens[0] == tokens[1]


@pytest.mark.parametrize("token", ["", "short", "x" * 33, "ê" * 32, "../" * 11])
async def test_a_cookie_that_is_not_ours_is_replaced(site: Site, token: str) -> None:
    async with browser_session(site.url) as visitor:
        headers = {"Cookie": f"{COOKIE}={token}"}
        async with visitor.get("/", headers=headers) as response:
            assert response.cookies[COOKIE].value != token


async def test_the_cookie_is_secure_where_the_page_is(tmp_path: Path) -> None:
    site = Site(tmp_path / "chat.db", public_url="https://doluong.example")
    async with site.running(), browser_session(site.url) as visitor, visitor.get("/") as response:
        assert response.cookies[COOKIE]["secure"] is True


async def test_the_public_address_is_one_of_ours(tmp_path: Path) -> None:
    site = Site(tmp_path / "chat.db", public_url="https://doluong.example")
    headers = {"Origin": "https://doluong.example"}
    async with site.running(), browser_session(site.url) as visitor:
        response = await visitor.post("/chat/messages", json={"text": "a"}, headers=headers)
        assert response.status == 202


async def test_the_page_speaks_the_language_that_its_visitor_chose(site: Site, visitor: ClientSession) -> None:
    async with visitor.post("/chat/messages", json={"text": "english"}) as response:
        assert response.status == 202
    with site.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE contact SET language = 'en'")
    async with visitor.get("/") as response:
        assert '<html lang="en">' in await response.text()

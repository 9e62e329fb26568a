"""What may be posted to the web chat, and what becomes of it."""

import json
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession

from handlers.messages import TEXT_LIMIT
from tests.web.site import Site, browser_session, frames


async def post(visitor: ClientSession, body: Any, **headers: str) -> tuple[int, Any]:
    data = BytesIO(body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode())
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    async with visitor.post("/chat/messages", data=data, headers=headers) as response:
        return response.status, await response.json()


async def test_a_text_is_heard_as_it_was_written(site: Site, visitor: ClientSession) -> None:
    assert (await post(visitor, {"text": "cân bàn\nhay cân đĩa"}))[0] == 202
    [heard] = site.hearing.heard
    assert (heard.channel, heard.kind, heard.text) == ("web", "text", "cân bàn\nhay cân đĩa")


async def test_a_button_is_heard_by_its_value(site: Site, visitor: ClientSession) -> None:
    assert (await post(visitor, {"button": "yes"}))[0] == 202
    [heard] = site.hearing.heard
    assert (heard.kind, heard.button, heard.text) == ("button", "yes", "")


async def test_a_retry_with_the_same_id_is_heard_once(site: Site, visitor: ClientSession) -> None:
    answers = [await post(visitor, {"text": "một", "id": "a.1"}) for _ in range(3)]
    assert answers == [(202, {"id": "a.1"})] * 3
    assert len(site.hearing.heard) == 1


async def test_two_visitors_may_use_the_same_id(site: Site, visitor: ClientSession) -> None:
    await post(visitor, {"text": "một", "id": "1"})
    async with browser_session(site.url) as other:
        await post(other, {"text": "hai", "id": "1"})
    assert [heard.text for heard in site.hearing.heard] == ["một", "hai"]


async def test_without_an_id_the_same_words_are_heard_each_time(site: Site, visitor: ClientSession) -> None:
    await post(visitor, {"text": "menu"})
    await post(visitor, {"text": "menu"})
    assert len(site.hearing.heard) == 2


@pytest.mark.parametrize("text", ["", "   \n", "x" * 10_000])
async def test_empty_and_long_texts_are_messages_too(site: Site, visitor: ClientSession, text: str) -> None:
    assert (await post(visitor, {"text": text}))[0] == 202
    assert site.hearing.heard[0].text == text


async def test_a_text_beyond_the_limit_is_cut(site: Site, visitor: ClientSession) -> None:
    await post(visitor, {"text": "ê" * (TEXT_LIMIT + 500)})
    assert len(site.hearing.heard[0].text) == TEXT_LIMIT


async def test_what_no_database_takes_is_replaced(site: Site, visitor: ClientSession) -> None:
    body = rb'{"text": "a\u0000b\ud800c \u200b\u202e \ud83d\ude00"}'
    assert (await post(visitor, body))[0] == 202
    assert site.hearing.heard[0].text == "a\ufffdb\ufffdc \u200b\u202e 😀"
    [(_, _, said), _] = await frames(visitor, 2)
    assert said["text"] == site.hearing.heard[0].text


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"text": "\xff"}', "not_json"),
        (b"[" * 60_000, "not_json"),
        (b"9" * 60_000, "not_json"),
        ([], "not_an_object"),
        ("cân", "not_an_object"),
        ({}, "text_or_button"),
        ({"text": None, "button": None}, "text_or_button"),
        ({"text": "a", "button": "yes"}, "text_or_button"),
        ({"text": 7}, "text"),
        ({"text": ["a"]}, "text"),
        ({"button": 7}, "button"),
        ({"button": ""}, "button"),
        ({"button": "đ"}, "button"),
        ({"button": "x" * 65}, "button"),
        ({"button": "a\n"}, "button"),
        ({"text": "a", "id": 7}, "id"),
        ({"text": "a", "id": ""}, "id"),
        ({"text": "a", "id": "x" * 65}, "id"),
    ],
)
async def test_what_is_no_message_is_refused(site: Site, visitor: ClientSession, body: Any, error: str) -> None:
    assert await post(visitor, body) == (400, {"error": error})
    assert site.hearing.heard == []


@pytest.mark.parametrize("size", [64 * 1024 + 1, 5_000_000])
async def test_a_body_too_long_is_refused(site: Site, visitor: ClientSession, size: int) -> None:
    assert await post(visitor, b'{"text": "' + b"x" * size) == (413, {"error": "too_long"})


async def test_a_body_too_long_is_refused_without_its_length_being_told(site: Site, visitor: ClientSession) -> None:
    async def endless() -> Any:
        for _ in range(80):
            yield b"x" * 1024

    headers = {"Content-Type": "application/json"}
    async with visitor.post("/chat/messages", data=endless(), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_another_content_type_is_refused(site: Site, visitor: ClientSession, kind: str) -> None:
    assert await post(visitor, {"text": "a"}, Content_Type=kind) == (415, {"error": "content_type"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_another_site_cannot_post(site: Site, visitor: ClientSession, headers: dict[str, str]) -> None:
    assert await post(visitor, {"text": "a"}, **headers) == (403, {"error": "cross_site"})
    assert site.hearing.heard == []


async def test_our_own_pages_can_post(site: Site, visitor: ClientSession) -> None:
    assert (await post(visitor, {"text": "a"}, Origin=site.url, Sec_Fetch_Site="same-origin"))[0] == 202


async def test_a_flood_of_one_visitor_is_slowed(site: Site, visitor: ClientSession) -> None:
    statuses = [(await post(visitor, {"text": "a"}))[0] for _ in range(25)]
    assert statuses[:20] == [202] * 20
    assert 429 in statuses[20:]
    async with visitor.post("/chat/messages", json={"text": "a"}) as response:
        assert response.headers["Retry-After"] == "1"


async def test_new_cookies_do_not_get_round_the_limit(site: Site) -> None:
    statuses = set()
    for _ in range(230):
        async with browser_session(site.url) as stranger:
            statuses.add((await post(stranger, {}, X_Forwarded_For="1.2.3.4, 9.9.9.9"))[0])
    assert statuses == {400, 429}

"""The webhook: whom it believes, what it refuses, and that an update acts once. May import: everything."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.web import webhooks
from handlers.understand import Mind
from storage.database import Database
from storage.inbox import Event
from tests.bot.talks import LAN, SECRET, Talk, away, talk
from tests.fakes import updates


@pytest.fixture
async def talking(sqlite_url: str, mind: Mind) -> AsyncIterator[Talk]:
    async with talk(sqlite_url, mind) as ready:
        yield ready


def _said(talking: Talk) -> list[str]:
    chat = talking.fake.world.chats.get(LAN)
    return [reply.text for reply in chat.replies] if chat else []


@pytest.mark.parametrize("secret", [None, "", "wrong", f"{SECRET}x", "ÿ\udcff"])
async def test_without_the_right_secret_nobody_is_heard(talking: Talk, secret: str | None) -> None:
    talking.fake.user(LAN).unblock()
    assert await talking.post(updates.text_update("menu"), secret=secret) == 401
    await talking.quiet()
    assert _said(talking) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1e3}',
        b'{"update_id": ' + b"9" * 400 + b"}",
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(talking: Talk, body: bytes) -> None:
    assert await talking.post(body) == 400


STRANGE: list[Any] = [
    {},
    {"message": {}},
    {"message": None},
    {"message": []},
    {"message": {"text": "menu"}},
    {"message": {"chat": {"id": "1' OR 1"}, "text": "menu"}},
    {"message": {"chat": {"id": LAN, "type": "private"}, "from": "Lan", "text": "menu"}},
    {"message": {"chat": {"id": LAN, "type": "private"}, "from": {"id": LAN, "first_name": 5}, "text": "menu"}},
    {"message": {"chat": {"id": LAN, "type": "private"}, "from": {"id": LAN}, "text": {"a": 1}}},
    {"message": {"chat": {"id": 10**30, "type": "private"}, "from": {"id": LAN}, "text": "menu"}},
    {"message": {"chat": {"id": LAN, "type": "private"}, "from": {"id": LAN}, "contact": [], "text": "menu"}},
    {"callback_query": {}},
    {"callback_query": {"id": "1", "from": {"id": LAN}, "data": "go:menu"}},
    {"callback_query": {"id": "1", "from": {"id": LAN}, "data": 5, "message": {"chat": {"id": LAN}}}},
    {"callback_query": {"id": "1", "from": {"id": LAN}, "message": {"chat": {"id": LAN}}}},
    {"my_chat_member": {"chat": {"id": LAN}}},
    {"my_chat_member": {"chat": {"id": LAN}, "new_chat_member": "kicked"}},
    {"edited_message": {"chat": {"id": LAN, "type": "private"}, "from": {"id": LAN}, "text": "menu"}},
]


@pytest.mark.parametrize("strange", STRANGE, ids=[json.dumps(item)[:40] for item in STRANGE])
async def test_an_update_of_no_known_shape_is_taken_and_nothing_said(talking: Talk, strange: dict[str, Any]) -> None:
    assert await talking.post({"update_id": 1, **strange}) == 200
    await talking.quiet()
    assert _said(talking) == []
    assert await talking.said("menu")


async def test_an_update_of_an_unknown_kind_is_taken_and_nothing_said(talking: Talk) -> None:
    assert await talking.post(updates.unknown_update()) == 200
    await talking.quiet()
    assert _said(talking) == []


async def test_a_body_of_five_megabytes_is_refused_before_it_is_read(talking: Talk) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", talking.port)
    head = f"POST {webhooks.TELEGRAM_PATH} HTTP/1.1\r\nHost: x\r\n{webhooks.SECRET_HEADER}: {SECRET}\r\n"
    writer.write(f"{head}Content-Length: 5000000\r\n\r\n".encode())
    status = await asyncio.wait_for(reader.readline(), 2)
    writer.close()
    assert b" 413 " in status


async def test_a_body_without_a_length_is_read_no_further_than_allowed(talking: Talk) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", talking.port)
    head = f"POST {webhooks.TELEGRAM_PATH} HTTP/1.1\r\nHost: x\r\n{webhooks.SECRET_HEADER}: {SECRET}\r\n"
    writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    with contextlib.suppress(ConnectionError):
        for _ in range(20):
            writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            await writer.drain()
    status = await asyncio.wait_for(reader.readline(), 2)
    writer.close()
    assert b" 413 " in status


async def test_an_update_that_comes_twice_is_answered_once(talking: Talk) -> None:
    talking.fake.user(LAN).unblock()
    update = updates.text_update("menu")
    assert [await talking.post(update), await talking.post(update)] == [200, 200]
    await talking.quiet()
    assert len(_said(talking)) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_while_the_database_is_away_telegram_is_told_to_come_back(url: str, mind: Mind) -> None:
    async with talk(url, mind) as talking:
        assert await talking.said("menu")
        with away(url):
            assert await talking.post(updates.text_update("/trogiup")) == 503
            talking.lan.say("/hoi cân của tôi hỏng")
            await talking.fake.until(lambda: talking.fake.updates.deliveries[-1].status == 503)
        await talking.quiet(15)
        texts = [reply.text for reply in talking.fake.chat(LAN).replies[1:]]
        database = Database(url)
        with database.transaction(reading=True) as session:
            heard = [event.text for event in session.query(Event)]
        database.close()
    assert heard == ["menu", "/hoi cân của tôi hỏng"]
    assert "cân của tôi hỏng" in texts[0]
    assert [text.startswith("↻") for text in texts] in ([False], [False, True])

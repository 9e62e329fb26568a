"""The stream: the whole conversation in order, from anywhere in it, over restarts, without gaps or repeats."""

import asyncio
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.web import chat_stream
from bot.web.visitors import COOKIE
from handlers.messages import Message
from storage.contacts import Address
from storage.outbox import Delivery, Status, put
from tests.web.site import Frame, Site, browser_session, frames, until


async def say(visitor: ClientSession, *texts: str) -> None:
    """Each text once the one before is answered."""
    for text in texts:
        async with visitor.post("/chat/messages", json={"text": text}) as response:
            assert response.status == 202
        await settled(visitor, f"Đã nghe: {text}")


async def settled(visitor: ClientSession, text: str) -> None:
    found: list[Frame] = []
    while not found or found[-1][2]["text"] != text:
        found = await frames(visitor, len(found) + 1)


def texts(found: list[Frame]) -> list[str]:
    return [data["text"] for _, _, data in found]


def tell(session: Session, text: str, status: Status = Status.QUEUED) -> None:
    """A message that nobody asked for, as a reminder is."""
    address_id, now = session.scalars(select(Address.id)).one(), datetime.now(UTC)
    put(session, address_id, [Message(text=text).as_json()], channel="web", now=now)
    if status is not Status.QUEUED:
        latest = select(func.max(Delivery.id)).scalar_subquery()
        session.execute(update(Delivery).where(Delivery.id == latest).values(status=status, ended_at=now))


async def test_a_stream_tells_what_was_said_and_answered(site: Site, visitor: ClientSession) -> None:
    async with visitor.post("/chat/messages", json={"text": "cân", "id": "7f"}) as response:
        assert await response.json() == {"id": "7f"}
    [said, told] = await frames(visitor, 2)
    assert (said[0], said[2]) == ("said", {"id": "7f", "text": "cân"})
    assert (told[0], told[2]["html"]) == ("message", "<p>Đã nghe: cân</p>")
    assert told[2]["buttons"][0] == {"label": "Đúng vậy", "value": "yes"}


async def test_the_first_line_tells_when_to_come_back(site: Site, visitor: ClientSession) -> None:
    async with visitor.get("/chat/events") as response:
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b"retry: 2000\n"


async def test_a_stream_goes_on_after_any_of_its_events(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "một", "hai", "ba")
    whole = await frames(visitor, 6)
    assert texts(whole) == ["một", "Đã nghe: một", "hai", "Đã nghe: hai", "ba", "Đã nghe: ba"]
    for place in range(5):
        rest = await frames(visitor, 5 - place, after=whole[place][1])
        assert rest == whole[place + 1 :]


@pytest.mark.parametrize("mark", ["x", "1.2.3", "-1.0.0.0", "9" * 5000, "1.2.3.4.5"])
async def test_a_mark_that_is_none_begins_at_the_beginning(site: Site, visitor: ClientSession, mark: str) -> None:
    await say(visitor, "một")
    assert texts(await frames(visitor, 2, after=mark)) == ["một", "Đã nghe: một"]


async def test_an_open_page_is_told_at_once(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "một")
    waits = []
    for text in ("hai", "ba", "bốn", "năm", "sáu"):
        last = (await frames(visitor, 2 * len(site.hearing.heard)))[-1][1]
        page = asyncio.create_task(frames(visitor, 2, after=last))
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        async with visitor.post("/chat/messages", json={"text": text}) as response:
            assert response.status == 202
        assert texts(await page) == [text, f"Đã nghe: {text}"]
        waits.append(time.perf_counter() - began)
    assert statistics.median(waits) < 0.25  # a quiet machine takes about 15 ms; nobody waits for the next look (1.5 s)


async def test_what_another_process_sends_is_found_too(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "một")
    page = asyncio.create_task(frames(visitor, 3))
    await asyncio.sleep(0.1)
    await site.database.run(tell, "Sắp đến hạn", status=Status.SENT)  # nobody rings
    assert texts(await page)[-1] == "Sắp đến hạn"


async def test_a_silent_stream_is_kept_open(
    site: Site, visitor: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_stream, "HEARTBEAT", 0.1)
    monkeypatch.setattr(chat_stream, "LOOK_EVERY", 0.1)
    async with visitor.get("/chat/events") as response:
        assert [await response.content.readline() for _ in range(3)] == [b"retry: 2000\n", b"\n", b":\n"]


async def test_a_message_waits_for_a_visitor_who_is_away(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "một")
    await site.database.run(tell, "Sắp đến hạn")
    assert texts(await frames(visitor, 3))[-1] == "Sắp đến hạn"


async def test_two_pages_of_one_visitor_show_the_same(site: Site, visitor: ClientSession) -> None:
    (await visitor.get("/")).close()
    pages = [asyncio.create_task(frames(visitor, 4)) for _ in range(2)]
    await say(visitor, "một", "hai")
    first, second = await asyncio.gather(*pages)
    assert first == second


async def test_nobody_sees_the_conversation_of_another(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "của tôi")
    async with browser_session(site.url) as other:
        await say(other, "của người khác")
        assert texts(await frames(other, 2)) == ["của người khác", "Đã nghe: của người khác"]
        mark = (await frames(visitor, 2))[0][1]
        assert texts(await frames(other, 2, after=mark)) == ["của người khác", "Đã nghe: của người khác"]


async def test_the_database_does_not_hold_what_lets_one_in(site: Site, visitor: ClientSession) -> None:
    await say(visitor, "một")
    token = next(cookie.value for cookie in visitor.cookie_jar if cookie.key == COOKIE)
    files = Path(str(site.database.engine.url.database)).parent.glob("chat.db*")
    assert all(token.encode() not in file.read_bytes() for file in files)


async def test_a_stream_goes_on_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    async with Site(path).running() as before, browser_session(before.url) as visitor:
        await say(visitor, "một")
        [_, (_, mark, _)] = await frames(visitor, 2)
        cookies = visitor.cookie_jar
    async with Site(path).running() as after, ClientSession(after.url, cookie_jar=cookies) as visitor:
        await say(visitor, "hai")
        assert texts(await frames(visitor, 2, after=mark)) == ["hai", "Đã nghe: hai"]


async def test_open_streams_end_with_the_program(tmp_path: Path) -> None:
    site = Site(tmp_path / "chat.db")
    async with browser_session("http://127.0.0.1") as visitor:
        async with site.running():
            response = await visitor.get(f"{site.url}/chat/events")
            assert site.channel.open == 1
            began = time.perf_counter()
        assert time.perf_counter() - began < 2
        assert await response.content.read() == b"retry: 2000\n\n"
    assert site.channel.open == 0


async def test_a_page_that_left_is_forgotten(site: Site, visitor: ClientSession) -> None:
    response = await visitor.get("/chat/events")
    assert site.channel.open == 1
    response.close()
    await until(lambda: site.channel.open == 0)


async def test_one_visitor_has_so_many_pages_and_no_more(site: Site, visitor: ClientSession) -> None:
    (await visitor.get("/")).close()
    pages = [await visitor.get("/chat/events") for _ in range(9)]
    assert [page.status for page in pages] == [200] * 8 + [429]
    assert pages[-1].headers["Retry-After"] == "30"
    for page in pages:
        page.close()

"""The fake delivers as Telegram does: offsets, one poller, a lane a chat, retries, a secret; its updates are real."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram.types import Update as AiogramUpdate
from aiohttp import web
from telegram import Bot, Update
from telegram.error import Conflict

from tests.fakes import updates
from tests.fakes.probe import bot_of, hear, listener
from tests.fakes.telegram import FakeTelegram

LAN, MINH = 1001, 1002


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with bot_of(fake.url) as ready:
        yield ready


async def test_an_offset_confirms_what_came_before(fake: FakeTelegram, bot: Bot) -> None:
    first, second, third = (fake.user(LAN).say(word) for word in ("một", "hai", "ba"))
    assert [u.update_id for u in await bot.get_updates()] == [first, second, third]
    assert [u.update_id for u in await bot.get_updates(offset=second, limit=1)] == [second]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == [third]
    assert [u.update_id for u in await bot.get_updates()] == [third]


async def test_a_long_poll_ends_with_the_first_update(fake: FakeTelegram, bot: Bot) -> None:
    asyncio.get_running_loop().call_later(0.05, lambda: fake.user(LAN).say("đây"))
    async with asyncio.timeout(2):
        received = await bot.get_updates(timeout=30)
    assert [u.effective_message.text for u in received] == ["đây"]  # type: ignore[union-attr]


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, bot: Bot) -> None:
    async with bot_of(fake.url) as rival:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.1)
        assert await rival.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_only_wanted_kinds_are_queued(fake: FakeTelegram, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    fake.user(LAN).say("xin chào")
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).allowed_updates == ("callback_query",)


async def test_a_press_is_lost_after_150_seconds_and_a_message_is_not(fake: FakeTelegram, bot: Bot) -> None:
    fake.push(updates.callback_update("yes"))
    fake.push(updates.text_update("xin chào"))
    fake.clock.advance(151)
    assert [bool(u.message) for u in await bot.get_updates()] == [True]


async def test_a_webhook_gets_the_secret_and_ends_polling(fake: FakeTelegram, bot: Bot) -> None:
    heard: list[dict[str, Any]] = []
    async with listener(hear(heard)) as url:
        await bot.set_webhook(url, secret_token="s3cret")
        fake.user(LAN).say("xin chào")
        await fake.settled()
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        fake.violations.clear()
        await bot.delete_webhook()
    assert [(u["message"]["text"], u["secret"]) for u in heard] == [("xin chào", "s3cret")]


async def test_a_refused_update_holds_up_its_own_chat_only(fake: FakeTelegram, bot: Bot) -> None:
    heard: list[str] = []

    def answer(update: dict[str, Any]) -> web.Response:
        heard.append(update["message"]["text"])
        return web.Response(status=500 if heard.count("một") in (1, 2, 3) and heard[-1] == "một" else 200)

    async with listener(answer) as url:
        await bot.set_webhook(url)
        for who, words in ((LAN, "một"), (LAN, "hai"), (MINH, "ba")):
            fake.user(who).say(words)
        await fake.settled()
        assert "500" in str((await bot.get_webhook_info()).last_error_message)
    assert [words for words in heard if words != "ba"] == ["một"] * 4 + ["hai"]
    assert heard.index("ba") < heard.index("hai")


async def test_updates_wait_for_a_bot_that_is_away(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    fake.user(LAN).say("còn đó không?")
    await fake.until(lambda: len(fake.updates.deliveries) >= 2)
    assert {delivery.status for delivery in fake.updates.deliveries} == {0}
    async with listener(lambda update: web.Response()) as url:
        await bot.set_webhook(url)
        await fake.settled()


async def test_a_method_in_the_answer_is_carried_out(fake: FakeTelegram, bot: Bot) -> None:
    reply = {"method": "sendMessage", "chat_id": LAN, "text": "nghe rồi"}
    async with listener(lambda update: web.json_response(reply)) as url:
        await bot.set_webhook(url)
        fake.user(LAN).say("xin chào")
        await fake.settled()
    assert fake.chat(LAN).last.text == "nghe rồi"


async def test_the_same_update_can_come_twice(fake: FakeTelegram, bot: Bot) -> None:
    heard: list[dict[str, Any]] = []
    async with listener(hear(heard)) as url:
        await bot.set_webhook(url)
        update = updates.text_update("một lần", user=LAN)
        for _ in range(2):
            fake.push(update)
            await fake.settled()
    assert [again["update_id"] for again in heard] == [update["update_id"]] * 2


async def test_the_outside_is_never_called(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_webhook("https://bot.example.com/hook")
    fake.user(LAN).say("xin chào")
    await fake.until(lambda: fake.updates.deliveries)
    assert fake.updates.pending


def test_aiogram_and_ptb_read_every_update_alike() -> None:
    built = [
        updates.text_update("/start xin chào"),
        updates.edited_message_update("sửa"),
        updates.callback_update("yes"),
        updates.my_chat_member_update("member", "kicked"),
        updates.channel_post_update("tin"),
        updates.message_update(updates.contact("+84", updates.person(LAN))),
    ]
    for raw in built:
        assert AiogramUpdate.model_validate(raw).event_type == next(name for name in raw if name != "update_id")
        theirs = Update.de_json(raw, None)
        assert theirs
        assert theirs.effective_chat
    assert Update.de_json(updates.unknown_update(), None).api_kwargs


async def test_whatever_a_person_sends_is_a_real_update(fake: FakeTelegram, bot: Bot) -> None:
    lan = fake.user(LAN)
    lan.say("một")
    lan.edit("hai")
    for send in (lan.send_photo, lan.send_voice, lan.send_sticker, lan.send_location, lan.send_contact, lan.block):
        send()
    lan.forward("tin cũ")
    lan.send_document(b"xlsx")
    assert len(await bot.get_updates()) == len(fake.updates.pending) == 11
    for pending in fake.updates.pending.values():
        assert AiogramUpdate.model_validate(pending.update).event


async def test_a_kind_of_tomorrow_arrives_whole(fake: FakeTelegram, bot: Bot) -> None:
    fake.push(updates.unknown_update("teleportation"))
    assert "teleportation" in (await bot.get_updates())[0].api_kwargs


async def test_a_test_elsewhere_steers_by_http(fake: FakeTelegram, bot: Bot) -> None:
    async with aiohttp.ClientSession(fake.url) as http:
        await http.post(f"/test/user/{LAN}/say", json={"words": "xin chào"})
        await bot.send_message(LAN, "chào Lan")
        transcript = await (await http.get(f"/test/chat/{LAN}")).json()
        assert [(m["from_bot"], m["text"]) for m in transcript["messages"]] == [(False, "xin chào"), (True, "chào Lan")]
        assert (await http.post(f"/test/user/{LAN}/press", json={"button": "Có"})).status == 409
        assert await (await http.get("/test/violations")).json() == []
        assert (await (await http.get("/test/calls?count=1")).json())["sendMessage 200"] == 1

"""Groups, blocks, commands: where the bot answers, and where it keeps silent. May import: everything."""

from collections.abc import AsyncIterator

import pytest

from handlers.understand import Mind
from storage.contacts import Address
from storage.database import Database
from tests.bot.talks import GROUP, LAN, Talk, talk
from tests.cast import ledger
from tests.fakes import updates
from tests.fakes.updates import Json

NAME = "do_luong_test_bot"


@pytest.fixture
async def talking(sqlite_url: str, mind: Mind) -> AsyncIterator[Talk]:
    async with talk(sqlite_url, mind) as ready:
        ready.fake.group(GROUP)
        yield ready


def _rows(talking: Talk) -> list[tuple[str, str, str]]:
    database = Database(talking.url)
    found = ledger(database)
    database.close()
    return found


def _addresses(talking: Talk) -> dict[str, str]:
    """Address and why it is closed."""
    database = Database(talking.url)
    with database.transaction(reading=True) as session:
        found = {row.external_id: row.closed_reason for row in session.query(Address)}
    database.close()
    return found


@pytest.mark.parametrize(
    "words", [f"@{NAME} menu", f"menu @{NAME.upper()}", f"/tracuu@{NAME}", f"/TRACUU@{NAME} cân bàn", f"@{NAME}"]
)
async def test_in_a_group_it_answers_when_it_is_named(talking: Talk, words: str) -> None:
    assert len(await talking.answers(lambda: talking.lan.say(words, chat=GROUP), GROUP)) == 1


async def test_in_a_group_its_name_is_no_part_of_the_question(talking: Talk) -> None:
    named = await talking.answers(lambda: talking.lan.say(f"@{NAME.title()} cân bàn", chat=GROUP), GROUP)
    assert named[0].text == (await talking.said("cân bàn"))[0]


@pytest.mark.parametrize("words", ["menu", "/tracuu", "/tracuu@another_bot", f"@{NAME}2 menu", "do_luong_test_bot"])
async def test_in_a_group_it_keeps_silent_when_others_talk(talking: Talk, words: str) -> None:
    assert await talking.answers(lambda: talking.lan.say(words, chat=GROUP), GROUP) == []


async def test_in_a_group_a_reply_to_the_bot_is_heard_and_one_to_another_is_not(talking: Talk) -> None:
    first = (await talking.answers(lambda: talking.lan.say(f"@{NAME} menu", chat=GROUP), GROUP))[0]
    replied = await talking.answers(lambda: talking.lan.say("cân bàn", chat=GROUP, reply_to=first), GROUP)
    mine = next(m for m in talking.fake.chat(GROUP).messages if not m.from_bot)
    assert len(replied) == 1
    assert await talking.answers(lambda: talking.lan.say("cân bàn", chat=GROUP, reply_to=mine), GROUP) == []


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [updates.person(LAN)]},
        {"left_chat_member": updates.person(LAN)},
        {"new_chat_title": f"@{NAME}"},
        {"delete_chat_photo": True},
        {"group_chat_created": True},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"video_chat_started": {}},
    ],
)
@pytest.mark.parametrize("chat", [GROUP, LAN])
async def test_service_messages_are_nobodys_words(talking: Talk, content: Json, chat: int) -> None:
    assert await talking.answers(lambda: talking.lan.send(content, chat=chat), chat) == []


async def test_another_bot_is_not_answered(talking: Talk) -> None:
    bot = talking.fake.user(55, is_bot=True)
    assert await talking.answers(lambda: bot.say(f"@{NAME} menu", chat=GROUP), GROUP) == []


async def test_a_group_that_became_a_supergroup_is_followed(talking: Talk) -> None:
    await talking.answers(lambda: talking.lan.say(f"@{NAME} menu", chat=GROUP), GROUP)
    held = talking.fake.fail("slow", "sendMessage", value=0.3)
    talking.lan.say(f"@{NAME} cân bàn", chat=GROUP)
    await talking.fake.until(lambda: held.times == 0)
    talking.fake.upgrade(GROUP, -100777)
    await talking.quiet()
    assert len(talking.fake.chat(-100777).replies) == 1
    assert set(_addresses(talking)) == {"-100777"}


async def test_a_block_closes_the_address_and_what_waits_is_not_sent(talking: Talk) -> None:
    await talking.said("menu")
    talking.fake.fail("flood", "sendMessage", value=1)
    talking.lan.say("menu")
    await talking.fake.settled()
    talking.lan.block()
    await talking.quiet()
    assert _addresses(talking) == {str(LAN): "shut_by_owner"}
    assert [(status, reason) for _, status, reason in _rows(talking)][1:] == [("suppressed", "address_closed")]


@pytest.mark.parametrize("how", ["start", "unblock"])
async def test_an_address_opens_when_its_owner_is_back(talking: Talk, how: str) -> None:
    await talking.said("menu")
    talking.lan.block()
    await talking.quiet()
    talking.lan.start() if how == "start" else talking.lan.unblock()
    await talking.quiet()
    assert _addresses(talking) == {str(LAN): ""}
    assert len(await talking.said("menu")) == 1


async def test_leaving_a_group_closes_the_group_alone(talking: Talk) -> None:
    await talking.said("menu")
    await talking.answers(lambda: talking.lan.say(f"@{NAME} menu", chat=GROUP), GROUP)
    talking.fake.world.announce(
        updates.my_chat_member_update("member", "kicked", chat=talking.fake.chat(GROUP).raw) | {}
    )
    await talking.quiet()
    assert _addresses(talking) == {str(LAN): "", str(GROUP): "shut_by_owner"}


async def test_commands_are_registered_in_both_languages(talking: Talk) -> None:
    known = {key: value for key, value in talking.fake.world.settings.items() if key[0] == "mycommands"}
    names = [[command["command"] for command in commands] for commands in known.values()]
    words = [commands[1]["description"] for commands in known.values()]
    assert len(known) == 2
    assert names[0] == names[1]
    assert {"start", "tracuu", "chuongtrinh", "hoi", "huy", "quaylai", "ngonngu"} <= set(names[0])
    assert words[0] != words[1]

"""Each trouble of the Bot API ends in the ledger as it should, and nothing is said twice without its mark.

May import: everything.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.messages import Button, Message
from handlers.understand import Mind
from scheduler import sender
from storage import contacts, outbox
from storage.contacts import Address
from storage.database import Database
from tests.bot.talks import LAN, Talk, talk
from tests.cast import CHANNEL, NOW, ledger

LINES = 2_400  # of five letters: three messages of Telegram's length


@pytest.fixture
async def talking(sqlite_url: str, mind: Mind, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    monkeypatch.setattr(sender, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(sender, "LOOK_EVERY", 0.05)
    async with talk(sqlite_url, mind) as ready:
        await ready.said("menu")
        yield ready


def _ends(talking: Talk) -> list[tuple[str, str]]:
    """(status, reason) of every message after the first."""
    database = Database(talking.url)
    found = [(status, reason) for _, status, reason in ledger(database)]
    database.close()
    return found[1:]


def _marks(talking: Talk) -> list[bool]:
    """Of every message that arrived after the first: does it say that it is a repeat?"""
    return [reply.text.startswith("↻") for reply in talking.fake.chat(LAN).replies[1:]]


def _closed(talking: Talk) -> str:
    database = Database(talking.url)
    with database.transaction(reading=True) as session:
        reason = session.query(Address).one().closed_reason
    database.close()
    return reason


@pytest.mark.parametrize(
    ("kind", "value", "ends", "marks"),
    [
        ("flood", 1, ["sent"], [False]),
        ("server", 500, ["sent"], [False]),
        ("server", 502, ["sent"], [False]),
        ("server", 504, ["sent"], [False]),
        ("lie", 0, ["sent"], [False]),
        ("slow", 0.3, ["sent"], [False]),
        ("cut_before", 0, ["unknown", "sent"], [True]),
        ("cut_after", 0, ["unknown", "sent"], [False, True]),
    ],
)
async def test_a_passing_trouble_loses_nothing_and_marks_what_it_repeats(
    talking: Talk, *, kind: Any, value: float, ends: list[str], marks: list[bool]
) -> None:
    talking.fake.fail(kind, "sendMessage", value=value)
    await talking.said("menu")
    assert [status for status, _ in _ends(talking)] == ends
    assert _marks(talking) == marks


@pytest.mark.parametrize(
    ("gate", "status", "reason", "closed"),
    [
        ("blocked", "failed", "bot_was_blocked_by_the_user", True),
        ("deactivated", "failed", "user_is_deactivated", True),
        ("new", "failed", "bot_can't_initiate_conversation_with_a_user", True),
        ("restricted", "failed", "not_enough_rights_to_send_text_messages_to_the_chat", False),
    ],
)
async def test_a_shut_chat_ends_the_message_and_closes_the_address(
    talking: Talk, *, gate: str, status: str, reason: str, closed: bool
) -> None:
    _queue(talking.url, "tin")
    talking.fake.chat(LAN).gate = gate
    await talking.quiet()
    assert _ends(talking) == [(status, reason)]
    assert (_closed(talking) == reason) is closed


async def test_a_chat_that_does_not_exist_is_closed(talking: Talk) -> None:
    del talking.fake.world.chats[LAN]
    _queue(talking.url, "tin")
    await talking.quiet()
    assert _ends(talking) == [("failed", "chat_not_found")]
    assert _closed(talking) == "chat_not_found"


async def test_a_server_that_stays_broken_makes_the_message_fail_at_last(
    talking: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "TRIES", 3)
    talking.fake.fail("server", "sendMessage", times=99, value=502)
    await talking.answers(lambda: talking.lan.say("menu"))
    assert _ends(talking) == [("failed", "server_error")]
    assert _marks(talking) == []


@pytest.mark.parametrize(
    "wrong", [{"buttons": (Button("x", "v" * 65),)}, {"title": "x" * 5_000}], ids=["value", "length"]
)
async def test_what_telegram_cannot_take_fails_and_the_next_goes_on(
    sqlite_url: str, mind: Mind, wrong: dict[str, Any]
) -> None:
    async with talk(sqlite_url, mind, strict=False) as talking:
        await talking.said("menu")
        _queue(talking.url, "tin", **wrong)
        await talking.quiet()
        assert _ends(talking)[0][0] == "failed"
        assert await talking.said("menu")


async def test_a_wrong_token_holds_the_channel_and_is_told(talking: Talk) -> None:
    talking.fake.token = "1:" + "x" * 30
    _queue(talking.url, "tin")
    await talking.fake.until(lambda: _ends(talking) == [("queued", "token_refused")])
    assert talking.app.senders["telegram"].down == "token_refused"


async def test_a_long_answer_comes_in_parts_with_its_buttons_under_the_last(talking: Talk) -> None:
    _queue(talking.url, "<b>&\n" * LINES, buttons=(Button("Về menu", "go:menu"),))
    await talking.quiet()
    parts = talking.fake.chat(LAN).replies[1:]
    assert [part.buttons for part in parts] == [[], [], ["Về menu"]]
    assert "".join(part.text for part in parts).count("<b>&") == LINES


@pytest.mark.parametrize(("kind", "value"), [("server", 502), ("flood", 1)])
async def test_a_long_answer_that_stops_in_the_middle_is_repeated_with_a_mark(
    talking: Talk, kind: Any, value: float
) -> None:
    talking.fake.fail("slow", "sendMessage", value=0.01)  # of the first part
    talking.fake.fail(kind, "sendMessage", value=value)
    _queue(talking.url, "<b>&\n" * LINES)
    await talking.quiet()
    assert _marks(talking) == [False, True, False, False]
    assert _ends(talking) == [("unknown", "sent_in_part"), ("sent", "")]


def _queue(url: str, text: str, **more: Any) -> None:
    database = Database(url)
    with database.transaction() as session:
        lan = contacts.sender_of(session, CHANNEL, str(LAN), name="", now=NOW)
        body = Message(text=text, **more).as_json()
        outbox.put(session, lan.address_id, [body], channel=CHANNEL, now=NOW)
    database.close()

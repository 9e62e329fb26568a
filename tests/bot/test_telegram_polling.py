"""Polling: an update is confirmed after its commit, and trouble on the way loses nothing. May import: everything."""

from typing import Any

import pytest

from bot.channels import telegram_updates
from handlers.understand import Mind
from storage.database import Database
from tests.bot.talks import LAN, Talk, away, talk
from tests.cast import ledger


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait three seconds before another try."""
    monkeypatch.setattr(telegram_updates, "WAIT", 0.02)


def _polls(talking: Talk) -> list[Any]:
    return [call for call in talking.fake.calls if call.method.lower() == "getupdates"]


def _rows(url: str) -> int:
    database = Database(url)
    found = len(ledger(database))
    database.close()
    return found


async def test_a_talk_by_polling(url: str, mind: Mind) -> None:
    async with talk(url, mind, mode="polling") as talking:
        assert len(await talking.said("/start")) == 1
        assert "cân hỏng" in (await talking.said("/hoi cân hỏng"))[0]


async def test_an_update_is_confirmed_only_after_its_commit(
    sqlite_url: str, mind: Mind, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows_at_confirmation: list[int] = []
    async with talk(sqlite_url, mind, mode="polling") as talking:
        confirm = talking.fake.updates._confirm

        def looked(offset: int) -> None:
            if offset:
                rows_at_confirmation.append(_rows(sqlite_url))
            confirm(offset)

        monkeypatch.setattr(type(talking.fake.updates), "_confirm", lambda _, offset: looked(offset))
        await talking.said("menu")
    assert rows_at_confirmation[0] == 1


async def test_what_was_written_while_the_bot_was_down_is_answered_when_it_is_back(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        await talking.said("menu")
        await talking.stop()
        for number in range(3):
            talking.lan.say(f"/hoi câu số {number}")
        await talking.start()
        await talking.quiet()
        replies = [reply.text for reply in talking.fake.chat(LAN).replies[1:]]
    assert [f"câu số {number}" in reply for number, reply in enumerate(replies)] == [True] * 3


async def test_a_batch_that_was_heard_but_not_confirmed_is_answered_once(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        await talking.said("menu")
        talking.fake.fail("server", "getUpdates", times=1)
        update = {"update_id": 1, **_menu()}
        talking.fake.push(update)
        await talking.quiet()
        talking.fake.push(update)
        await talking.quiet()
        assert len(talking.fake.chat(LAN).replies) == 2


@pytest.mark.parametrize(
    ("kind", "value"),
    [("server", 502), ("server", 500), ("cut_before", 0), ("cut_after", 0), ("lie", 0), ("server", 409), ("flood", 1)],
)
async def test_polling_outlives_trouble(sqlite_url: str, mind: Mind, kind: Any, value: float) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        await talking.said("menu")
        talking.fake.fail(kind, "getUpdates", times=2, value=value)
        assert len(await talking.said("menu")) == 1
        assert len(await talking.said("menu")) == 1


async def test_a_letter_that_is_no_letter_holds_up_nobody(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        assert "“cân \ufffd”" in (await talking.said("/hoi cân \ud83d"))[0]
        assert await talking.said("menu")


async def test_polling_goes_on_when_another_poller_has_gone(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        await talking.said("menu")
        await talking.fake.call("getUpdates", {"timeout": 0})
        assert len(await talking.said("menu")) == 1
        assert 409 in [call.status for call in _polls(talking)]


async def test_a_webhook_that_was_left_behind_is_taken_away(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind) as talking:
        await talking.said("menu")
        await talking.stop()
        talking._mode = "polling"
        await talking.start()
        await talking.fake.until(lambda: talking.fake.updates.webhook is None)
        assert len(await talking.said("menu")) == 1


async def test_a_telegram_that_is_away_at_the_start_is_tried_again(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind, mode="polling") as talking:
        await talking.said("menu")
        await talking.stop()
        talking.fake.fail("server", "getMe", times=3, value=502)
        await talking.start()
        assert len(await talking.said("menu")) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_polling_waits_for_a_database_that_is_away(url: str, mind: Mind) -> None:
    async with talk(url, mind, mode="polling") as talking:
        await talking.said("menu")
        with away(url):
            talking.lan.say("/hoi cân hỏng")
            await talking.fake.until(lambda: len(_offsets(talking)) > 1)
        await talking.quiet(15)
        assert len(talking.fake.chat(LAN).replies) == 2


def _offsets(talking: Talk) -> list[int]:
    """The questions that asked for the last update again."""
    last = max(talking.fake.updates.pending, default=0)
    return [call.params["offset"] for call in _polls(talking)[-3:] if call.params.get("offset", 0) <= last]


def _menu() -> dict[str, Any]:
    chat = {"id": LAN, "type": "private", "first_name": "Lan"}
    sender = {"id": LAN, "is_bot": False, "first_name": "Lan"}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "menu"}}

"""The fake's troubles are the real ones: floods, cut connections, slow answers; and it can live in its own process."""

import asyncio
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.fakes import rates
from tests.fakes.probe import bot_of
from tests.fakes.telegram import FakeTelegram, spawn

LAN = 1001
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.user(LAN).start()
        yield server


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with bot_of(fake.url) as ready:
        yield ready


async def test_a_connection_cut_after_storing_leaves_the_message(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("cut_after", "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(LAN, "a")
    assert [message.text for message in fake.chat(LAN).replies] == ["a"]


async def test_a_connection_cut_before_leaves_nothing(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("cut_before", "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(LAN, "a")
    assert fake.chat(LAN).replies == []


async def test_a_fault_meets_its_own_chat_and_times_only(
    fake: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the error itself warns
    fake.user(2).start()
    fake.fail("flood", "sendMessage", chat=2, times=2, value=7)
    await bot.send_message(LAN, "a")
    for _ in range(2):
        with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
            await bot.send_message(2, "a")
    await bot.send_message(2, "a")


async def test_a_broken_gateway_is_a_network_error(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("server", value=502)
    with pytest.raises(NetworkError):
        await bot.send_message(LAN, "a")
    assert fake.chat(LAN).replies == []


async def test_an_error_body_may_come_with_status_200(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("lie")
    with pytest.raises(KeyError):  # python-telegram-bot 22.8 trusts the status
        await bot.send_message(LAN, "a")
    assert fake.chat(LAN).replies == []


async def test_a_slow_answer_times_out_and_the_message_is_there(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("slow", "sendMessage", value=0.2)
    with pytest.raises(TimedOut):
        await bot.send_message(LAN, "a", read_timeout=0.05)
    await fake.until(lambda: fake.chat(LAN).replies)


def test_the_bucket_lets_thirty_pass_and_refills() -> None:
    bucket = rates.Bucket()
    assert [bucket.take(person, 100.0) for person in range(1, 32)] == [0.0] * 30 + [1.0]
    assert bucket.take(99, 101.0) == 0.0


def test_one_chat_has_a_burst_of_three() -> None:
    bucket = rates.Bucket()
    assert [bucket.take(LAN, 100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_a_group_has_twenty_a_minute() -> None:
    bucket = rates.Bucket()
    assert [bucket.take(-5, 100.0 + number) for number in range(31)].count(0.0) == 30


def test_the_window_shuts_for_five_seconds() -> None:
    window = rates.Window()
    assert [window.take(LAN, 100.0 + number / 100) for number in range(31)] == [0.0] * 30 + [5.0]
    assert window.take(LAN, 104.3) == pytest.approx(1.0)
    assert window.take(LAN, 105.4) == 0.0


async def test_who_ignores_a_429_is_remembered() -> None:
    async with FakeTelegram(rate="window", open_chats=True, strict=False) as fake, bot_of(fake.url) as bot:
        for _ in range(30):
            await fake.call("sendMessage", {"chat_id": LAN, "text": "a"})
        for pause in (0, 1, 5):
            fake.clock.advance(pause)
            answer = fake.call("sendMessage", {"chat_id": LAN, "text": "a"})
            assert (await answer)[0] == (200 if pause == 5 else 429)
        assert fake.violations == ["sendMessage: sent although a 429 asked to wait"]
        assert await bot.get_me()


async def test_the_fake_lives_in_its_own_process() -> None:
    with spawn("--rate", "window", "--open-chats", "--latency-ms", "40") as url:
        async with bot_of(url) as bot:
            before = time.perf_counter()
            await bot.send_message(LAN, "a")
            assert time.perf_counter() - before > 0.04


async def test_the_fake_ends_with_its_parent() -> None:
    script = (
        "import os; from tests.fakes.telegram import spawn; s = spawn(); print(s.__enter__(), flush=True); os.abort()"
    )
    mother = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=PIPE, cwd=ROOT)
    port = int((await mother.communicate())[0].decode().rpartition(":")[2])
    async with asyncio.timeout(5):
        while await _answers(port):  # noqa: ASYNC110  # another process: nothing to wait for
            await asyncio.sleep(0.05)


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True

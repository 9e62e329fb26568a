"""SIGKILL at every point of a message's life: nothing is lost, and what comes twice is among the unknown."""

import asyncio
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from handlers.messages import Message
from scheduler.sender import Sender
from storage import outbox
from storage.database import Database
from tests.cast import CHANNEL, NOW, Recorder, ledger, queue
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
MESSAGES = 30


@pytest.mark.parametrize("point", ["before_call", "in_call", "after_call", "before_commit"])
@pytest.mark.parametrize("at", [1, 14])
async def test_a_kill_loses_nothing_and_doubles_only_the_unknown(url: str, point: str, at: int) -> None:
    texts = _queue(url)
    async with FakeTelegram(open_chats=True, latency=0.2 if point == "in_call" else 0.0) as fake:
        assert await _live(url, fake.url, point, at) == -signal.SIGKILL
        fake.latency = 0.0
        assert await _live(url, fake.url, "never", 0) == 0
        arrived = _arrived(fake)
    database = Database(url)
    unknown = {text for text, status, _ in ledger(database) if status == "unknown"}
    database.close()
    assert set(arrived) == texts
    assert {text for text, times in arrived.items() if times > 1} <= unknown
    assert 1 <= len(unknown) <= Telegram.places


async def test_without_the_claim_a_kill_doubles_what_nobody_calls_unknown(url: str) -> None:
    """Negative control: a sender that writes nothing before its call leaves a double that the ledger does not know."""
    _queue(url)
    database = Database(url)
    channel = Recorder()
    with database.transaction() as session:  # sent, and killed before anything was written down
        first = outbox.claim(session, CHANNEL, lanes=(0, 0), limit=1, now=NOW)
        await channel.send(first[0].address, Message.from_json(first[0].body))
        session.rollback()
    sender = Sender(database, channel)
    await sender.deliver()
    sender.let_go()
    unknown = [text for text, status, _ in ledger(database) if status == "unknown"]
    database.close()
    assert max(Counter(text for _, text in channel.sent).values()) == 2
    assert unknown == []


def _queue(url: str) -> set[str]:
    database = Database(url)
    for number in range(MESSAGES):
        queue(database, f"tin {number}", to=str(2000 + number % 10))
    database.close()
    return {f"tin {number}" for number in range(MESSAGES)}


async def _live(url: str, api: str, point: str, at: int) -> int:
    command = (sys.executable, "-m", "tests.scheduler.mortal", url, api, point, str(at))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    return await asyncio.wait_for(process.wait(), 30)


def _arrived(fake: FakeTelegram) -> Counter[str]:
    chats = [chat for chat in fake.world.chats.values() if chat.private]
    return Counter(reply.text.removeprefix("↻ ") for chat in chats for reply in chat.replies)

"""The whole program, killed at any moment and begun again: every message is answered, what is said twice is known.

May import: everything.
"""

import asyncio
import contextlib
import random
import signal
from asyncio.subprocess import Process
from collections import Counter
from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.processes import begin
from tests.bot.talks import free_port, open_rows, telegram_environment
from tests.cast import ledger
from tests.fakes.telegram import FakeTelegram

PEOPLE, EACH, KILLS = 20, 5, 3


@pytest.mark.parametrize("seed", [996])
async def test_kills_lose_no_answer_and_double_only_the_unknown(url: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with FakeTelegram(latency=0.1, retry_speed=200) as fake:
        environment = telegram_environment(url, fake, port=free_port())
        process = await _serve(environment, tmp_path)
        await fake.until(lambda: fake.updates.webhook, 20)
        said = [(person, number) for number in range(EACH) for person in range(PEOPLE)]
        for kill, part in enumerate(_parts(said, KILLS + 1)):
            for person, number in part:
                fake.user(3000 + person).say(f"/hoi {_words(person, number)}")
            if kill < KILLS:
                await asyncio.sleep(chance.uniform(0.01, 0.25))
                await _end(process, signal.SIGKILL)
                process = await _serve(environment, tmp_path)
        await fake.settled(20)
        await fake.until(lambda: not open_rows(url), 20)
        assert await _end(process, signal.SIGTERM) == 0
        heard = {person: [reply.text for reply in fake.chat(3000 + person).replies] for person in range(PEOPLE)}
    database = Database(url)
    unknown = Counter(text for text, status, _ in ledger(database) if status == "unknown")
    database.close()
    for person, number in said:
        answers = [text for text in heard[person] if _words(person, number) in text]
        doubts = sum(count for text, count in unknown.items() if _words(person, number) in text)
        # Killed in the call and again in its repeat, nobody can say whether either arrived: the ledger names both.
        assert len(answers) == 1 or doubts >= 1, (person, number, answers)
        assert answers or doubts == 2, (person, number)
        assert [text.startswith("↻") for text in answers] in ([False], [True], [False, True], [])
    for texts in heard.values():
        fresh = [_number(text) for text in texts if not text.startswith("↻")]
        assert fresh == sorted(fresh)


def _words(person: int, number: int) -> str:
    return f"câu {number} của người {person:02}"


def _number(answer: str) -> int:
    return int(answer.partition("câu ")[2].partition(" của")[0])


def _parts(items: list[tuple[int, int]], count: int) -> list[list[tuple[int, int]]]:
    size = -(-len(items) // count)
    return [items[at : at + size] for at in range(0, len(items), size)]


async def _serve(environment: dict[str, str], folder: Path) -> Process:
    """Begun, and hearing."""
    process = await begin("serve", folder=folder, **environment)
    assert process.stdout
    assert b"web chat" in await asyncio.wait_for(process.stdout.readline(), 20)
    return process


async def _end(process: Process, number: signal.Signals) -> int:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)
    await asyncio.wait_for(process.communicate(), 10)
    return process.returncode or 0

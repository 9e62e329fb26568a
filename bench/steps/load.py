"""Loads, and what was seen under them: people who wait for the reply (closed loop) and people who do not (open)."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bench.steps.people import NoAnswerError, Town
from bench.steps.processes import Process

GRACE = 20.0  # seconds that a load may take to come to rest


@dataclass(frozen=True)
class Sample:
    """One load on one system.

    rate: steps answered a second; p50, p99: milliseconds; cpu: processor µs a step; dropped: steps.
    """

    rate: float
    p50: float
    p99: float
    cpu: float = 0.0
    dropped: int = 0


def _sample(waits: Sequence[float], seconds: float, *, cpu: float = 0.0, dropped: int = 0) -> Sample:
    if not waits:
        raise NoAnswerError("no step was answered")
    ordered = sorted(waits)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return Sample(len(waits) / seconds, p50 * 1e3, p99 * 1e3, cpu / len(waits) * 1e6, dropped)


async def _all(people: list[Coroutine[Any, Any, None]], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds + GRACE), asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(person)
    except TimeoutError:
        raise NoAnswerError("a reply never came") from None
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def closed_loop(process: Process, town: Town, users: int, seconds: float) -> Sample:
    """Each user says the next text when the reply to the last has arrived. A lead-in of a quarter is not counted."""
    waits: list[float] = []
    begin = time.perf_counter() + seconds / 4
    end = begin + seconds
    cpu = [0.0, 0.0]

    async def talk() -> None:
        chat = town.newcomer()
        for text in itertools.cycle(town.texts):
            wait, reply = await town.say(chat, text)
            if begin <= reply.at < end:
                waits.append(wait)
            if reply.at >= end:
                return

    async def meter() -> None:
        await asyncio.sleep(begin - time.perf_counter())
        cpu[0] = process.cpu()
        await asyncio.sleep(end - time.perf_counter())
        cpu[1] = process.cpu()

    await _all([meter(), *(talk() for _ in range(users))], seconds)
    return _sample(waits, seconds, cpu=cpu[1] - cpu[0])


async def open_loop(town: Town, users: int, rate: float, seconds: float) -> Sample:
    """`rate` texts a second, the users in turn, answered or not; `dropped` had no reply 0.5 s after the last."""
    waits: list[float] = []
    in_time = 0
    chats = [town.newcomer() for _ in range(users)]
    offered = int(rate * seconds)
    began = time.perf_counter()

    async def say(number: int) -> None:
        chat, text = chats[number % users], town.texts[number // users % len(town.texts)]
        nonlocal in_time
        wait, reply = await town.say(chat, text)
        waits.append(wait)
        in_time += reply.at < began + seconds

    pending = set()
    for number in range(offered):
        await asyncio.sleep(began + number / rate - time.perf_counter())
        pending.add(asyncio.create_task(say(number)))
    _, late = await asyncio.wait(pending, timeout=0.5)
    for task in late:
        task.cancel()
    return replace(_sample(waits, seconds, dropped=offered - len(waits)), rate=in_time / seconds)


async def close_behind(town: Town, users: int, pause: float, conversations: int) -> Sample:
    """Each user speaks `pause` seconds after the reply reached Telegram, perhaps before the bot's call has returned.

    `dropped` steps got no reply, or not the one of their step; the user says them again once and goes on.
    """
    waits: list[float] = []
    dropped = 0

    async def step(chat: int, number: int) -> None:
        nonlocal dropped
        for _ in range(2):
            try:
                async with asyncio.timeout(2):
                    wait, reply = await town.say(chat, town.texts[number])
            except TimeoutError:
                dropped += 1
                continue
            waits.append(wait)
            if reply.text == town.prompts[number]:
                return
            dropped += 1

    async def talk() -> None:
        for _ in range(conversations):
            chat = town.newcomer()
            for number in range(len(town.texts)):
                await step(chat, number)
                await asyncio.sleep(pause)

    began = time.perf_counter()
    await _all([talk() for _ in range(users)], conversations * len(town.texts) * 4.5)
    return _sample(waits, time.perf_counter() - began, dropped=dropped)


def median(samples: Sequence[Sample]) -> Sample:
    """The middle of each figure over the rounds."""
    middle = statistics.median
    return Sample(
        middle(s.rate for s in samples),
        middle(s.p50 for s in samples),
        middle(s.p99 for s in samples),
        middle(s.cpu for s in samples),
        sum(s.dropped for s in samples),
    )

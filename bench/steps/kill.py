"""The third section: SIGKILL in mid-conversation. What was acknowledged and lost, and whose conversation goes on."""

import asyncio
import random
from dataclasses import asdict, dataclass, field

from bench.report import Goal, Report, Section, Table, figure
from bench.steps.people import NoAnswerError, Town, update
from bench.steps.postgres import our_systems
from bench.steps.processes import Process, running
from bench.steps.systems import AIOGRAM, PTB, System

USERS = 120
KILLED_AFTER = 600  # updates
DELAY = 0.002  # seconds to Telegram: so that calls are in flight when it happens
THINKING = 0.7  # seconds at most, between a reply and the next text
SETTLING = 3.0  # seconds after the restart in which what was acknowledged may still be answered


@dataclass
class Person:
    """Someone in mid-conversation. step: the text said last; update: its bytes, to be delivered again."""

    chat: int
    step: int = -1
    update: bytes = b""
    acknowledged: bool = False
    answered: bool = False

    def open(self, steps: int) -> bool:
        """Whether the conversation has begun and is not over, as far as this person knows."""
        return (self.step > 0 or self.answered) and not (self.step == steps - 1 and self.answered)


@dataclass
class Outcome:
    """What one kill did. flying: calls that had no answer yet at the fake, at most at once before the kill."""

    acknowledged_lost: int = 0
    open: int = 0
    survived: int = 0
    duplicates: int = 0
    flying: int = 0


@dataclass
class Crowd:
    """People who write until the system is killed."""

    town: Town
    people: dict[int, Person] = field(default_factory=dict)
    said: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def talk(self, seat: int) -> None:
        """Conversation after conversation, each as a new person."""
        dice = random.Random(seat)
        while True:
            person = self.people[seat] = Person(self.town.newcomer())
            for text in self.town.texts:
                await asyncio.sleep(dice.uniform(0, THINKING))
                await self.say(person, text)

    async def say(self, person: Person, text: str) -> None:
        """One step; whatever the kill cuts off stays written on the person."""
        person.step, person.update = person.step + 1, update(person.chat, text)
        person.acknowledged = person.answered = False
        self.said += 1
        if self.said >= KILLED_AFTER:
            self.enough.set()
        await asyncio.gather(self._listen(person), self._deliver(person))

    async def _listen(self, person: Person) -> None:
        await self.town.fake.expect(person.chat)
        person.answered = True

    async def _deliver(self, person: Person) -> None:
        await self.town.webhook.post(person.update)
        person.acknowledged = True


async def _run_into_the_kill(crowd: Crowd, process: Process) -> None:
    talks = [asyncio.create_task(crowd.talk(seat)) for seat in range(USERS)]
    try:
        async with asyncio.timeout(30):
            await crowd.enough.wait()
    except TimeoutError:
        raise NoAnswerError(f"only {crowd.said} updates in 30 s") from None
    finally:
        process.kill()
        await asyncio.sleep(0.1)  # what was on the wire still arrives
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def _redeliver(crowd: Crowd, person: Person) -> None:
    """Telegram delivers again what was not acknowledged; the person hears what still comes."""
    listening = asyncio.create_task(crowd._listen(person)) if not person.answered else None
    if not person.acknowledged:
        await crowd.town.webhook.post(person.update)
    await asyncio.sleep(SETTLING)
    if listening:
        listening.cancel()


async def _goes_on(crowd: Crowd, person: Person) -> bool:
    """Say the rest of the conversation, the last text again if it was not answered: does it come to its proper end?"""
    prompts, texts = crowd.town.prompts, crowd.town.texts
    number = person.step + 1 if person.answered else person.step
    while number < len(texts):
        try:
            async with asyncio.timeout(2):
                _, reply = await crowd.town.say(person.chat, texts[number])
        except TimeoutError:
            return False
        if reply.text not in prompts[number:]:
            return False
        number = (
            prompts.index(reply.text, number) + 1
        )  # the lost answer may have been remembered: then it is a step further
    return True


async def _killed(system: System) -> Outcome:
    async with running(system, delay=DELAY) as (process, town):
        await town.learn()
        crowd = Crowd(town)
        town.fake.keep_texts = True
        await _run_into_the_kill(crowd, process)
        outcome = Outcome(flying=town.fake.most_flying)
        process.start()
        await process.ready()
        people = [person for person in crowd.people.values() if person.update]
        acknowledged = [person for person in people if person.acknowledged]
        open_ones = [person for person in people if person.open(len(town.texts))]
        await asyncio.gather(*(_redeliver(crowd, person) for person in people))
        outcome.open = len(open_ones)
        outcome.acknowledged_lost = sum(not person.answered for person in acknowledged)
        outcome.duplicates = sum(times - 1 for times in town.fake.heard.values())
        outcome.survived = sum(await asyncio.gather(*(_goes_on(crowd, person) for person in open_ones)))
        return outcome


async def _all(systems: list[System], report: Report) -> None:
    table = Table(("SIGKILL", "acknowledged and lost", "open", "survived", "said twice", "calls in flight, at most"))
    for system in systems:
        try:
            seen = await _killed(system)
        except NoAnswerError as why:
            report.failed.append(f"{system.name}: {why}")
            continue
        counts = (seen.acknowledged_lost, seen.open, seen.survived, seen.duplicates, seen.flying)
        table.rows.append((system.name, *map(figure, counts)))
        report.figures[system.key] = asdict(seen)
        if system.module == "bot":
            name = system.name.strip("*")
            report.goals += [
                Goal(f"{name}: acknowledged and lost", seen.acknowledged_lost, 0, at_most=True),
                Goal(f"{name}: open conversations that survived, share", seen.survived / max(seen.open, 1), 1),
                Goal(f"{name}: said twice, beside calls in flight", seen.duplicates, seen.flying, at_most=True),
            ]
    report.tables.append(table)


def run(quick: bool) -> Report:
    """Ten seconds a system."""
    report = Report("SIGKILL in mid-conversation")
    with our_systems(with_postgres=not quick) as ours:
        asyncio.run(_all([*([] if quick else [PTB, AIOGRAM]), *ours], report))
    report.notes.append(
        f"{USERS} people, killed after {KILLED_AFTER} updates; then what had no 200 is delivered again, "
        f"what had one gets {SETTLING:.0f} s to be answered, and everybody finishes the conversation"
    )
    return report


SECTION = Section("steps.kill", run)

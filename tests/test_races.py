"""Two at once: heard once, one at a time, one sender – on both databases, each beside what happens without its guard.

May import: everything.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.conversation import Receipt, receive
from handlers.messages import Incoming
from handlers.understand import Mind
from scheduler.sender import Sender
from storage import contacts, conversations
from storage.contacts import Address, Contact
from storage.database import Database
from storage.inbox import Event
from storage.outbox import Delivery
from tests.cast import CHANNEL, LAN, NOW, Recorder, address_of, queue, said

AT_ONCE = 8


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """Call all at the same instant, each in a thread of its own."""
    gate = threading.Barrier(len(calls))

    def wait_and(call: Callable[[], Any]) -> Any:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(wait_and, calls))


def hear(database: Database, mind: Mind, incoming: Incoming) -> Receipt:
    with database.transaction() as session:
        return receive(session, incoming, mind=mind, now=NOW)


def count(database: Database, table: type) -> int:
    with database.transaction(reading=True) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_event_delivered_eight_times_at_once_acts_once(url: str, mind: Mind) -> None:
    databases = [Database(url) for _ in range(AT_ONCE)]
    event = said("menu", event_id="same")
    receipts = together([lambda d=d: hear(d, mind, event) for d in databases])  # type: ignore[misc]
    assert sorted(receipt.repeat for receipt in receipts) == [False] + [True] * (AT_ONCE - 1)
    assert (count(databases[0], Event), count(databases[0], Delivery)) == (1, 1)
    for database in databases:
        database.close()


def test_a_stranger_who_writes_on_eight_threads_is_one_contact(url: str, mind: Mind) -> None:
    databases = [Database(url) for _ in range(AT_ONCE)]
    together([lambda d=d: hear(d, mind, said("menu")) for d in databases])  # type: ignore[misc]
    assert (count(databases[0], Contact), count(databases[0], Address)) == (1, 1)
    assert count(databases[0], Delivery) == AT_ONCE
    for database in databases:
        database.close()


def test_events_of_one_contact_never_interleave(url: str) -> None:
    databases = [Database(url) for _ in range(AT_ONCE)]
    _begin_talk(databases[0])
    together([lambda d=d: _add_one(d, locked=True) for d in databases])  # type: ignore[misc]
    assert _counted(databases[0]) == AT_ONCE
    for database in databases:
        database.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_the_contacts_lock_an_answer_is_lost(url: str) -> None:
    """Negative control: the same step, read and written back without taking the contact's row."""
    databases = [Database(url) for _ in range(AT_ONCE)]
    _begin_talk(databases[0])
    gate = threading.Barrier(AT_ONCE)
    together([lambda d=d: _add_one(d, locked=False, gate=gate) for d in databases])  # type: ignore[misc]
    assert _counted(databases[0]) < AT_ONCE
    for database in databases:
        database.close()


async def test_a_flood_of_one_person_is_answered_in_order(database: Database, mind: Mind) -> None:
    events = [said(f"/hoi câu hỏi số {number}") for number in range(50)]
    await asyncio.gather(
        *(database.run_in_turn((CHANNEL, LAN), receive, event, mind=mind, now=NOW) for event in events)
    )
    with database.transaction(reading=True) as session:
        heard = list(session.scalars(select(Event.text).order_by(Event.id)))
    assert heard == [event.text for event in events]


async def test_two_senders_of_one_channel_send_each_message_once(url: str) -> None:
    databases = [Database(url) for _ in range(3)]
    for number in range(30):
        queue(databases[0], f"tin {number}", to=str(2000 + number))
    channel = Recorder(took=0.002)
    senders = [Sender(database, channel) for database in databases]
    await asyncio.gather(*(sender.deliver() for sender in senders))
    for sender, database in zip(senders, databases, strict=True):
        sender.let_go()
        database.close()
    assert sorted(text for _, text in channel.sent) == sorted(f"tin {number}" for number in range(30))


def _add_one(database: Database, *, locked: bool, gate: threading.Barrier | None = None) -> None:
    def step(session: Session) -> None:
        if locked:
            contact = contacts.sender_of(session, CHANNEL, LAN, name="", now=NOW).contact_id
        else:
            contact = session.scalar(select(Address.contact_id)) or 0
        state = conversations.load(session, contact)
        if gate:
            gate.wait()
        state.answers = {"count": state.answers.get("count", 0) + 1}
        conversations.save(session, state, NOW)

    with database.transaction() as session:
        step(session)


def _begin_talk(database: Database) -> None:
    address_of(database)
    with database.transaction() as session:
        conversations.save(session, conversations.State(session.scalar(select(Contact.id)) or 0), NOW)


def _counted(database: Database) -> int:
    with database.transaction(reading=True) as session:
        contact = session.scalar(select(Contact.id)) or 0
        return int(conversations.load(session, contact).answers.get("count", 0))

"""The sender: what each end of a call does to the ledger, to the address and to the channel."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.errors import Busy, ChannelDown, Gone, Moved, NotSent, Refused, SendError, Unclear
from scheduler.sender import Sender
from storage.contacts import Address
from storage.database import Database
from storage.outbox import BULK, Delivery
from tests.cast import LAN, MINH, Recorder, address_of, ledger, queue


@pytest.fixture
def channel() -> Recorder:
    return Recorder()


@pytest.fixture
def sender(database: Database, channel: Recorder) -> Iterator[Sender]:
    sender = Sender(database, channel)
    yield sender
    sender.let_go()


async def test_a_queued_message_is_sent_and_the_ledger_says_so(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    queue(database, "chào")
    await sender.deliver()
    assert channel.sent == [(LAN, "chào")]
    assert ledger(database) == [("chào", "sent", "")]


async def test_messages_of_one_person_keep_their_order(database: Database, sender: Sender, channel: Recorder) -> None:
    for number in range(12):
        queue(database, str(number))
    await sender.deliver()
    assert [text for _, text in channel.sent] == [str(number) for number in range(12)]


@pytest.mark.parametrize(
    ("trouble", "status", "reason"),
    [
        (Refused("too_long"), "failed", "too_long"),
        (Gone("bot_was_blocked"), "failed", "bot_was_blocked"),
        (NotSent("network"), "queued", "network"),
    ],
)
async def test_each_trouble_ends_as_it_should(
    database: Database, sender: Sender, channel: Recorder, *, trouble: SendError, status: str, reason: str
) -> None:
    channel.troubles = [trouble]
    queue(database, "chào")
    await sender.deliver()
    assert ledger(database) == [("chào", status, reason)]


async def test_an_answer_that_became_unknown_is_said_once_more_and_marked(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Unclear("no_answer")]
    queue(database, "chào")
    await sender.deliver()
    assert [status for _, status, _ in ledger(database)] == ["unknown", "sent"]
    assert channel.sent == [(LAN, "↻ chào")]


async def test_a_repeat_that_becomes_unknown_is_not_repeated(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Unclear("no_answer"), Unclear("no_answer")]
    queue(database, "chào")
    await sender.deliver()
    assert [status for _, status, _ in ledger(database)] == ["unknown", "unknown"]


async def test_an_unknown_message_of_a_broadcast_waits_for_a_person(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Unclear("no_answer")]
    queue(database, "tin chung", lane=BULK)
    await sender.deliver()
    assert ledger(database) == [("tin chung", "unknown", "no_answer")]


async def test_429_pauses_the_channel_and_costs_the_message_no_attempt(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Busy(0.3)]
    queue(database, "chào")
    queue(database, "chào", to=MINH)
    await sender.deliver()
    held = len(channel.sent)
    queue(database, "sau", to="1003")
    await sender.deliver()
    assert len(channel.sent) == held
    await asyncio.sleep(0.35)
    await sender.deliver()
    assert sorted(address for address, _ in channel.sent) == [LAN, MINH, "1003"]
    assert _attempts(database) == {1}


async def test_a_wrong_token_holds_the_channel_and_loses_nothing(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [ChannelDown("token_refused")]
    queue(database, "chào")
    await sender.deliver()
    assert sender.down == "token_refused"
    assert ledger(database) == [("chào", "queued", "token_refused")]


async def test_a_dead_address_is_closed_and_what_waits_for_it_is_suppressed(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Gone("bot_was_blocked")]
    queue(database, "một")
    queue(database, "hai")
    await sender.deliver()
    assert ledger(database) == [("một", "failed", "bot_was_blocked"), ("hai", "suppressed", "address_closed")]


async def test_a_moved_address_is_followed(database: Database, sender: Sender, channel: Recorder) -> None:
    channel.troubles = [Moved("-100777")]
    queue(database, "chào")
    await sender.deliver()
    assert channel.sent == [("-100777", "chào")]
    with database.transaction(reading=True) as session:
        assert session.query(Address).one().external_id == "-100777"


async def test_what_is_too_late_expires(database: Database, sender: Sender, channel: Recorder) -> None:
    queue(database, "hôm qua", expires_at=datetime.now(UTC) - timedelta(minutes=1))
    await sender.deliver()
    assert channel.sent == []
    assert ledger(database) == [("hôm qua", "expired", "too_late")]


async def test_a_crash_in_the_channel_stops_only_its_own_message(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [ValueError("a fault of ours")]  # type: ignore[list-item]
    queue(database, "một")
    queue(database, "hai", to=MINH)
    await sender.deliver()
    assert {address for address, _ in channel.sent} == {LAN, MINH}
    assert sorted(status for _, status, _ in ledger(database)) == ["sent", "sent", "unknown"]


async def test_an_answer_waits_for_no_more_than_one_send_of_a_broadcast(database: Database) -> None:
    channel = Recorder(places=2, took=0.05, pace=28.0)
    sender = Sender(database, channel)
    for number in range(40):
        queue(database, "tin chung", to=f"b{number}", lane=BULK)
    running = asyncio.create_task(sender.run())
    await asyncio.sleep(0.4)
    queue(database, "trả lời", to=MINH)
    sender.wake()
    before = len(channel.sent)
    await asyncio.sleep(0.3)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert channel.sent.index((MINH, "trả lời")) - before <= 4  # the calls that were in flight, in whatever order


async def test_a_second_sender_of_the_channel_sends_nothing_while_the_first_lives(
    database: Database, sender: Sender, url: str
) -> None:
    await sender.deliver()
    other_database = Database(url)
    channel = Recorder()
    other = Sender(other_database, channel)
    queue(database, "chào")
    await other.deliver()
    assert channel.sent == []
    sender.let_go()
    await other.deliver()
    other.let_go()
    other_database.close()
    assert channel.sent == [(LAN, "chào")]


def _attempts(database: Database) -> set[int]:

    with database.transaction(reading=True) as session:
        return {row.attempts for row in session.query(Delivery)}


async def test_an_address_that_moved_to_one_that_is_known_gives_way_to_it(
    database: Database, sender: Sender, channel: Recorder
) -> None:
    channel.troubles = [Moved(MINH)]
    address_of(database, MINH)
    queue(database, "chào")
    await sender.deliver()
    assert channel.sent == [(MINH, "chào")]
    with database.transaction(reading=True) as session:
        assert [row.closed_reason for row in session.query(Address).order_by(Address.external_id)] == ["moved", ""]


async def test_a_lease_taken_anew_leaves_alone_what_this_process_has_in_flight(database: Database) -> None:
    channel = Recorder(took=0.2)
    sender = Sender(database, channel)
    queue(database, "chào")
    await sender.step()
    sender.holding = False  # as after a database that was away for a moment
    await sender.deliver()
    sender.let_go()
    assert ledger(database) == [("chào", "sent", "")]

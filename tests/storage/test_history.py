"""The conversation as it happened: in order, from any mark, without gaps or repeats, whatever was sent late."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from storage import contacts, history, inbox, outbox
from storage.contacts import Address
from storage.database import Database
from storage.history import Line, Mark, Said
from storage.inbox import Event
from storage.outbox import Delivery, Status

NOW = datetime(2026, 11, 22, 1, 30, 0, 123456, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def address_of(database: Database, visitor: str = "v") -> int:
    with database.transaction() as session:
        return contacts.sender_of(session, "web", visitor, name="", now=NOW).address_id


def say(database: Database, text: str, second: float, *, kind: str = "text") -> None:
    address_id = address_of(database)
    with database.transaction() as session:
        inbox.first_time(session, address_id, channel="web", event_id=f"v.{text}", kind=kind, text=text, now=at(second))


def tell(database: Database, text: str, second: float | None = None) -> int:
    """A message: queued, or sent at that second; gives its row."""
    address_id = address_of(database)
    with database.transaction() as session:
        outbox.put(session, address_id, [{"text": text}], channel="web", now=NOW)
        row = session.query(Delivery).order_by(Delivery.id.desc()).limit(1).one().id
    if second is not None:
        send(database, row, second)
    return row


def send(database: Database, row: int, second: float) -> None:
    with database.transaction() as session:
        values = {"status": Status.SENT, "ended_at": at(second)}
        session.execute(update(Delivery).where(Delivery.id == row).values(**values))


def read(database: Database, mark: Mark | None = None, limit: int = 100) -> tuple[Mark | None, list[Line]]:
    """The lines, and the mark behind the last of them."""
    with database.transaction(reading=True) as session:
        mark, lines = history.read(session, "web", "v", mark, limit=limit)
    for line in lines:
        assert mark is not None
        mark = mark.past(line)
    return mark, lines


def texts(lines: list[Line]) -> list[str]:
    return [line.text if isinstance(line, Said) else line.body["text"] for line in lines]


def test_nobody_has_no_history(database: Database) -> None:
    assert read(database) == (None, [])


def test_lines_come_as_they_happened(database: Database) -> None:
    tell(database, "chào", 0)
    say(database, "một", 1)
    tell(database, "hai", 2)
    assert texts(read(database)[1]) == ["chào", "một", "hai"]


def test_only_what_was_sent_and_said_shows(database: Database) -> None:
    tell(database, "chưa gửi")
    say(database, "", 1)
    say(database, "mở lại", 2, kind="opened")
    assert read(database)[1] == []


def test_every_mark_leads_to_what_comes_after_it(database: Database) -> None:
    for second in range(0, 6, 2):
        say(database, f"hỏi {second}", second)
        tell(database, f"đáp {second}", second + 1)
    start = Mark(address_of(database))
    _, lines = read(database)
    for place, line in enumerate(lines):
        start = start.past(line)
        assert Mark.parse(str(start)) == start
        assert read(database, start)[1] == lines[place + 1 :]


def test_what_is_sent_late_is_not_missed(database: Database) -> None:
    early = tell(database, "xếp hàng trước")
    tell(database, "gửi trước", 1)
    mark, lines = read(database)
    send(database, early, 2)
    assert texts(lines) == ["gửi trước"]
    assert texts(read(database, mark)[1]) == ["xếp hàng trước"]


def test_what_is_heard_late_is_not_missed(database: Database) -> None:
    tell(database, "gửi", 2)
    mark, _ = read(database)
    say(database, "nghe muộn", 1)
    assert texts(read(database, mark)[1]) == ["nghe muộn"]


def test_two_messages_of_one_moment_are_told_apart(database: Database) -> None:
    tell(database, "một", 1)
    tell(database, "hai", 1)
    mark, lines = read(database, Mark(address_of(database)), limit=1)
    assert texts(lines + read(database, mark)[1]) == ["một", "hai"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_reader_in_small_steps_reads_the_same(database: Database, limit: int) -> None:
    for second in range(0, 8, 2):
        say(database, f"hỏi {second}", second)
        tell(database, f"đáp {second}", second + 1)
    mark: Mark | None = Mark(address_of(database))
    steps: list[Line] = []
    while lines := (found := read(database, mark, limit))[1]:
        mark, steps = found[0], steps + lines
    assert steps == read(database)[1]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_the_newest_lines_are_shown_and_no_older_one_follows(database: Database, limit: int) -> None:
    for second in range(4):
        tell(database, f"gửi {second}", second)
    say(database, "hỏi", 9)
    mark, lines = read(database, limit=limit)
    assert texts(lines) == ["gửi 2", "gửi 3", "hỏi"][-limit:]
    assert read(database, mark)[1] == []
    first = read(database, limit=limit)[1][0]
    with database.transaction(reading=True) as session:
        start, _ = history.read(session, "web", "v", limit=limit)
    assert start is not None
    assert texts(read(database, start.past(first))[1]) == texts(lines[1:])


def test_a_mark_from_before_an_erasure_counts_as_none(database: Database) -> None:
    say(database, "một", 1)
    mark, _ = read(database)
    with database.transaction() as session:
        session.execute(delete(Event))
        session.execute(delete(Address))
    address_of(database, "somebody else")
    say(database, "hai", 2)
    assert texts(read(database, mark)[1]) == ["hai"]


@pytest.mark.parametrize("text", ["", "1.2.3", "1.2.3.x", "1.2.3.-4", "٣.1.1.1", "1" * 17 + ".0.0.0", "1.2.3.4\n"])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert Mark.parse(text) is None


def test_the_language_is_the_one_that_was_chosen(database: Database) -> None:
    address_of(database)
    with database.transaction() as session:
        assert history.language_of(session, "web", "v") == "vi"
        assert history.language_of(session, "web", "nobody") is None

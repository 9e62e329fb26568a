"""The only way in: whatever is said, something is answered that every channel can carry. May import: everything."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.conversation import Receipt, apologise, receive
from handlers.flows.fit import FIT
from handlers.flows.registry import FLOWS
from handlers.messages import Incoming, Kind, Message
from handlers.understand import Mind
from storage.conversations import Conversation
from storage.database import Database
from storage.inbox import Event
from storage.outbox import Delivery
from storage.questions import Question
from tests.cast import LAN, MINH, NOW, said

KINDS: list[Kind] = ["contact", "photo", "file", "voice", "video", "sticker", "location", "other"]
WORDS = [
    "cân",
    "ô tô",
    "bao lâu",
    "kiểm định",
    "/hoi",
    "/tracuu",
    "menu",
    "huỷ",
    "quay lại",
    "đúng",
    "1",
    "2",
    "dung",
    "tắt",
]
WORDS += ["bật", "english", "{$x}", "<b>", "'", "\x00"]
VALUES = [
    "go:fit",
    "go:ask",
    "go:menu",
    "ask:1",
    "ask:2",
    "lang:en",
    "lang:vi",
    "menu",
    "back",
    "cancel",
    "help",
    "stop",
]
VALUES += ["language", "resume", "unknown", "r:instrument:8.1", "r:instrument:8.1:cycle", "r:x:y", "u:8.1:trade"]
VALUES += ["s:1:kind:enterprise", "s:1:text:x", "l:programmes::1"]
LABEL, VALUE = 60, 64  # what every channel shows, and carries

texts = st.text(st.characters(), max_size=80) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
heard = st.one_of(
    texts.map(lambda text: said(text)),
    (st.sampled_from(VALUES) | st.text(max_size=64)).map(lambda value: said("", kind="button", button=value)),
    st.tuples(st.sampled_from(KINDS), texts).map(lambda pair: said(pair[1], kind=pair[0])),
)


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    """A transaction that is never committed."""
    database = Database(sqlite_url)
    with database.engine.connect() as connection:
        transaction = connection.begin()
        yield Session(bind=connection, join_transaction_mode="create_savepoint")
        transaction.rollback()
    database.close()


class Lan:
    """Says things, and reads what was queued for it."""

    def __init__(self, session: Session, mind: Mind) -> None:
        self.session, self._mind = session, mind

    def hears(self, incoming: Incoming) -> list[Message]:
        self.receipt = receive(self.session, incoming, mind=self._mind, now=NOW)
        event = self.session.scalar(select(Event.id).order_by(Event.id.desc()))
        rows = self.session.scalars(select(Delivery.body).where(Delivery.event_id == event).order_by(Delivery.id))
        return [Message.from_json(body) for body in rows]

    def says(self, text: str) -> list[str]:
        return [message.text for message in self.hears(said(text))]

    def presses(self, value: str) -> list[str]:
        return [message.text for message in self.hears(said("", kind="button", button=value))]

    def state(self) -> Any:
        return self.session.execute(select(Conversation.flow, Conversation.step, Conversation.answers)).one()


@pytest.fixture
def lan(session: Session, mind: Mind) -> Lan:
    return Lan(session, mind)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(heard, min_size=1, max_size=4))
def test_whatever_is_said_the_answer_can_be_carried(session: Session, mind: Mind, events: list[Incoming]) -> None:
    with session.begin_nested() as each:
        lan = Lan(session, mind)
        for event in events:
            messages = lan.hears(event)
            assert messages
            for message in messages:
                assert message.text.strip() or message.title.strip()
                assert all(0 < len(button.label.strip()) <= LABEL for button in message.buttons)
                assert all(re.fullmatch(r"[\x21-\x7e]{1,64}", button.value) for button in message.buttons)
        each.rollback()
    session.expunge_all()


def test_an_event_heard_twice_is_a_repeat(lan: Lan) -> None:
    lan.hears(said("menu", event_id="same"))
    lan.hears(said("menu", event_id="same"))
    assert lan.receipt == Receipt(repeat=True)


def test_the_first_menu_greets_and_the_next_does_not(lan: Lan) -> None:
    assert lan.says("/start")[0].startswith("Xin chào")
    assert not lan.says("/start")[0].startswith("Xin chào")


def test_a_fault_of_ours_is_said_and_put_before_the_office(session: Session, mind: Mind) -> None:
    receipt = apologise(session, said("cân của tôi hỏng"), mind=mind, now=NOW)
    assert receipt.queued == 1
    assert session.execute(select(Question.text, Question.about)).one() == ("cân của tôi hỏng", "fault")


def test_a_removed_flow_ends_politely(lan: Lan, monkeypatch: pytest.MonkeyPatch) -> None:
    lan.presses("go:fit")
    monkeypatch.delitem(FLOWS, FIT.name)
    answers = lan.says("cân bàn")
    assert answers[0].startswith("Cuộc hỏi đáp trước đã thay đổi")
    assert len(answers) > 1
    assert tuple(lan.state()) == ("", "", {})


@pytest.mark.parametrize("word", ["quay lại", "huỷ", "menu", "trợ giúp", "english", "1"])
def test_a_removed_flow_is_no_trap(lan: Lan, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    lan.presses("go:fit")
    monkeypatch.delitem(FLOWS, FIT.name)
    assert lan.says(word)
    assert len(lan.says("cân bàn")[-1]) > 20


def test_a_removed_step_swallows_its_answer(lan: Lan, monkeypatch: pytest.MonkeyPatch) -> None:
    lan.presses("go:fit")
    lan.says("doanh nghiệp")
    steps = tuple(step for step in FIT.steps if step.name != "trade")
    shorter = type(FIT)(name=FIT.name, steps=steps, finish=FIT.finish)
    monkeypatch.setitem(FLOWS, FIT.name, shorter)
    assert "lao động" in lan.says("xăng dầu")[0]
    assert lan.state().answers == {"kind": "enterprise"}


def test_in_a_question_another_question_is_answered_and_then_asked_again(lan: Lan) -> None:
    asked = lan.presses("go:fit")[0]
    answers = lan.says("chu kỳ cân bàn")
    assert "12 tháng" in answers[0]
    assert answers[-1].endswith(asked)


def test_a_word_that_works_anywhere_does_so_in_a_question(lan: Lan) -> None:
    lan.presses("go:ask")
    assert "Gửi chứ ạ?" in lan.says("cân hỏng")[0]
    assert lan.says("đúng")[0].startswith("Anh/chị chọn giúp")
    assert "viết câu hỏi" in lan.says("quay lại")[0]
    assert lan.says("huỷ")[0].startswith("Đã huỷ")
    assert tuple(lan.state()) == ("", "", {})


def test_going_somewhere_leaves_the_open_question(lan: Lan) -> None:
    for value in ("go:menu", "go:instruments", "go:office"):
        lan.presses("go:ask")
        lan.presses(value)
        assert lan.state().flow == "", value


def test_looking_something_up_keeps_the_open_question(lan: Lan) -> None:
    asked = lan.presses("go:ask")[0]
    assert lan.presses("r:instrument:8.1")[-1].endswith(asked)
    assert lan.state().flow == "ask_staff"


def test_a_question_without_words_is_asked_for_once(lan: Lan) -> None:
    lan.hears(said("", kind="sticker"))
    event = lan.session.scalar(select(Event.id))
    assert len(lan.presses(f"ask:{event}")) == 1


def test_a_closed_address_is_not_answered_and_the_next_word_opens_it(lan: Lan) -> None:
    assert lan.hears(said("", kind="closed")) == []
    assert lan.hears(said("", kind="opened")) == []
    assert lan.says("menu")


def test_the_language_holds_for_its_own_contact(lan: Lan) -> None:
    lan.says("english")
    assert lan.says("menu")[0].isascii()
    assert not lan.hears(said("menu", by=MINH))[0].text.isascii()
    assert LAN != MINH

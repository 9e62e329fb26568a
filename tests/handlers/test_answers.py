"""Every card of every record that ships, in both languages, can be said and pressed. May import: everything."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import answers
from handlers.answers import instruments, lists
from handlers.answers.instruments import LABELS, USES
from handlers.answers.lists import open_list
from handlers.answers.parts import LABEL, SCREEN, short
from handlers.messages import Message
from storage.catalogue.entries import catalogue_entries
from storage.catalogue.instruments import InstrumentType
from storage.catalogue.programmes import Programme
from tests.handlers.build import make_turn

VALUE = re.compile(r"[A-Za-z0-9:._-]{1,64}")
HEADS = {"r", "u", "go", "l", "ask"}
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


def check(message: Message, most: int = 6) -> None:
    """One screen, short labels, values that every channel carries."""
    assert message.text.strip()
    assert len(message.text) <= SCREEN, message.text
    assert len(message.buttons) <= most
    for button in message.buttons:
        assert VALUE.fullmatch(button.value), button
        assert button.value.partition(":")[0] in HEADS
        assert 0 < len(button.label) <= LABEL, button


@LANGUAGES
def test_every_record_has_a_card_of_one_screen(shipped: Session, language: str) -> None:
    for entry in catalogue_entries(shipped):
        for message in answers.show(make_turn(shipped, language=language), entry.id):
            check(message)


@LANGUAGES
@pytest.mark.parametrize("aspect", LABELS)
def test_every_side_of_every_instrument_is_one_screen(shipped: Session, language: str, aspect: str) -> None:
    for code in shipped.scalars(select(InstrumentType.code)):
        for message in answers.show(make_turn(shipped, language=language), f"instrument:{code}", aspect):
            check(message)


@LANGUAGES
@pytest.mark.parametrize("use", [*USES, "inspection"])
def test_every_use_of_every_instrument_is_answered(shipped: Session, language: str, use: str) -> None:
    for code in shipped.scalars(select(InstrumentType.code)):
        for message in instruments.by_use(make_turn(shipped, language=language), code, use):
            check(message)
            assert message.source


@LANGUAGES
@pytest.mark.parametrize("side", ["eligible", "pays", "apply"])
def test_every_side_of_every_programme_is_one_screen(shipped: Session, language: str, side: str) -> None:
    for programme_id in shipped.scalars(select(Programme.id)):
        for message in answers.show(make_turn(shipped, language=language), f"programme:{programme_id}", side):
            check(message)


@LANGUAGES
@pytest.mark.parametrize("name", list(lists._LISTS))
def test_every_list_can_be_leafed_through_to_its_end(shipped: Session, language: str, name: str) -> None:
    waiting, seen = [(name, "", 0)], set()
    while waiting:
        place = waiting.pop()
        seen.add(place)
        for message in open_list(make_turn(shipped, language=language), *place):
            check(message, most=15)
            opened = [button.value.split(":") for button in message.buttons if button.value.startswith("l:")]
            waiting += {(found[1], found[2], int(found[3])) for found in opened} - seen
    assert len(seen) >= 1


def test_every_button_of_a_list_leads_to_a_record_that_is_there(shipped: Session) -> None:
    gone = make_turn(shipped).say("record-gone")
    for name in ("field", "programmes", "definitions", "providers", "communes", "plan", "observance", "training"):
        arg = {"field": "mass", "plan": "target"}.get(name, "")
        for button in open_list(make_turn(shipped), name, arg)[0].buttons:
            if button.value.startswith("r:"):
                assert answers.show(make_turn(shipped), button.value[2:])[0].text != gone


@pytest.mark.parametrize("record", ["instrument:999", "programme:prg-x", "bot:start", "nothing", "deadline:"])
def test_a_record_that_is_gone_is_said_to_be_gone(shipped: Session, record: str) -> None:
    (message,) = answers.show(make_turn(shipped), record)
    assert message.text == make_turn(shipped).say("record-gone")
    assert message.buttons[-1].value == "go:menu"


def test_the_record_is_remembered_as_the_topic(shipped: Session) -> None:
    turn = make_turn(shipped)
    answers.show(turn, "instrument:8.1", "cycle")
    assert turn.state.topic == {"record": "instrument:8.1", "aspect": "cycle", "at": turn.now.isoformat()}


def test_an_unconfirmed_record_says_so_and_a_confirmed_one_says_when(shipped: Session) -> None:
    turn = make_turn(shipped)
    source = answers.show(turn, "article:khai-niem-kiem-dinh")[0].source
    assert source.startswith("Nguồn: ")
    assert source.endswith("đọc ngày 22/11/2026 · chưa được cán bộ xác nhận")


def test_vietnamese_records_are_announced_once_to_english_readers(shipped: Session) -> None:
    (message,) = answers.show(make_turn(shipped, language="en"), "programme:prg-80-dl")
    assert message.plain().count("record text in Vietnamese") == 1
    assert "Vietnamese" not in answers.show(make_turn(shipped), "programme:prg-80-dl")[0].source


def test_a_label_is_cut_at_a_word() -> None:
    assert short("Trung tâm Đo lường – Cục Tiêu chuẩn") == "Trung tâm Đo lường – Cục…"
    assert short("Cân bàn") == "Cân bàn"

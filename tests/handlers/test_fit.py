"""Which programme fits: the questions, the words of the answers, the three groups. May import: everything."""

import pytest
from sqlalchemy.orm import Session

from handlers import engine
from handlers.answers.parts import LABEL, SCREEN
from handlers.engine import Reject
from handlers.flows.fit import FIT
from handlers.messages import Message
from handlers.turn import Turn
from tests.handlers.build import make_turn


def play(turn: Turn, *said: str) -> Message:
    """Answer the questions one after another; the last message."""
    messages = engine.start(turn, FIT)
    for text in said:
        messages = engine.resume(turn, FIT, text=text)
    return messages[-1]


def values(message: Message) -> list[str]:
    return [button.value for button in message.buttons]


def test_an_ordinary_enterprise_answers_five_questions(shipped: Session) -> None:
    turn = make_turn(shipped)
    play(turn, "công ty tnhh", "xăng dầu", "10 người", "tiền kiểm định")
    assert turn.state.step == "link"
    assert engine.resume(turn, FIT, key="chain")[0].title == "Chương trình gợi ý"
    assert turn.state.flow == ""


def test_a_household_is_not_asked_for_its_size(shipped: Session) -> None:
    turn = make_turn(shipped)
    play(turn, "hộ kinh doanh", "chợ")
    assert turn.state.step == "want"


def test_every_option_is_short_and_can_be_pressed(shipped: Session) -> None:
    turn = make_turn(shipped)
    message = play(turn)
    for said in ("enterprise", "fuel", "micro", "verification_cost"):
        assert all(len(button.label) <= LABEL for button in message.buttons)
        (message,) = engine.resume(turn, FIT, key=said)
    assert len(message.buttons) == 5


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("10 người", "micro"),
        ("11", "small"),
        ("khoảng 80 lao động", "small"),
        ("150", "medium"),
        ("1.200 người", "large"),
        ("siêu nhỏ", "micro"),
    ],
)
def test_a_number_of_people_is_a_size(shipped: Session, said: str, size: str) -> None:
    turn = make_turn(shipped)
    play(turn, "doanh nghiệp", "sản xuất", said)
    assert turn.state.answers["size"] == size


def test_shops_have_sizes_of_their_own(shipped: Session) -> None:
    turn = make_turn(shipped)
    play(turn, "doanh nghiệp", "siêu thị", "80")
    assert turn.state.answers["size"] == "medium"


def test_the_longest_words_decide(shipped: Session) -> None:
    turn = make_turn(shipped)
    play(turn, "hop tac xa", "hang dong goi san")
    assert turn.state.answers == {"kind": "cooperative", "trade": "packaged_goods"}


def test_what_fits_no_option_is_asked_again(shipped: Session) -> None:
    with pytest.raises(Reject) as rejected:
        play(make_turn(shipped), "xyz")
    assert rejected.value.key == "choose-one"


def test_one_in_a_value_chain_fits_the_money_for_verification(shipped: Session) -> None:
    message = play(make_turn(shipped), "công ty", "xăng dầu", "10", "kiểm định", "chuỗi giá trị")
    assert "Phù hợp (điều kiện ghi trong chương trình):\n• NĐ 80: tiền kiểm định" in message.text
    assert values(message)[0] == "r:programme:prg-80-dl"


def test_one_outside_any_chain_does_not_and_is_told_why(shipped: Session) -> None:
    message = play(make_turn(shipped), "công ty", "xăng dầu", "10", "kiểm định", "không")
    assert "Chưa phù hợp:\n• NĐ 80: tiền kiểm định: cần là doanh nghiệp nhỏ và vừa khởi nghiệp" in message.text
    assert values(message)[0] == "r:programme:prg-996"


def test_one_who_does_not_know_may_fit(shipped: Session) -> None:
    message = play(make_turn(shipped), "công ty", "xăng dầu", "10", "kiểm định", "chưa rõ")
    assert "cần kiểm tra thêm:\n• NĐ 80: tiền kiểm định" in message.text


def test_a_restriction_is_said_in_the_words_of_the_record(shipped: Session) -> None:
    message = play(make_turn(shipped), "hộ kinh doanh", "chợ", "đào tạo")
    assert "NQ 198: hộ, DN nhỏ" in message.text
    assert "NĐ 80: đào tạo: chỉ dành cho doanh nghiệp." in message.text


def test_an_unsure_programme_never_simply_fits(shipped: Session) -> None:
    message = play(make_turn(shipped), "công ty", "sản xuất", "50", "quản lý đo lường")
    assert "Phù hợp (" not in message.text
    assert "(chưa chắc chắn)" in message.text


@pytest.mark.parametrize("want", ["năng suất", "công nghệ"])
def test_closed_programmes_are_never_proposed(shipped: Session, want: str) -> None:
    message = play(make_turn(shipped), "công ty", "sản xuất", "500", want)
    assert not {"r:programme:prg-712", "r:programme:prg-677", "r:programme:prg-2457"} & set(values(message))
    assert "712" not in message.text


@pytest.mark.parametrize("kind", ["enterprise", "household", "cooperative", "service_body", "agency"])
def test_every_way_through_ends_on_one_screen(shipped: Session, kind: str) -> None:
    options = FIT.step("want")
    assert options is not None
    assert options.options is not None
    for option in options.options(make_turn(shipped)):
        turn = make_turn(shipped, language="en")
        message = engine.start(
            turn, FIT, {"kind": kind, "trade": "food", "size": "small", "link": "unknown", "want": option.key}
        )[0]
        assert len(message.text) <= SCREEN + 100, message.text
        assert turn.state.flow == ""

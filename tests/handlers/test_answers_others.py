"""What is said about programmes, providers, days, duties, offices and places. May import: everything."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from handlers import answers
from handlers.answers.lists import open_list
from handlers.messages import Message
from tests.handlers.build import make_turn


def say(session: Session, record: str, aspect: str = "", heard: str = "") -> Message:
    return answers.show(make_turn(session, heard=heard), record, aspect)[0]


def values(message: Message) -> list[str]:
    return [button.value for button in message.buttons]


@pytest.mark.parametrize(
    ("over", "successor"), [("prg-712", "prg-1322"), ("prg-677", "prg-118"), ("prg-2457", "prg-130")]
)
def test_a_closed_programme_leads_to_the_next_one(shipped: Session, over: str, successor: str) -> None:
    message = say(shipped, f"programme:{over}")
    assert message.text.startswith("Chương trình này đã kết thúc")
    assert values(message)[0] == f"r:programme:{successor}"


@pytest.mark.parametrize("side", ["eligible", "pays", "apply"])
def test_no_side_of_a_closed_programme_is_offered(shipped: Session, side: str) -> None:
    assert "đã kết thúc" in say(shipped, "programme:prg-712", side).text


def test_a_place_kept_for_staff_shows_no_data(shipped: Session) -> None:
    message = say(shipped, "programme:prg-hdnd")
    assert message.text.startswith("Chưa có dữ liệu")
    assert values(message)[0] == "ask:7"


def test_a_programme_says_who_what_when_and_whom_to_ask(shipped: Session) -> None:
    text = say(shipped, "programme:prg-80-dl").text
    assert "chuỗi giá trị" in text
    assert "không quá 10 triệu đồng" in text
    assert "Hạn nộp:" in text
    assert "Sở Tài chính tỉnh Lạng Sơn (Địa chỉ, điện thoại: chưa có dữ liệu)" in text


def test_an_unsure_programme_warns_first(shipped: Session) -> None:
    assert say(shipped, "programme:prg-996").text.startswith("Thông tin dưới đây chưa chắc chắn")
    assert say(shipped, "programme:prg-natif").text.startswith("Chưa chắc chương trình còn nhận hồ sơ")


def test_a_provider_shows_only_the_contacts_of_its_record(shipped: Session) -> None:
    assert "024 3836 1399" in say(shipped, "provider:org-q1").text
    assert "Điện thoại" not in say(shipped, "provider:org-vmi").text
    assert "chưa có dữ liệu" in say(shipped, "provider:org-ls-trungtam").text


def test_a_lapsed_accreditation_is_called_lapsed(shipped: Session) -> None:
    assert "bản lưu đã hết hạn 29/11/2025" in say(shipped, "provider:org-npcetc").text


def test_an_accreditor_is_not_taken_for_a_verifier(shipped: Session) -> None:
    assert "không trực tiếp kiểm định" in say(shipped, "provider:org-boa").text


def test_metrology_day_is_counted_from_today(shipped: Session) -> None:
    text = say(shipped, "observance:evt-vmd").text
    assert text.startswith("Ngày 20/01/2027, còn 59 ngày.")
    assert "Chủ đề năm 2027: chưa công bố." in text
    assert "Sự kiện tại Lạng Sơn: chưa có dữ liệu." in text


def test_on_the_day_itself_it_is_today(shipped: Session) -> None:
    turn = make_turn(shipped, now=datetime(2027, 1, 19, 18, 0, tzinfo=UTC))  # already the 20th in Lạng Sơn
    assert answers.show(turn, "observance:evt-vmd")[0].text.startswith("Chính là hôm nay")


def test_unknown_themes_are_not_invented(shipped: Session) -> None:
    text = say(shipped, "observance:evt-vmd", "history").text
    assert "• 2022: chưa công bố hoặc không tìm thấy" in text


def test_the_event_of_one_year_is_not_counted_down_to(shipped: Session) -> None:
    assert "còn" not in say(shipped, "observance:evt-techfest-2025").text.splitlines()[0]


def test_a_doubtful_deadline_is_not_counted_down_to(shipped: Session) -> None:
    assert "Lần tới" not in say(shipped, "deadline:dl-0131-kdhctn").text
    assert "Lần tới: 30/06/2027, còn 220 ngày." in say(shipped, "deadline:dl-0630-msmv").text


def test_an_office_without_a_phone_says_so(shipped: Session) -> None:
    assert "Chưa có dữ liệu: địa chỉ, điện thoại." in say(shipped, "office:off-skhcn").text


def test_a_card_passes_on_what_was_written_or_asks_for_a_question(shipped: Session) -> None:
    assert "ask:7" in values(say(shipped, "office:off-skhcn", heard="số điện thoại sở"))
    assert "go:ask" in values(say(shipped, "office:off-skhcn"))


def test_training_dates_and_fees_are_not_guessed(shipped: Session) -> None:
    text = say(shipped, "training:trn-ls-plan").text
    assert text.startswith("Lịch lớp sắp tới và học phí: chưa có dữ liệu")
    assert say(shipped, "training:trn-996-cg").text == make_turn(shipped).say("no-data")


def test_a_commune_knows_its_old_district(shipped: Session) -> None:
    message = say(shipped, "commune:06391")
    assert "Trước đây thuộc huyện Hữu Lũng." in message.text
    assert values(message)[0] == "l:communes:district-huu-lung:0"


def test_an_old_district_lists_its_communes(shipped: Session) -> None:
    (message,) = open_list(make_turn(shipped), "communes", "district-huu-lung", 0)
    assert len([value for value in values(message) if value.startswith("r:commune:")]) == 8


def test_an_old_ward_without_a_map_has_no_data(shipped: Session) -> None:
    (message,) = open_list(make_turn(shipped), "communes", "ward-vinh-trai", 0)
    assert values(message)[0] == "ask:7"


def test_deadlines_ask_for_the_trade_first(shipped: Session) -> None:
    (message,) = open_list(make_turn(shipped), "deadlines", "", 0)
    assert "l:deadlines:fuel:0" in values(message)
    assert "r:deadline:dl-thang-xangdau" in values(open_list(make_turn(shipped), "deadlines", "fuel", 0)[0])


def test_closed_programmes_have_a_list_of_their_own(shipped: Session) -> None:
    (alive,) = open_list(make_turn(shipped), "programmes", "", 0)
    (closed,) = open_list(make_turn(shipped), "programmes", "closed", 0)
    assert "r:programme:prg-712" not in values(alive)
    assert "r:programme:prg-712" in values(closed)


def test_a_page_beyond_the_last_is_the_last(shipped: Session) -> None:
    (message,) = open_list(make_turn(shipped), "instruments", "", 99)
    assert "Trang 2/2." in message.text


def test_a_changing_law_is_said_to_be_changing(shipped: Session) -> None:
    assert "có thể đang/đã thông qua" in say(shipped, "law:law-ldl-sua").text

"""What is said about an instrument. May import: everything."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from handlers import answers
from handlers.answers import instruments
from handlers.answers.instruments import use_in
from handlers.messages import Message
from storage.catalogue.instruments import Cycle, InstrumentType
from storage.catalogue.providers import Provider, Scope
from tests.handlers.build import make_turn

READ = {"source": "nguồn thử", "read_on": date(2026, 11, 1)}


def say(session: Session, code: str, aspect: str = "", heard: str = "") -> Message:
    return answers.show(make_turn(session, heard=heard), f"instrument:{code}", aspect)[0]


def values(message: Message) -> list[str]:
    return [button.value for button in message.buttons]


def make_type(session: Session, **changes: object) -> None:
    """A type of one's own: a scale that is verified every year by one document."""
    row = {
        "code": "90",
        "name_vi": "Cân thử",
        "name_en": "Test scale",
        "field": "mass",
        "field_vi": "Khối lượng",
        "type_approval": True,
        "initial": True,
        "periodic": True,
        "after_repair": None,
        "where_used": "chợ",
        "control_basis": "bảng thử",
        "use": "ask",
        "confidence": "official",
    }
    session.add(InstrumentType(**{**row, **READ, **changes}))
    session.flush()


def make_cycle(session: Session, months: int | None, start: date, **changes: object) -> None:
    row = {"type_code": "90", "document": f"TT {start.year}", "in_force_from": start, "confidence": "official"}
    session.add(Cycle(id=f"90@{start.year}", months=months, **{**row, **READ, **changes}))
    session.flush()


def make_provider(session: Session, name: str, *, region: int = 2, **scope: object) -> None:
    body = {"kind": "trung tâm", "serves_lang_son": "có", "region": region, "confidence": "official"}
    session.add(Provider(id=name, name=name, **READ, **body))
    session.flush()
    done = {"type_code": "90", "text": "cân", "confidence": "official", "service": None}
    session.add(Scope(id=name, provider_id=name, **{**done, **READ, **scope}))
    session.flush()


def test_a_scale_asks_what_it_is_used_for(shipped: Session) -> None:
    message = say(shipped, "8.1")
    assert values(message)[:5] == ["u:8.1:trade", "u:8.1:safety", "u:8.1:health", "u:8.1:environment", "u:8.1:own"]
    assert values(message)[5] == "r:instrument:8.1:cycle"


def test_a_fuel_dispenser_is_not_asked_about(shipped: Session) -> None:
    assert say(shipped, "19", "obligation").text.startswith("Có, bắt buộc.")
    assert not any(value.startswith("u:") for value in values(say(shipped, "19")))


def test_how_often_is_answered_at_once(shipped: Session) -> None:
    assert say(shipped, "19", "cycle").text.startswith("12 tháng một lần, theo Thông tư")


def test_an_unchecked_copy_is_named_as_one(shipped: Session) -> None:
    assert "Thông tư 04/2026/TT-BKHCN (hiệu lực từ 15/04/2026)" in say(shipped, "19", "cycle").text
    assert "chưa được đối chiếu với bản gốc" in say(shipped, "19", "cycle").text


def test_documents_that_disagree_are_both_shown(shipped: Session) -> None:
    message = say(shipped, "10", "cycle")
    assert "Thông tư 04/2026/TT-BKHCN: 24 tháng" in message.text
    assert "Thông tư 07/2019/TT-BKHCN: 12 tháng" in message.text
    assert "tem hoặc giấy chứng nhận" in message.text
    assert message.source.endswith("chưa chắc chắn")


def test_a_doubtful_silence_is_not_taken_for_a_no(shipped: Session) -> None:
    text = say(shipped, "43.1", "cycle").text
    assert "Thông tư 03/2024/TT-BKHCN: không thấy ghi chu kỳ" in text
    assert "loại mục này khỏi Danh mục" in text


def test_a_doubted_number_is_not_stated_as_a_fact(shipped: Session) -> None:
    message = say(shipped, "50", "cycle")
    assert message.text.startswith("Có thể là 24 tháng một lần, nhưng còn nghi ngờ")


def test_a_type_verified_once_says_so(shipped: Session) -> None:
    message = say(shipped, "1.1", "cycle")
    assert message.text.startswith("Chỉ kiểm định ban đầu")


def test_a_type_without_a_reading_has_no_data_and_a_way_to_ask(empty: Session) -> None:
    make_type(empty)
    message = say(empty, "90", "cycle")
    assert message.text.startswith("Chưa có dữ liệu")
    assert values(message)[0] == "ask:7"


def test_a_single_unsure_reading_is_only_possible(empty: Session) -> None:
    make_type(empty)
    make_cycle(empty, 24, date(2026, 4, 15), confidence="unsure")
    assert say(empty, "90", "cycle").text.startswith("Có thể là 24 tháng")


def test_what_staff_confirmed_is_said_without_doubt(empty: Session) -> None:
    make_type(empty)
    make_cycle(empty, 24, date(2026, 4, 15), confidence="unsure", confirmed_on=date(2026, 11, 20))
    message = say(empty, "90", "cycle")
    assert message.text.startswith("24 tháng một lần, theo TT 2026.")
    assert message.source == "Nguồn: nguồn thử · cán bộ xác nhận ngày 20/11/2026"


def test_a_dated_certificate_is_counted_with_the_rule_of_its_day(empty: Session) -> None:
    make_type(empty)
    make_cycle(empty, 12, date(2020, 1, 1), in_force_to=date(2025, 12, 31))
    make_cycle(empty, 24, date(2026, 1, 1))
    message = say(empty, "90", "cycle", "giấy cấp ngày 10/2/2025 còn hạn không")
    assert message.text.startswith("Giấy cấp ngày 10/02/2025 ước tính còn giá trị đến 10/02/2026 (tính 12 tháng).")
    assert "đã quá hạn 285 ngày" in message.text


def test_a_certificate_in_disputed_years_is_counted_with_the_shorter_cycle(shipped: Session) -> None:
    message = say(shipped, "10", "cycle", "cân ô tô kiểm ngày 1/6/2026, bao giờ hết hạn")
    assert "đến 01/06/2027 (tính 12 tháng)" in message.text
    assert "còn 191 ngày" in message.text


@pytest.mark.parametrize("heard", ["tem hết hạn 10/2/2025", "hẹn ngày 1/1/2027", "không có ngày"])
def test_a_date_that_is_not_the_day_of_verification_is_not_counted_from(shipped: Session, heard: str) -> None:
    assert "ước tính" not in say(shipped, "8.2", "cycle", heard).text


@pytest.mark.parametrize(
    ("heard", "use"),
    [
        ("can o cho co bat buoc kiem dinh k", "trade"),
        ("bán trái cây online ship thì cân có cần tem không shop", "trade"),
        ("cân tiệm vàng", "trade"),
        ("thu mua hoa hồi", "trade"),
        ("cân bàn có phải kiểm định không", ""),
        ("can ban co phai kiem dinh khong", ""),
        ("cho em hỏi cân này có bắt buộc không", ""),
        ("huyết áp kế của phòng khám", "health"),
        ("dong ho ap suat noi hoi", "safety"),
        ("đo pH nước thải", "environment"),
        ("cân chỉ dùng nội bộ để pha chế", "own"),
        ("cân ở nhà, không bán gì", "own"),
        ("cân ở cửa hàng nhưng chỉ dùng nội bộ", ""),
    ],
)
def test_the_use_is_found_in_peoples_own_words(heard: str, use: str) -> None:
    assert use_in(heard) == use


def test_a_use_that_was_said_is_not_asked_again(shipped: Session) -> None:
    message = say(shipped, "8.1", "obligation", "can o cho co bat buoc kiem dinh k")
    assert message.text.startswith("Có, bắt buộc. Dùng để mua bán")
    assert "Điều 16, 19" in message.source


def test_in_house_use_is_free_and_names_its_articles(shipped: Session) -> None:
    (message,) = instruments.by_use(make_turn(shipped), "8.1", "own")
    assert message.text.startswith("Không bắt buộc.")
    assert "Điều 16, 18 và 22 khoản 3" in message.source
    assert "r:instrument:8.1:calibration" in values(message)


def test_a_flag_that_nobody_could_read_is_said_to_be_unread(shipped: Session) -> None:
    (message,) = instruments.by_use(make_turn(shipped), "69.2", "trade")
    assert "Chưa đọc được trong văn bản: phê duyệt mẫu" in message.text


def test_an_unsure_type_warns_before_its_duty(shipped: Session) -> None:
    (message,) = instruments.by_use(make_turn(shipped), "27.2", "trade")
    assert message.text.startswith("Theo bản danh mục đã đọc, còn điểm chưa chắc chắn:")


def test_a_use_press_remembers_the_instrument(shipped: Session) -> None:
    turn = make_turn(shipped)
    instruments.by_use(turn, "8.1", "trade")
    assert turn.state.topic["record"] == "instrument:8.1"


def test_nobody_known_means_no_data_and_free_choice(empty: Session) -> None:
    make_type(empty)
    message = say(empty, "90", "providers")
    assert "Chưa có dữ liệu" in message.text
    assert "bất kỳ tổ chức kiểm định được chỉ định nào" in message.text
    assert values(message)[0] == "ask:7"


def test_a_lapsed_scope_stands_last_and_is_called_lapsed(empty: Session) -> None:
    make_type(empty)
    make_provider(empty, "gần", region=1, service="verification", valid_to=date(2025, 11, 29))
    make_provider(empty, "xa", region=2, service="verification", valid_to=date(2027, 1, 1))
    text = say(empty, "90", "providers").text
    assert text.index("1. xa") < text.index("2. gần")
    assert "bản lưu đã hết hạn 29/11/2025, cần kiểm tra lại" in text


def test_a_source_that_names_the_type_goes_before_a_nearer_one_that_names_its_field(empty: Session) -> None:
    make_type(empty)
    make_provider(empty, "gần", region=1, type_code=None, field="mass")
    make_provider(empty, "xa", region=3)
    text = say(empty, "90", "providers").text
    assert text.index("1. xa") < text.index("2. gần")
    assert "nguồn chỉ ghi lĩnh vực" in text


def test_contacts_come_from_the_record_or_not_at_all(empty: Session) -> None:
    make_type(empty)
    make_provider(empty, "nơi làm", service=None)
    text = say(empty, "90", "providers").text
    assert "chưa rõ hạn" in text
    assert "ĐT" not in text
    assert "None" not in text


def test_calibration_is_said_to_be_voluntary(shipped: Session) -> None:
    assert "là tự nguyện" in say(shipped, "8.2", "calibration").text


def test_the_programme_with_money_for_verification_comes_first(shipped: Session) -> None:
    message = say(shipped, "8.2", "programmes")
    assert values(message)[:3] == ["r:programme:prg-80-dl", "r:programme:prg-996", "r:programme:prg-1322"]
    assert "không quá 10 triệu đồng" in message.text
    assert "chuỗi giá trị" in message.text


def test_no_price_is_ever_named(shipped: Session) -> None:
    message = say(shipped, "10", "fee")
    assert message.text.startswith("Chưa có dữ liệu về giá")
    assert values(message)[0] == "ask:7"
    assert "đồng" not in message.text


def test_repair_damage_and_loss_end_a_certificate_early(shipped: Session) -> None:
    message = say(shipped, "10", "early")
    assert "bị mất hay hư hỏng" in message.text
    assert "Điều 20 khoản 7" in message.source


def test_the_documents_and_the_changing_law_are_named(shipped: Session) -> None:
    message = say(shipped, "10", "document")
    assert "Thông tư 07/2019/TT-BKHCN: 12 tháng, từ 01/01/2020" in message.text
    assert values(message)[:2] == ["r:law:law-ldl-sua", "r:law:law-04-2026"]

"""Words that work anywhere, and choosing among what was offered. May import: `handlers.menu`."""

import pytest

from handlers.menu import action_of, pick

OFFERED = [["Doanh nghiệp", "a"], ["Hộ kinh doanh", "b"], ["Hợp tác xã", "c"], ["Khác", "d"]]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("/start", ("menu", "")),
        ("/start abc", ("menu", "abc")),
        ("/TRACUU  cân ô tô ", ("lookup", "cân ô tô")),
        ("/tracuu\ncân ô tô", ("lookup", "cân ô tô")),
        ("Quay lại!", ("back", "")),
        ("huỷ", ("cancel", "")),
        ("HUỶ BỎ", ("cancel", "")),
        ("tắt", ("stop", "")),
        ("TAT", ("stop", "")),
        ("DỪNG", ("stop", "")),
        ("dung", ("stop", "")),
        ("/khongco", ("unknown", "")),
        ("/", ("unknown", "")),
        ("cân ô tô", ("", "")),
        ("menu cân", ("", "")),
        ("", ("", "")),
        ("   ", ("", "")),
    ],
)
def test_a_word_of_ours_is_known_however_it_is_written(text: str, action: tuple[str, str]) -> None:
    assert action_of(text) == action


@pytest.mark.parametrize("text", ["đúng", "Đúng.", "ĐÚNG", "đu\u0301ng", "dùng", "đúng rồi"])
def test_a_yes_is_no_stop_although_it_folds_to_one(text: str) -> None:
    assert action_of(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "a"),
        ("(4)", "d"),
        ("số 2", "b"),
        ("chọn 3", "c"),
        ("0", ""),
        ("5", ""),
        ("99", ""),
        ("hộ kinh doanh", "b"),
        ("HO KINH DOANH", "b"),
        ("hợp tác", ""),
        ("", ""),
    ],
)
def test_a_choice_is_made_by_number_or_by_its_whole_words(text: str, value: str) -> None:
    assert pick(text, OFFERED, loosely=False) == value


@pytest.mark.parametrize(("text", "value"), [("hợp tác", "c"), ("kinh doanh", "b"), ("doanh", ""), ("??", "")])
def test_in_a_question_words_that_only_one_label_has_are_enough(text: str, value: str) -> None:
    assert pick(text, OFFERED, loosely=True) == value

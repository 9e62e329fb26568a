"""Dates in people's words, and months. May import: everything."""

from datetime import date

import pytest

from handlers.dates import add_months, next_yearly, readable, written


@pytest.mark.parametrize(
    "text",
    [
        "giấy cấp ngày 5/3/2025",
        "cap 05-03-2025",
        "5.3.25 kiểm",
        "ngày 5 tháng 3 năm 2025",
        "ngay 5 thang 3 2025",
        "2025-03-05",
    ],
)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    found = written(text)
    assert found is not None
    assert found.day == date(2025, 3, 5)


@pytest.mark.parametrize(
    "text", ["cân 60 kg", "31/2/2025", "0912 345 678", "tỷ lệ 1/2/3", "thông tư 23/2013/TT-BKHCN", ""]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert written(text) is None


def test_the_words_before_a_date_are_kept() -> None:
    found = written("tem hết hạn ngày 10/2/2025")
    assert found is not None
    assert found.before == "tem het han ngay"


def test_the_first_real_date_counts() -> None:
    found = written("31/2/2025 hay 28/2/2025?")
    assert found is not None
    assert found.day == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 2, 10), 12, date(2026, 2, 10)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 5, 31), 6, date(2025, 11, 30)),
    ],
)
def test_months_are_added_safely_at_month_ends(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_yearly_day_is_today_or_comes() -> None:
    assert next_yearly(1, 20, date(2027, 1, 20)) == date(2027, 1, 20)
    assert next_yearly(1, 20, date(2026, 11, 22)) == date(2027, 1, 20)
    assert next_yearly(2, 29, date(2026, 3, 1)) == date(2027, 2, 28)


def test_dates_inside_a_record_are_shown_as_people_write_them() -> None:
    assert readable("2023-08-01/2023-08-04") == "01/08/2023 – 04/08/2023"

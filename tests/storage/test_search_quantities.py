"""Quantities in messages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.quantities import Quantity, extract, in_base
from tests.storage.search_noise import read

ROWS = read("quantities.jsonl")


@pytest.mark.parametrize("row", [row for row in ROWS if row["dim"]], ids=lambda row: row["q"])
def test_every_written_form_is_read(row: dict[str, Any]) -> None:
    found = extract(row["q"])[1][0]
    assert found.dimension == row["dim"]
    assert [found.low, found.high] == pytest.approx([row["lo"], row["hi"]])


@pytest.mark.parametrize("text", [row["q"] for row in ROWS if not row["dim"]])
def test_a_number_without_a_unit_is_no_quantity(text: str) -> None:
    assert extract(text)[1] == []


def test_a_quantity_leaves_the_text() -> None:
    assert extract("panme (0 - 25) mm điện tử")[0].split() == ["panme", "điện", "tử"]


def test_a_range_without_a_unit_has_no_dimension() -> None:
    assert extract("panme 0-25")[1] == [Quantity(None, 0, 25)]


@pytest.mark.parametrize(
    "text", ["chi cục 2 lạng sơn", "máy đo 2 độ ẩm", "iso 9001-2015", "iso 9001 a", "24/7", "0912345678"]
)
def test_what_only_looks_like_a_quantity_stays(text: str) -> None:
    assert extract(text) == (text, [])


@pytest.mark.parametrize("text", ["can 60 taans", "can 60 ta61n", "cân 60.000 kg", "cân 60,0 tấn"])
def test_units_may_be_typed_in_any_way(text: str) -> None:
    assert extract(text)[1] == [Quantity("mass", 60_000, 60_000)]


def test_a_catalogue_range_is_brought_to_the_base_unit() -> None:
    assert in_base("pressure", 0, 16, unit="bar") == Quantity("pressure", 0, 1_600_000)


@given(st.text(alphabet="0123456789.,-–~÷ kgmtlđộtấn()/°"))
def test_any_mixture_of_digits_and_units_is_read_or_left(text: str) -> None:
    assert all(quantity.low <= quantity.high for quantity in extract(text)[1])

"""Long texts are cut where a reader pauses, lose no word and leave no blank part. May import: `bot.channels.cut`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cut import cut


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ngắn", ["ngắn"]),
        ("một hai\n\nba bốn", ["một hai", "ba bốn"]),
        ("một hai\nba bốn", ["một hai", "ba bốn"]),
        ("một hai ba bốn", ["một hai", "ba bốn"]),
        ("x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
        ("một hai" + " " * 20, ["một hai"]),
    ],
)
def test_a_text_is_cut_at_the_greatest_pause_that_is_not_too_early(text: str, parts: list[str]) -> None:
    assert cut(text, 10) == parts


@given(st.text(alphabet="ab ắ\n🎈", min_size=1, max_size=400), st.integers(2, 40))
def test_parts_fit_say_all_and_none_is_blank(text: str, most: int) -> None:
    text = text.strip() or "a"
    parts = cut(text, most, measure=units)
    assert all(units(part) <= most and part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_sign_of_two_units_is_never_torn() -> None:
    assert cut("🎈" * 9, 5, measure=units) == ["🎈🎈", "🎈🎈", "🎈🎈", "🎈🎈", "🎈"]

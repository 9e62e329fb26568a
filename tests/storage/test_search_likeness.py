"""How alike a message and a key are, and whether ranges fit."""

import pytest

from storage.search.likeness import dice, one_slip, range_fit, trigrams
from storage.search.quantities import Quantity

BAR = 100_000.0


@pytest.mark.parametrize("typed", ["kim", "kiemm", "kiam", "keim", "iem", "kie"])
def test_one_slip_of_the_finger_is_forgiven(typed: str) -> None:
    assert one_slip(typed, "kiem")


@pytest.mark.parametrize(("typed", "meant"), [("o", "a"), ("oo", "to"), ("kiem", "dinh"), ("mieki", "kiem")])
def test_other_words_are_other_words(typed: str, meant: str) -> None:
    assert not one_slip(typed, meant)


def test_spaces_do_not_count_in_letter_triples() -> None:
    assert dice(trigrams(["dong", "ho"]), trigrams(["dongho"])) == 1.0
    assert dice(trigrams([]), set()) == 0.0


@pytest.mark.parametrize(
    ("asked", "fit"),
    [
        (Quantity("pressure", 0, 60 * BAR), 2),
        (Quantity("pressure", 0, 40 * BAR), 1),
        (Quantity("pressure", 0, 400 * BAR), -1),
        (Quantity("mass", 0, 60), 0),
        (Quantity(None, 0, 60), 2),
        (Quantity(None, 0, 25), 0),
    ],
)
def test_a_range_fits_when_it_covers_what_is_asked(asked: Quantity, fit: int) -> None:
    assert range_fit([asked], [Quantity("pressure", 0, 60 * BAR)]) == fit

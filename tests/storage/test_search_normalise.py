"""Cleaning, folding, syllables and repair."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.normalise import clean, fold, telex_keys, tokens
from storage.search.repair import Repair
from storage.search.syllables import SYLLABLES, from_telex

REPAIR = Repair({"micropipet", "xitec", "quatest", "can", "dong", "ho", "f1"}, ["xitéc", "mêgôm"])


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâđêôơưàáảãạ\u0301\u0323\u0302 -bcdghiou"))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_the_d_with_a_bar_is_folded_too() -> None:
    assert fold("Đồng  HỒ\u200b đo-nước") == "dong ho do nuoc"


def test_a_number_loses_its_unit_but_a_class_stays_whole() -> None:
    assert tokens(clean("1pha 60t F1 CO2 m³")) == ["1", "pha", "60", "t", "f1", "co2", "m3"]


def test_both_places_of_the_tone_are_typed_alike() -> None:
    assert telex_keys("hoà") == telex_keys("hòa") == "hoaf"


@pytest.mark.parametrize("word", ["nghieng", "quyen", "gieng", "thuy", "khuya", "yeu", "oanh"])
def test_real_syllables_are_known(word: str) -> None:
    assert word in SYLLABLES


@pytest.mark.parametrize("word", ["ddo", "coong", "nuowcs", "kg", "xd", "ghang", "qan"])
def test_keys_and_abbreviations_are_no_syllables(word: str) -> None:
    assert word not in SYLLABLES


@given(st.sampled_from(sorted(SYLLABLES)))
def test_no_plain_syllable_reads_as_telex_of_itself(word: str) -> None:
    assert from_telex(word) != word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddoongf hoof nuowcs", "dong ho nuoc"),
        ("dongd hoof nuwowcs", "dong ho nuoc"),
        ("nhie65t5 ke61 d9o", "nhiet ke do"),
        ("xite1c meegoom", "xitec megom"),
        ("k.định mdd", "kiem dinh may do"),
        ("micro pipet", "micropipet"),
        ("quatest3", "quatest 3"),
    ],
)
def test_typed_keys_become_words(typed: str, meant: str) -> None:
    assert REPAIR.text(tokens(clean(typed))) == meant


def test_a_known_word_keeps_its_own_meaning_first() -> None:
    slot = Repair({"nc"}).slots(["nc"])[0]
    assert slot.words == ("nc",)
    assert (("nuoc",), 0.6) in slot.readings


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_repair_takes_any_tokens(words: list[str]) -> None:
    assert sum(len(slot.words) for slot in REPAIR.slots(words)) >= len(words) / 2

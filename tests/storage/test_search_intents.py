"""Intents: what people want, and that what they do not want of us is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.search import read_entries
from storage.search.index import Index
from storage.search.intents import IntentModel, outcome, read_background
from storage.search.slots import INSTRUMENT, PLACE, instrument_names, without_names
from tests.storage.search_noise import read

INDEX = Index(read_entries(read("catalogue_base.jsonl")))
PHRASES = [(row["q"], row["intent"]) for row in read("intents_train.jsonl")]
MODEL = IntentModel(PHRASES, read_background(), INDEX)
MESSAGES = [(row["q"], row["intent"]) for row in read("intents_people.jsonl")]


def test_people_are_understood() -> None:
    ranked = [([name for name, _ in MODEL.rank(text)], intent) for text, intent in MESSAGES]
    assert sum(names[0] == intent for names, intent in ranked) / len(ranked) >= 0.88
    assert sum(intent in names[:3] for names, intent in ranked) / len(ranked) >= 0.96


def test_what_is_done_is_what_was_wanted() -> None:
    done = [ranked[0][0] == intent for text, intent in MESSAGES if outcome(ranked := MODEL.rank(text)) == "do"]
    assert len(done) >= len(MESSAGES) / 2
    assert done.count(False) / len(MESSAGES) <= 0.02


def test_hardly_anything_out_of_scope_is_done() -> None:
    outcomes = [outcome(MODEL.rank(row["q"])) for row in read("out_of_scope.jsonl")]
    assert outcomes.count("do") / len(outcomes) <= 0.10


def test_a_phrase_itself_is_done() -> None:
    unsure = [text for text, intent in PHRASES if outcome(MODEL.rank(text)) != "do" or MODEL.rank(text)[0][0] != intent]
    assert len(unsure) <= len(PHRASES) * 0.05


def test_the_background_is_large_and_never_an_intent() -> None:
    assert len(read_background()) >= 40
    assert all(intent for intent, _ in MODEL.rank("giá vàng hôm nay"))


def test_names_are_taken_out_of_the_words() -> None:
    names = instrument_names(INDEX.folded_keys("instrument"))
    words = ["kiem", "dinh", "binh", "dinh", "muc", "o", "cao", "bang"]
    assert without_names(words, names) == ["kiem", "dinh", INSTRUMENT, "o", PLACE]


def test_a_place_in_mid_sentence_is_only_words() -> None:
    assert without_names(["do", "cao", "bang", "gi"], frozenset()) == ["do", "cao", "bang", "gi"]


def test_all_instruments_ask_alike() -> None:
    first, second = (MODEL.rank(f"{name} bao lâu phải kiểm định lại") for name in ("nhiệt kế y học", "cân ô tô"))
    assert first == second


@pytest.mark.parametrize("ranked", [[], [("a", 0.1)]])
def test_little_certainty_is_not_understood(ranked: list[tuple[str, float]]) -> None:
    assert outcome(ranked) == "none"


def test_a_model_needs_no_index() -> None:
    assert IntentModel(PHRASES, [], None).rank("xin chao")[0][0] == "chao"


@given(st.text())
def test_any_text_is_ranked(text: str) -> None:
    assert all(0 <= certainty <= 1 for _, certainty in MODEL.rank(text))

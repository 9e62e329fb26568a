"""The index: what it finds, how surely, how fast, and that it never falls over."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search import read_entries
from storage.search.index import PAUSE_EVERY, Entry, Hit, Index, outcome
from tests.storage.search_noise import COMPOUND, KINDS, Noise, noisy, padded, read

ROWS = read("catalogue_base.jsonl")
INDEX = Index(read_entries(ROWS))


@pytest.fixture(scope="module")
def large() -> Index:
    return Index(read_entries(padded(10_000)))


def share_found(index: Index, asked: list[tuple[str, frozenset[str]]], within: int) -> float:
    found = (any(hit.id in right for hit in index.search(text, limit=within)) for text, right in asked)
    return sum(found) / len(asked)


def rows(name: str) -> list[tuple[str, frozenset[str]]]:
    return [(row["q"], frozenset(row["ids"])) for row in read(name)]


@pytest.mark.parametrize(
    ("name", "first", "five"), [("queries_tune.jsonl", 0.97, 0.99), ("queries_people.jsonl", 0.94, 0.98)]
)
def test_the_right_record_comes_first(name: str, first: float, five: float) -> None:
    assert share_found(INDEX, rows(name), 1) >= first
    assert share_found(INDEX, rows(name), 5) >= five


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_noise_is_understood(kind: Noise) -> None:
    asked = list(noisy(31, kind, 80))
    assert share_found(INDEX, asked, 5) >= 0.95


def test_ten_thousand_records_hide_nothing(large: Index) -> None:
    assert share_found(large, rows("queries_tune.jsonl"), 1) >= 0.96
    assert share_found(large, rows("queries_people.jsonl"), 5) >= 0.97


def test_compound_noise_is_understood_among_ten_thousand(large: Index) -> None:
    asked = [
        (second(text, random.Random(seed)), right)
        for seed, (first, second) in enumerate(COMPOUND)
        for text, right in noisy(seed, first, 30)
    ]
    assert share_found(large, asked, 1) >= 0.92
    assert share_found(large, asked, 5) >= 0.97


def test_an_answer_given_directly_is_right() -> None:
    answered = [
        (hits[0].id in right)
        for text, right in rows("queries_tune.jsonl")
        if outcome(hits := INDEX.search(text)) == "answer"
    ]
    assert len(answered) >= 400
    assert sum(answered) / len(answered) >= 0.985


def test_what_is_out_of_scope_is_hardly_ever_answered() -> None:
    outcomes = [outcome(INDEX.search(row["q"])) for row in read("out_of_scope.jsonl")]
    assert outcomes.count("answer") / len(outcomes) <= 0.06
    assert outcomes.count("none") / len(outcomes) >= 0.4


def test_a_search_among_ten_thousand_takes_milliseconds(large: Index) -> None:
    texts = [text for text, _ in rows("queries_tune.jsonl")]
    started = time.process_time()
    for text in texts:
        large.search(text)
    assert (time.process_time() - started) / len(texts) < 0.005


def test_the_order_of_entries_and_aliases_changes_nothing() -> None:
    entries = list(read_entries(ROWS))
    mixed = [Entry(e.id, e.kind, e.name, e.aliases[::-1], e.ranges, e.place) for e in reversed(entries)]
    other = Index(mixed)
    texts = [text for text, _ in rows("queries_people.jsonl")]
    assert [other.search(text) for text in texts] == [INDEX.search(text) for text in texts]


def test_equal_records_come_in_the_order_of_their_ids() -> None:
    index = Index([Entry("b", "x", "Cân bàn"), Entry("a", "x", "cân bàn"), Entry("c", "x", "CAN BAN")])
    assert [hit.id for hit in index.search("can ban")] == ["a", "b", "c"]


def test_only_the_wanted_kinds_are_found() -> None:
    assert {hit.kind for hit in INDEX.search("cân ô tô", kinds=frozenset({"scope"}))} == {"scope"}
    assert INDEX.search("cân ô tô", kinds=frozenset({"no such kind"})) == []


@pytest.mark.parametrize(
    ("text", "best"), [("đồng hồ áp lực 400 bar lang son", "S01"), ("đồng hồ áp lực 60 bar lang son", "S02")]
)
def test_the_range_that_was_asked_for_decides(text: str, best: str) -> None:
    assert INDEX.search(text, kinds=frozenset({"scope"}))[0].id == best


def test_the_key_that_matched_is_told() -> None:
    hit = INDEX.search("cau can")[0]
    assert (hit.id, hit.name, hit.key, hit.confidence) == ("I008", "Cân ô tô", "cầu cân", 1.0)


@pytest.mark.parametrize(
    ("confidence", "lead", "expected"),
    [(0.65, 0.08, "answer"), (0.65, 0.07, "ask"), (0.64, 0.5, "ask"), (0.45, 0.0, "ask"), (0.44, 0.5, "none")],
)
def test_the_outcome_follows_confidence_and_lead(confidence: float, lead: float, expected: str) -> None:
    first = Hit("a", "x", "A", "A", 1.0, confidence)
    assert outcome([first, Hit("b", "x", "B", "B", 1.0 - lead, 0.1)]) == expected


def test_nothing_found_is_no_outcome() -> None:
    assert outcome([]) == outcome(Index([]).search("cân")) == "none"


def test_a_live_server_gets_its_pauses() -> None:
    pauses: list[None] = []
    Index([Entry(str(i), "x", f"cân {i}") for i in range(10 * PAUSE_EVERY)], pause=lambda: pauses.append(None))
    assert len(pauses) == 10


def test_a_word_said_again_adds_nothing() -> None:
    once, often = (INDEX.search(text)[0] for text in ("cân bàn", "cân bàn cân bàn cân bàn"))
    assert (often.id, often.confidence) == (once.id, once.confidence) == ("I003", 1.0)


@settings(max_examples=200, deadline=1000)
@given(st.text() | st.text(alphabet="\u200b\u202e\u0301אب😀 cân60kg-()", max_size=80))
def test_no_text_makes_a_search_fail(text: str) -> None:
    assert all(0 <= hit.confidence <= 1 for hit in INDEX.search(text))


@pytest.mark.parametrize("text", ["cân " * 2_500, "a" * 10_000, "1.1" * 3_400, "kđ " * 3_400, "\u202e\u200f" * 5_000])
def test_ten_thousand_characters_are_no_burden(text: str) -> None:
    started = time.process_time()
    INDEX.search(text)
    assert time.process_time() - started < 0.1

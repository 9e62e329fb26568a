"""The two commands that outside checks run."""

import json
from pathlib import Path

import pytest

from bench import intents, search
from tests.storage.search_noise import DATA


def lines(path: Path, *rows: dict[str, object]) -> str:
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return str(path)


def test_the_search_bench_prints_one_line_a_query(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search.main(str(DATA / "catalogue_base.jsonl"), lines(tmp_path / "q", {"q": "can o to"}, {"q": "zzzz"}))
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["q"], first["ids"][0], first["outcome"]) == ("can o to", "I008", "answer")
    assert (second["q"], second["outcome"]) == ("zzzz", "none")


def test_the_intents_bench_prints_one_line_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    intents.main(str(DATA / "intents_train.jsonl"), lines(tmp_path / "m", {"q": "chao ban"}))
    assert json.loads(capsys.readouterr().out) == {"q": "chao ban", "intent": "chao", "outcome": "do"}

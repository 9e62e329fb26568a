"""The texts: the same in both languages, whole, used, and nowhere else than in their files. May import: everything."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor
from sqlalchemy.orm import Session

from handlers.texts import FOLDER, LANGUAGES, MissingText, texts
from storage.catalogue.entries import catalogue_entries

ROOT = Path(__file__).parents[2]
PROGRAM = ("bot", "handlers", "scheduler", "storage")
VIETNAMESE = re.compile(r"[À-ỹĐđ]")
KEY = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
NO_KEYS = {"utf-8", "no-trade"}
"""Strings of the handlers in the shape of a key that name something else; so do the ids of records."""
NO_SENTENCES = ("storage/search/", "storage/seed/")
"""Rules about letters and how people write, and the catalogue that ships."""


class _Names(Visitor):
    """The placeholders of a message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802 - the library's name
        self.found.add(node.id.name)


@cache
def _messages(language: str) -> dict[str, frozenset[str]]:
    """Key → placeholders."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                names = _Names()
                names.visit(entry)
                found[entry.id.name] = frozenset(names.found)
    return found


def _constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string of a program but its docstrings and its types."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Expr) and body:
            skipped |= {id(part.value) for part in body if isinstance(part, ast.Expr)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


@cache
def _trees() -> dict[str, ast.Module]:
    """Path → the parsed file, of the whole program."""
    paths = [path for folder in PROGRAM for path in sorted((ROOT / folder).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _strings() -> list[tuple[str, str]]:
    """(place, string) of the whole program."""
    return [(f"{path}:{line}", text) for path, tree in _trees().items() for line, text in _constants(tree)]


def _chosen(argument: ast.expr) -> list[str]:
    """The keys that an argument may be: "a", or "a" if … else "b"."""
    if isinstance(argument, ast.IfExp):
        return [*_chosen(argument.body), *_chosen(argument.orelse)]
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def _templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "web").rglob("*.html")))


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (_messages(language).keys() for language in LANGUAGES)
    assert sorted(vi ^ en) == []


def test_both_languages_fill_the_same_placeholders() -> None:
    vi, en = (_messages(language) for language in LANGUAGES)
    assert [key for key in vi if vi[key] != en.get(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said_with_a_number_and_with_a_word(language: str) -> None:
    for key, names in _messages(language).items():
        for value in (0, 1, 2, 12_000, "đo & <b>"):
            assert texts(language).say(key, **dict.fromkeys(names, value)).strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_is_never_read_as_a_placeholder(language: str) -> None:
    said = texts(language).say("ask-confirm", text='{ $text } { "a" } { menu-lead }')
    assert '{ $text } { "a" } { menu-lead }' in said


def test_every_key_that_is_said_outright_is_there() -> None:
    calls = [call for tree in _trees().values() for call in ast.walk(tree) if isinstance(call, ast.Call)]
    said = [call.args[0] for call in calls if getattr(call.func, "attr", "") == "say" and call.args]
    keys = {key for argument in said for key in _chosen(argument)}
    assert len(keys) > 100
    assert sorted(keys - _messages("vi").keys()) == []


def test_every_key_in_a_table_is_there(shipped: Session) -> None:
    records = {entry.id.partition(":")[2] for entry in catalogue_entries(shipped)}
    keys = {text for place, text in _strings() if place.startswith("handlers/") and KEY.fullmatch(text)}
    assert sorted(keys - _messages("vi").keys() - records - NO_KEYS) == []


def test_every_text_is_said_somewhere() -> None:
    said = {text for _, text in _strings()} | set(re.findall(r"""say\(["']([a-z0-9-]+)["']""", _templates()))
    begun = tuple(re.findall(r"""say\(["']([a-z0-9-]+-)["'] ~""", _templates()))
    assert [key for key in _messages("vi") if key not in said and not key.startswith(begun or ("-",))] == []


def test_no_sentence_for_people_stands_in_the_program() -> None:
    written = [(place, text) for place, text in _strings() if not place.startswith(NO_SENTENCES)]
    assert [f"{place} {text[:40]}" for place, text in written if VIETNAMESE.search(text)] == []


def test_a_sentence_in_the_program_is_found() -> None:
    """Negative control."""
    tree = ast.parse('"""Cân ô tô."""\nx = "cân ô tô"\ndef f() -> None:\n    """Cân."""\n    g(f"đo {x}")')
    assert [text for _, text in _constants(tree) if VIETNAMESE.search(text)] == ["cân ô tô", "đo "]


def test_a_text_that_is_missing_is_a_fault() -> None:
    with pytest.raises(MissingText):
        texts("vi").say("no-such-key")
    with pytest.raises(MissingText):
        texts("vi").say("ask-confirm")


def test_a_language_that_is_not_ours_is_vietnamese() -> None:
    assert texts("fr").say("button-send") == texts("vi").say("button-send")

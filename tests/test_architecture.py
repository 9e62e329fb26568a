"""The house guards itself: arrows, cycles, sizes, hints, docstrings, borders, times, and what no file may tell.

May import: `tests.syntax`.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests.syntax import Function, Module, cycle, imports, read

ROOT = Path(__file__).parents[1]
ARROWS = {
    "storage": {"storage"},
    "handlers": {"handlers", "storage"},
    "scheduler": {"scheduler", "handlers", "storage"},
    "bot": {"bot", "scheduler", "handlers", "storage"},
    "tests": {"tests", "bench", "bot", "scheduler", "handlers", "storage"},
    "bench": {"tests", "bench", "bot", "scheduler", "handlers", "storage"},
}
"""Each folder and the folders that it may import."""

SESSION = "from sqlalchemy.orm import Session"  # all that handlers may know of SQL

PROGRAM = ("bot", "scheduler", "handlers", "storage")
LIBRARIES = {
    "aiohttp": ("bot/app.py", "bot/channels/", "bot/commands/doctor.py", "bot/web/"),
    "telegram": ("bot/app.py", "bot/channels/telegram", "bot/commands/doctor.py"),
    "jinja2": ("bot/web/",),
    "apscheduler": ("scheduler/clock.py",),
    "alembic": ("storage/migrate.py", "storage/migrations/"),
    "asyncio": ("bot/", "scheduler/", "storage/database.py", "storage/writer.py"),
    "socket": (),
    "urllib.request": (),
    "importlib": (),  # it would hide an arrow
}
"""A library and the only places of the program that may import it."""

BORDERS = {
    "bot/reception.py": "an answer that fails is apologised for",
    "scheduler/sender.py": "a message that fails stops no other",
    "scheduler/clock.py": "a tick that fails stops no other",
    "storage/writer.py": "the writer carries every failure to whoever awaits it",
    "tests/fakes/server.py": "the fake answers 500 as a server does",
}
"""The only files that may catch everything, and what for."""

GENERATED = "storage/migrations/versions/"
"""Written by Alembic, one file a change of the tables: their length says nothing."""

FILE_MOST, FILE_MEDIAN = 300, 90  # lines
FUNCTION_MOST, FUNCTION_MEDIAN = 45, 7  # lines of code
POSITIONAL_MOST = 4
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".jsonl", ".txt", ".ftl", ".html", ".css", ".js", ".cjs", ".svg", ""}
TELLTALES = {  # a letter in brackets, so that this file does not find itself
    "a path of the place where it was written": r"(?<![\w.])/wor[k](?:/|\b)",
    "a path of a user": r"(?<![\w.])/(?:hom[e]|User[s])/\w|(?<![\w.])/roo[t]/|[A-Z]:\\User[s]",
    "the host of a package registry": r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|deb[.]debian[.]org",
    "a ticket": r"(?i)\bissu[e]s? ?#?\d+|\bticke[t] ?#?\d+",
    "how it was written": r"(?i)\bclaud[e]\b|\bcopilo[t]\b|\bchatgp[t]\b|\bsub-?agen[t]|\bsessio[n] (?:note|log|brief)",
}


@cache
def house() -> dict[str, Module]:
    return read(ROOT, tuple(ARROWS))


def program() -> list[Module]:
    return [module for module in house().values() if module.path.startswith(tuple(f"{name}/" for name in PROGRAM))]


def _none(rule: str, found: Sequence[str]) -> None:
    assert not found, "\n  ".join([f"{rule}:", *found])


def against_the_arrows(modules: Mapping[str, Module]) -> list[str]:
    """Every import that points where no arrow does."""
    return [
        f"{place} imports {name}"
        for module in modules.values()
        for place, name in imports(module, modules)
        if (head := name.partition(".")[0]) in ARROWS and head not in ARROWS[module.name.partition(".")[0]]
    ]


def test_the_arrows_point_one_way() -> None:
    _none("nothing points back: bot → scheduler → handlers → storage", against_the_arrows(house()))


def test_an_arrow_back_is_found_wherever_it_hides(tmp_path: Path) -> None:
    """Negative control: at the top, inside a function, and for types only."""
    _made(tmp_path, "storage/top.py", "import bot.app")
    _made(tmp_path, "storage/lazy.py", "def later() -> None:\n    from handlers import flows")
    _made(tmp_path, "handlers/typing.py", "if TYPE_CHECKING:\n    from scheduler.clock import Clock")
    _made(tmp_path, "bot/testing.py", "from tests import cast")
    _made(tmp_path, "bot/good.py", "from storage import top")
    found = [line.split(" ")[0] for line in against_the_arrows(read(tmp_path, PROGRAM))]
    assert sorted(found) == ["bot/testing.py:1", "handlers/typing.py:2", "storage/lazy.py:2", "storage/top.py:1"]


def test_no_module_imports_itself_by_a_detour() -> None:
    _none("these modules import each other in a circle", cycle(house()))


def test_a_detour_is_found_wherever_it_hides(tmp_path: Path) -> None:
    """Negative control."""
    _made(tmp_path, "storage/one.py", "from . import two")
    _made(tmp_path, "storage/two.py", "def later() -> None:\n    import storage.one")
    assert set(cycle(read(tmp_path, PROGRAM))) == {"storage.one", "storage.two"}


def _made(root: Path, path: str, source: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(source + "\n", encoding="utf-8")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_where_it_belongs(library: str) -> None:
    wrong = [
        f"{place} imports {name}"
        for module in program()
        for place, name in imports(module, house())
        if f"{name}.".startswith(f"{library}.") and not module.path.startswith(LIBRARIES[library] or ("-",))
    ]
    _none(f"{library} belongs to {LIBRARIES[library] or 'no file'}", wrong)


def test_handlers_write_no_sql() -> None:
    lines = ((f"{m.path}:{n}", line) for m in program() for n, line in enumerate(m.source.splitlines(), 1))
    named = ((place, line) for place, line in lines if place.startswith("handlers/") and "sqlalchemy" in line)
    _none(f"only `{SESSION}`; queries live in storage", [place for place, line in named if line != SESSION])


def test_a_file_is_short_or_says_why_not() -> None:
    long = [m for m in _hand_written() if len(m.source.splitlines()) > FILE_MOST]
    silent = [m.path for m in long if "because" not in (ast.get_docstring(m.tree) or "")]
    _none(f"over {FILE_MOST} lines, and no “because” in the docstring", silent)


@pytest.mark.parametrize("folder", PROGRAM)
def test_half_of_the_files_of_a_folder_fit_on_two_screens(folder: str) -> None:
    lengths = [len(m.source.splitlines()) for m in _hand_written() if m.path.startswith(f"{folder}/")]
    assert median(lengths) <= FILE_MEDIAN


def test_a_function_fits_on_a_screen() -> None:
    sizes = ((module.at(node), _size(module, node)) for module in _hand_written() for node in module.functions)
    long = [f"{place} has {size}" for place, size in sizes if size > FUNCTION_MOST]
    _none(f"over {FUNCTION_MOST} lines of code", long)


def test_half_of_the_functions_are_taken_in_at_a_glance() -> None:
    sizes = [_size(m, node) for m in _hand_written() if m in program() for node in m.functions]
    assert median(sizes) <= FUNCTION_MEDIAN


def test_a_call_is_readable_without_counting() -> None:
    wrong = [
        f"{module.at(node)} {node.name} takes {_positional(node)} by position"
        for module in house().values()
        for node in module.functions
        if _positional(node) > POSITIONAL_MOST and "signature" not in module.comments.get(node.lineno, "")
    ]
    _none(f"over {POSITIONAL_MOST}; name the rest, or say whose signature it is at the `def`", wrong)


def _hand_written() -> list[Module]:
    return [module for module in house().values() if not module.path.startswith(GENERATED)]


def _size(module: Module, node: Function) -> int:
    """Lines of code from `def` to the end."""
    return len(module.code.intersection(range(node.lineno, (node.end_lineno or 0) + 1)))


def _positional(node: Function) -> int:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_every_function_is_annotated() -> None:
    wrong = [f"{m.at(node)} {node.name}" for m in house().values() for node in m.functions if not _annotated(node)]
    _none("without a hint", wrong)


def _annotated(node: Function) -> bool:
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    open_ones = [argument for argument in every if argument.annotation is None and argument.arg not in ("self", "cls")]
    return node.returns is not None and not open_ones


def test_every_module_says_what_lives_in_it() -> None:
    _none("no docstring", [m.path for m in house().values() if not ast.get_docstring(m.tree)])


def test_every_module_of_the_program_says_what_it_may_import() -> None:
    silent = [m.path for m in program() if "may import" not in (ast.get_docstring(m.tree) or "").lower()]
    _none("no “May import: …”", [path for path in silent if not path.startswith(GENERATED)])


def test_every_public_class_has_a_docstring() -> None:
    classes = [(m, node) for m in house().values() for node in ast.walk(m.tree) if isinstance(node, ast.ClassDef)]
    public = [(m, node) for m, node in classes if not node.name.startswith("_")]
    _none("no docstring", [f"{m.at(node)} {node.name}" for m, node in public if not ast.get_docstring(node)])


def test_everything_is_caught_at_the_borders_only() -> None:
    _none("no border", [module.at(node) for module, node in _broad() if module.path not in BORDERS])


def test_who_catches_everything_says_why() -> None:
    silent = [m.at(node) for m, node in _broad() if len(_reason(m.comments.get(node.lineno, "")).split()) < 3]
    _none("no reason at the line", silent)


def _broad() -> list[tuple[Module, ast.ExceptHandler | ast.Call]]:
    """Handlers and `suppress(…)` that take every exception."""
    nodes = ((m, node) for m in house().values() for node in ast.walk(m.tree))
    return [(m, node) for m, node in nodes if isinstance(node, ast.ExceptHandler | ast.Call) and _takes_all(node)]


def _takes_all(node: ast.ExceptHandler | ast.Call) -> bool:
    if isinstance(node, ast.Call):
        taken = node.args if "suppress" in ast.unparse(node.func) else []
    else:
        taken = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type or ast.Name("Exception")]
    return any(ast.unparse(each) in ("Exception", "BaseException") for each in taken)


def _reason(comment: str) -> str:
    return re.sub(r"noqa: \w+", "", comment).strip("# -")


def test_no_time_is_naive() -> None:
    naive = {"datetime.now()", "datetime.datetime.now()"}
    calls = ((m, node) for m in house().values() for node in ast.walk(m.tree) if isinstance(node, ast.Call))
    named = ((m.at(node), ast.unparse(node)) for m, node in calls)
    wrong = r"(datetime|date)\.(utcnow|utcfromtimestamp|today)\(|datetime\.fromtimestamp\([^,]*\)$"
    _none("a time without a zone", [f"{at} {call}" for at, call in named if call in naive or re.match(wrong, call)])


@pytest.mark.parametrize("what", TELLTALES)
def test_no_file_tells(what: str) -> None:
    found = re.compile(TELLTALES[what])
    _none(f"tells {what}", [f"{name}:{number}" for name, number, line in _lines() if found.search(line)])


@cache
def _lines() -> list[tuple[str, int, str]]:
    """Every line of every text file of the project, lock files too; not what is made or installed."""
    made = {"var", "node_modules", "__pycache__"}
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file() and path.suffix in TEXT)
    ours = (
        f for f in files if not made & set(f.parts) and all(p == ".ci" or p[0] != "." for p in f.parts[:-1] or f.parts)
    )
    return [
        (file.as_posix(), number, line)
        for file in ours
        for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1)
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_the_pages_name_what_is_there(page: str) -> None:
    named = re.findall(r"[`(](?:\w+/)*(?:\w[\w.-]*/|\w[\w-]*\.(?:py|md|png|txt|toml))(?:::\w+)?(?=[`):])", _text(page))
    gone = [name for name in (each[1:] for each in named) if not _is_there(*name.partition("::")[::2])]
    _none(f"{page} names what is not there", gone)


def _is_there(path: str, test: str) -> bool:
    if path == "var/":  # made by the first run
        return True
    return (ROOT / path).exists() and (not test or f"def {test}(" in _text(path))


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")

"""Python files as syntax trees, for tests about the code itself: what a module imports, which of its lines are code.

An import inside a function or under TYPE_CHECKING counts like any other. May import: the standard library.
"""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file; `name` is dotted, `path` as seen from the root."""

    name: str
    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def comments(self) -> dict[int, str]:
        return {token.start[0]: token.string for token in self._tokens if token.type == tokenize.COMMENT}

    @cached_property
    def code(self) -> frozenset[int]:
        """The lines that hold code: neither blank, nor comment, nor docstring."""
        spans = ((token.start[0], token.end[0]) for token in self._tokens if token.type not in SILENT)
        held = {line for first, last in spans for line in range(first, last + 1)}
        return frozenset(held - {line for node in ast.walk(self.tree) for line in _docstring_lines(node)})

    @cached_property
    def _tokens(self) -> list[tokenize.TokenInfo]:
        return list(tokenize.generate_tokens(io.StringIO(self.source).readline))

    def at(self, node: ast.expr | ast.stmt | ast.ExceptHandler) -> str:
        return f"{self.path}:{node.lineno}"


def _docstring_lines(node: ast.AST) -> range:
    if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
        return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    return range(0)


def read(root: Path, folders: Sequence[str]) -> dict[str, Module]:
    """The modules under `root` by their dotted names."""
    found = {}
    for path in sorted(path for folder in folders for path in (root / folder).rglob("*.py")):
        place = path.relative_to(root)
        name = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
        found[name] = Module(name, place.as_posix(), path.read_text(encoding="utf-8"))
    return found


def imports(module: Module, known: Mapping[str, Module]) -> Iterator[tuple[str, str]]:
    """What the module imports, wherever in it: the place, and the dotted name of a module (or of a library)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((module.at(node), alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                whole = ".".join(filter(None, (base, alias.name)))
                yield module.at(node), whole if whole in known else base


def _base(module: Module, node: ast.ImportFrom) -> str:
    """The absolute name behind `from … import`, dots resolved."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts if module.path.endswith("__init__.py") else parts[:-1]
    return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])


def cycle(modules: Mapping[str, Module]) -> list[str]:
    """The modules of one import cycle, in order; none where there is none."""
    graph = {name: {other for _, other in imports(module, modules)} - {name} for name, module in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []

"""Does a value fit the specification? Types, required and unknown names, lengths, formatted text.

Checks are compiled to closures once, so that a call costs microseconds. Imports `spec`, `rules`, `markup`, `refusal`.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from typing import Any

from tests.fakes import markup, rules, spec
from tests.fakes.refusal import Refusal
from tests.fakes.spec import Field, Shape

Check = Callable[[Any], None]

PARSE_MODES = {"HTML", "html"}  # the house writes HTML only; the other modes are not modelled

# Wrong by the documentation, yet accepted by the server: gathered per call by `loosely`.
_loose: ContextVar[list[str] | None] = ContextVar("loose", default=None)


class UploadedFile(bytes):
    """A part of a multipart body; it knows its `filename`."""

    filename = ""


def check_call(method: Shape, params: dict[str, Any], loose: list[str]) -> None:
    """Refuse wrong parameters; add to `loose` what the real server lets pass but the documentation forbids."""
    token = _loose.set(loose)
    try:
        _object(method)(params)
    finally:
        _loose.reset(token)


def check_answer(types: tuple[str, ...], value: Any) -> None:
    """The fake's own answers go through the same checks, so that it cannot lie."""
    _one_of(types)(value)


@cache
def _object(shape: Shape) -> Check:
    checks: dict[str, Check] = {}
    rule = rules.RULES.get(shape.name)

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise _wrong(value, shape.name)
        for name, item in value.items():
            checker = checks.get(name)
            if checker is None:
                if name not in shape.fields:
                    raise Refusal(f'unexpected parameter "{name}"', detail=f"{shape.name} has no {name}")
                checker = checks[name] = _field(shape, shape.fields[name])
            try:
                checker(item)
            except Refusal as refusal:
                raise refusal.within(f".{name}") from None
        _demand(shape, value)
        for text in shape.formatted:
            if text.name in value:
                _formatted(shape, text, value)
        if rule:
            rule(value)

    return check


def _demand(shape: Shape, value: dict[str, Any]) -> None:
    for name in shape.required:
        if name not in value:
            raise Refusal(rules.sentence(shape.name, name, "missing"), detail=f"{name} is missing").within(f".{name}")


def _field(shape: Shape, field: Field) -> Check:
    """One field: its type first, then the limits that its description names."""
    limits = list(_limits(shape.name, field))
    typed = _one_of(field.types)
    if not limits:
        return typed

    def check(value: Any) -> None:
        typed(value)
        for limit in limits:
            limit(value)

    return check


def _limits(owner: str, field: Field) -> Iterable[Check]:
    if field.length and not field.parse_mode:
        yield _length_check(owner, field)
    if field.span:
        yield _span_check(owner, field, field.span)
    if field.count:
        yield _count_check(owner, field, field.count)
    if field.choices:
        yield _choice_check(owner, field, field.choices)
    if field.pattern:
        yield _pattern_check(owner, field)


def _length_check(owner: str, field: Field) -> Check:
    def check(value: Any) -> None:
        if type(value) is str:
            _measure(owner, field, value)

    return check


def _measure(owner: str, field: Field, text: str) -> None:
    if field.length is None:
        return
    low, high, unit = field.length
    size = len(text.encode()) if unit == "bytes" else markup.units(text)
    if size > high:
        raise Refusal(rules.sentence(owner, field.name, "long"), detail=f"{size} {unit}, at most {high}")
    if size < low or (low and not text.strip()):
        raise Refusal(rules.sentence(owner, field.name, "short"), detail=f"{size} {unit}, at least {low}")


def _span_check(owner: str, field: Field, span: tuple[int, int]) -> Check:
    def check(value: Any) -> None:
        if not span[0] <= value <= span[1]:
            raise Refusal(rules.sentence(owner, field.name, "span"), detail=f"{value} is not within {span}")

    return check


def _count_check(owner: str, field: Field, count: tuple[int, int]) -> Check:
    def check(value: Any) -> None:
        if not count[0] <= len(value) <= count[1]:
            detail = f"{len(value)} items, allowed {count[0]} to {count[1]}"
            raise Refusal(rules.sentence(owner, field.name, "count"), detail=detail)

    return check


def _choice_check(owner: str, field: Field, choices: frozenset[str]) -> Check:
    def check(value: Any) -> None:
        if type(value) is str and value not in choices:
            raise Refusal(rules.sentence(owner, field.name, "choice"), detail=f"{value!r} is not one of the choices")

    return check


def _pattern_check(owner: str, field: Field) -> Check:
    def check(value: Any) -> None:
        if field.pattern and not field.pattern.fullmatch(value):
            detail = f"{value!r} does not match {field.pattern.pattern}"
            raise Refusal(rules.sentence(owner, field.name, "pattern"), detail=detail)

    return check


def _formatted(shape: Shape, field: Field, value: dict[str, Any]) -> None:
    """The limit counts what is left after parsing; entities must lie inside the text."""
    text, mode = value[field.name], value.get(field.parse_mode or "")
    entities = value.get(field.entities or "")
    if mode:
        if mode not in PARSE_MODES:
            raise Refusal("unsupported parse_mode", detail=f"{mode}: the fake reads HTML only").within(".parse_mode")
        text = _parsed(field, text)
    if mode and entities:
        note(f"{field.name}: parse_mode and entities together")
    try:
        _measure(shape.name, field, text)
    except Refusal as refusal:
        raise refusal.within(f".{field.name}") from None
    for entity in entities or ():
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > markup.units(text):
            raise Refusal("ENTITY_BOUNDS_INVALID", detail=f"{entity} ends outside the text").within(".entities")


def _parsed(field: Field, text: str) -> str:
    try:
        parsed = markup.parse_html(text)
    except markup.MarkupError as error:
        raise Refusal(f"can't parse entities: {error}").within(f".{field.name}") from None
    for loose in parsed.loose:
        note(f"{field.name}: {loose}")
    return parsed.text


def note(text: str) -> None:
    if (loose := _loose.get()) is not None:
        loose.append(text)


def _one_of(types: tuple[str, ...]) -> Check:
    if len(types) == 1:
        return _type(types[0])
    objects = tuple(name for name in types if name in spec.load().types and name != "InputFile")
    if objects == types:
        return _branches(types)
    branches = [_type(name) for name in types]

    def check(value: Any) -> None:
        for branch in branches:
            try:
                return branch(value)
            except Refusal:
                continue
        raise _wrong(value, " or ".join(types))

    return check


@cache
def _type(name: str) -> Check:
    if name.startswith("Array of "):
        return _array(_type(name.removeprefix("Array of ")))
    if name in _SCALARS:
        return _scalar(name)
    if name == "RichText":  # a string, a list or an object: the house does not write rich messages
        return lambda value: None
    subtypes = spec.load().types[name].subtypes
    return _branches(subtypes) if subtypes else _object(spec.load().types[name])


_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,), "String": (str,), "Boolean": (bool,), "Float": (int, float), "InputFile": (UploadedFile,),
}  # fmt: skip


def _scalar(name: str) -> Check:
    allowed = _SCALARS[name]

    def check(value: Any) -> None:
        if type(value) not in allowed:
            raise _wrong(value, name)

    return check


def _array(item: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise _wrong(value, "Array")
        for index, entry in enumerate(value):
            try:
                item(entry)
            except Refusal as refusal:
                raise refusal.within(f"[{index}]") from None

    return check


@cache
def _branches(names: tuple[str, ...]) -> Check:
    """A union of objects: the branch whose constants and names fit best is tried, and its error reported."""
    shapes = [spec.load().types[name] for name in names]

    def strangeness(shape: Shape, value: dict[str, Any]) -> tuple[int, int]:
        constants = [f for f in shape.fields.values() if f.choices and len(f.choices) == 1 and f.name in value]
        wrong = sum(value[f.name] not in (f.choices or ()) for f in constants)
        missing = sum(name not in value for name in shape.required)
        return wrong, missing + sum(name not in shape.fields for name in value)

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise _wrong(value, " or ".join(names))
        _object(min(shapes, key=lambda shape: strangeness(shape, value)))(value)

    return check


def _wrong(value: Any, wanted: str) -> Refusal:
    return Refusal(f"wrong type, {wanted} expected", detail=f"{value!r:.60} is not {wanted}")

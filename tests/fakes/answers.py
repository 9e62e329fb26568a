"""Objects of the Bot API with every required member, made from the specification. Imports `spec`."""

from typing import Any

from tests.fakes import spec

_PLAIN: dict[str, Any] = {"Integer": 1, "Float": 1.0, "String": "x", "Boolean": False, "InputFile": "x"}


def example(name: str, **known: Any) -> Any:
    """A value of the type `name`: `known` members, and plausible ones where more are required."""
    if name.startswith("Array of "):
        return []
    if name in _PLAIN:
        return _PLAIN[name]
    shape = spec.load().types[name]
    if shape.subtypes:
        return example(shape.subtypes[0], **known)
    value = dict(known)
    for required in shape.required:
        field = shape.fields[required]
        if required not in value:
            value[required] = min(field.choices) if field.choices else example(field.types[0])
    return value


def result(types: tuple[str, ...]) -> Any:
    """The answer of a method that the fake does not model: True, or the smallest valid object."""
    return True if "Boolean" in types else example(types[0])

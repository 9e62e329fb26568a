"""A request's parameters as JSON values: form fields and query strings are text, JSON bodies are not.

Imports `spec`, `check`, `refusal` and aiohttp.
"""

import json
import re
from typing import Any

from aiohttp import web

from tests.fakes.check import UploadedFile
from tests.fakes.refusal import Refusal
from tests.fakes.spec import Field, Shape

_INTEGER = re.compile(r"-?\d+")
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


async def read(request: web.Request) -> dict[str, Any]:
    """Query string and body together; files are `UploadedFile`, all else as it came."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        raw.update(_object(text) if text else {})
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            raw[name] = _uploaded(value) if isinstance(value, web.FileField) else value
    return raw


def decode(method: Shape, raw: dict[str, Any]) -> tuple[dict[str, Any], dict[str, UploadedFile]]:
    """(parameters, files by part name). A part that is no parameter must be named by an attach:// somewhere."""
    params: dict[str, Any] = {}
    files: dict[str, UploadedFile] = {}
    for name, value in raw.items():
        field = method.fields.get(name)
        if isinstance(value, UploadedFile):
            files[name] = value
            if field is None:
                continue
        params[name] = _value(field, value) if field and type(value) is str else value
    _attachments(params, files, set(files) - set(params))
    return params, files


def _value(field: Field, text: str) -> Any:
    """A form's text as the type that the method wants; what fits no type is left for the check to refuse."""
    types = field.types
    if "Integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "String" in types or types == ("Integer",):
        return text
    if types == ("Boolean",):
        return _BOOLEANS.get(text, text)
    try:
        return json.loads(text)
    except ValueError:
        raise Refusal(f"can't parse {field.name} JSON object", detail=f"{text!r:.60}").within(field.name) from None


def _attachments(value: Any, files: dict[str, UploadedFile], unnamed: set[str]) -> None:
    named = set(_references(value))
    if missing := named - set(files):
        raise Refusal("file not found in the request", detail=f"attach://{missing.pop()} names no part")
    if unused := unnamed - named:
        raise Refusal(f'unexpected parameter "{unused.pop()}"', detail="a file part that nothing refers to")


def _uploaded(part: web.FileField) -> UploadedFile:
    upload = UploadedFile(part.file.read())
    upload.filename = part.filename
    return upload


def _references(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix("attach://")] if value.startswith("attach://") else []
    if isinstance(value, dict):
        return [name for item in value.values() for name in _references(item)]
    if isinstance(value, list):
        return [name for item in value for name in _references(item)]
    return []


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Refusal("can't parse request JSON object", detail=f"{text!r:.60}")
    return value

"""JSON from outside, read fast; what the fast reader is too strict for goes to the standard library's.

May import: nothing of this project.
"""

import json
from typing import Any

import orjson


def loads(body: bytes) -> Any:
    """The value. Raises `ValueError`. Half a pair of surrogates, which orjson refuses, is passed on as it is: one such
    letter must not hold up all that waits behind it."""
    try:
        return orjson.loads(body)
    except ValueError:
        pass
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deep") from error

"""Every sentence that a person reads, in Fluent files: a folder a language, a file a subject, the same keys in both.

May import: nothing of this project.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

FOLDER = Path(__file__).parent
LANGUAGES = ("vi", "en")


class MissingText(KeyError):
    """A key that no file has, or a placeholder that nobody filled: a fault of the program, caught by the tests."""


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._fixed: dict[str, str] = {}  # sentences without values, formatted once
        # Isolation marks around values would show as boxes on old phones and break what is copied.
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((FOLDER / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def say(self, key: str, **values: Any) -> str:
        """The sentence `key` with its values; dates as people write them. Raises `MissingText`."""
        if not values and key in self._fixed:
            return self._fixed[key]
        text = self._format(key, values)
        if not values:
            self._fixed[key] = text
        return text

    def _format(self, key: str, values: dict[str, Any]) -> str:
        if not self._bundle.has_message(key):
            raise MissingText(f"{self.language}: {key}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MissingText(f"{self.language}: {key} is empty")
        text, errors = self._bundle.format_pattern(pattern, {name: _plain(value) for name, value in values.items()})
        if errors:
            raise MissingText(f"{self.language}: {key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        return bool(self._bundle.has_message(key))


@cache
def texts(language: str) -> Texts:
    """The texts of a language; Vietnamese where it is not one of ours."""
    return Texts(language if language in LANGUAGES else "vi")


def _plain(value: Any) -> str | int:
    """Numbers stay numbers, so that Fluent can choose by them; dates become 20/01/2027."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, int) else str(value)

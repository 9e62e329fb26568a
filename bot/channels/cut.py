"""Cutting a long text at places where a reader pauses. May import: nothing."""

from collections.abc import Callable


def cut(text: str, most: int, measure: Callable[[str], int] = len) -> list[str]:
    """Parts of at most `most` (as `measure` counts), cut between paragraphs, else lines, else words, else anywhere."""
    if measure(text) <= most:
        return [text]
    head = _longest(text, most, measure)
    for pause in ("\n\n", "\n", " "):
        at = head.rfind(pause)
        if at > len(head) // 3:
            return _spoken(head[:at].rstrip(), *cut(text[at:].lstrip(), most, measure))
    return _spoken(head, *cut(text[len(head) :], most, measure))


def _spoken(*parts: str) -> list[str]:
    """No channel sends a blank part."""
    return [part for part in parts if part.strip()]


def _longest(text: str, most: int, measure: Callable[[str], int]) -> str:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= most else (low, middle - 1)
    return text[:low]

"""Transcripts: conversations as people would have them, one file each in `dialogs/`.

    > can o to bao lau kiem dinh lai     what is typed
    > [Ai kiểm định?]                    a button that is pressed, by its label
    < 12 tháng …                         a line of the answer
      [1] Ai kiểm định?                  a choice
    # a comment

May import: the standard library.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "dialogs"


@dataclass(slots=True)
class Exchange:
    """What is said, and the lines that answer it."""

    said: str
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def pressed(self) -> str:
        """The label of the button that is pressed; empty where something is typed."""
        return self.said[1:-1] if self.said.startswith("[") and self.said.endswith("]") else ""


def read(path: Path) -> list[Exchange]:
    """The exchanges of a transcript."""
    exchanges: list[Exchange] = []
    comments: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            comments.append(line)
        elif line.startswith(">"):
            exchanges.append(Exchange(line[2:], comments=comments))
            comments = []
        else:
            exchanges[-1].lines.append(line)
    return exchanges


def write(path: Path, exchanges: list[Exchange]) -> None:
    """The transcript of what was really said."""
    path.write_text("\n".join(_lines(exchanges)) + "\n", encoding="utf-8")


def shown(text: str, labels: list[str]) -> list[str]:
    """One message as lines of a transcript."""
    lines = [f"< {line}".rstrip() for line in text.splitlines()]
    return lines + [f"  [{number}] {label}" for number, label in enumerate(labels, 1)]


def _lines(exchanges: list[Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        yield from exchange.comments
        yield f"> {exchange.said}"
        yield from exchange.lines

"""Where a fact comes from and how far it is trusted: the columns every catalogue row carries.

May import: the vocabulary.
"""

from datetime import date
from typing import get_args

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column

from storage.catalogue.vocabulary import Confidence


def words(literal: object, name: str) -> Enum:
    """A text column that holds one of a Literal's words, with a CHECK so that plain SQL cannot write another."""
    return Enum(*get_args(literal), native_enum=False, create_constraint=True, length=24, name=name)


class Sourced:
    """Columns of every catalogue row; they come last in the table."""

    source: Mapped[str] = mapped_column(sort_order=90)
    """Short human name of the source document, fit to be shown."""
    source_url: Mapped[str | None] = mapped_column(sort_order=91)
    sources: Mapped[list[str]] = mapped_column(sort_order=92, default=list)
    """Every source where there are several; empty when `source` is all."""
    confidence: Mapped[Confidence] = mapped_column(words(Confidence, "confidence"), sort_order=93)
    read_on: Mapped[date] = mapped_column(sort_order=94)
    """The day the copy was read."""
    confirmed_on: Mapped[date | None] = mapped_column(sort_order=95)
    """The day staff compared the row with the original; None until they do."""

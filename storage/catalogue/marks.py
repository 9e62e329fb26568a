"""What the loader last wrote, so that it can tell its own rows from those that staff changed.

May import: storage.base.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


class SeedMark(Base):
    """The digest of one row's values as last seeded; it outlives the row, so a deleted row stays deleted."""

    __tablename__ = "seed_mark"

    kind: Mapped[str] = mapped_column(primary_key=True)
    """The row's table."""
    id: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str]


def digest(values: Mapping[str, Any]) -> str:
    """A digest of the values that say something: a column added later and left empty changes no digest."""
    said = {name: _plain(value) for name, value in values.items() if value is not None and value != [] and value != {}}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A whole number reads the same from a file (5) and from a column of real numbers (5.0)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value

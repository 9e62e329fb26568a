"""What people call a record besides its name. May import: storage.base and the catalogue's own words."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base
from storage.catalogue.sourced import words
from storage.catalogue.vocabulary import RecordKind


class Alias(Base):
    """One way of saying one record; the same words may stand for several records, then the bot asks which."""

    __tablename__ = "alias"

    kind: Mapped[RecordKind] = mapped_column(words(RecordKind, "kind"), primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True, index=True)
    text: Mapped[str]

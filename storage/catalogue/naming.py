"""Adding an alias without taking another record's name. May import: the catalogue and storage.search.normalise."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.catalogue.aliases import Alias
from storage.catalogue.entries import catalogue_entries
from storage.catalogue.vocabulary import RecordKind
from storage.search.normalise import fold


class AliasRefusedError(ValueError):
    """These words cannot become an alias; the message says why."""


class EmptyAliasError(AliasRefusedError):
    """The text holds neither letters nor digits."""


class NameTakenError(AliasRefusedError):
    """The text is the name of another record; `taken_by` is its entry id."""

    def __init__(self, text: str, taken_by: str) -> None:
        super().__init__(f"{text!r} is the name of {taken_by}")
        self.taken_by = taken_by


def add_alias(session: Session, kind: RecordKind, record_id: str, text: str) -> Alias:
    """Let a record be found by these words; adding the same words twice changes nothing.

    Words that another record has as an alias are allowed: then both are found and the bot asks which is meant.
    """
    folded = fold(text)
    if not folded:
        raise EmptyAliasError(text)
    taken_by = next((owner for owner in names(session).get(folded, []) if owner != f"{kind}:{record_id}"), None)
    if taken_by is not None:
        raise NameTakenError(text, taken_by)
    known = session.get(Alias, (kind, record_id, folded))
    if known is not None:
        return known
    alias = Alias(kind=kind, record_id=record_id, folded=folded, text=text.strip())
    session.add(alias)
    return alias


def remove_alias(session: Session, kind: RecordKind, record_id: str, text: str) -> None:
    """Take an alias away; nothing happens when there is none."""
    mine = (Alias.kind == kind, Alias.record_id == record_id, Alias.folded == fold(text))
    session.execute(delete(Alias).where(*mine))


def names(session: Session) -> dict[str, list[str]]:
    """Folded name → ids of the entries that bear it."""
    bearers: dict[str, list[str]] = {}
    for entry in catalogue_entries(session):
        bearers.setdefault(fold(entry.name), []).append(entry.id)
    return bearers

"""The ended districts and the city, as people still name them. May import: `handlers.meanings`, `storage`."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from handlers.meanings import place_words
from storage.catalogue.places import old_places
from storage.search.normalise import fold


def key_of(kind: str, name: str) -> str:
    """An ASCII key of an old place, shared by all its rows, to stand in a button: "district-huu-lung"."""
    return f"{kind}-{fold(name).replace(' ', '-')}"


def ended_places(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(key, name, other ways to say it) of each; a bare name is left to the commune that bears it today."""
    seen = set()
    for row in old_places(session):
        key = key_of(row.kind, row.name)
        before = place_words(row.kind)
        if before and key not in seen:
            seen.add(key)
            bare = row.name.split(" ", 2)[-1] if row.name.lower().startswith(tuple(before)) else row.name
            names = [f"{word} {bare}" for word in before]
            yield key, names[0], tuple(names[1:])

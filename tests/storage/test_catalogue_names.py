"""What records are called: entries for the index, and aliases that may not take a name."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.catalogue.aliases import Alias
from storage.catalogue.entries import CatalogueEntry, catalogue_entries
from storage.catalogue.naming import EmptyAliasError, NameTakenError, add_alias, names, remove_alias
from storage.search.normalise import fold
from storage.seed.loader import seed


def entry(session: Session, wanted: str) -> CatalogueEntry:
    return next(found for found in catalogue_entries(session) if found.id == wanted)


def owners(session: Session, words: str) -> set[str]:
    return {found.id for found in catalogue_entries(session) if fold(words) in map(fold, found.aliases)}


def test_an_entry_is_named_by_kind_and_id(catalogue: Session) -> None:
    scale = entry(catalogue, "instrument:8.1")
    assert (scale.kind, scale.name) == ("instrument", "Cân đồng hồ lò xo")
    assert {"cân nhơn hòa", "cân hoa hồi", "Spring dial scale"} <= set(scale.aliases)


def test_every_kind_of_record_can_be_looked_up(catalogue: Session) -> None:
    kinds = [found.kind for found in catalogue_entries(catalogue)]
    counts = {"instrument": 90, "programme": 28, "provider": 34, "deadline": 21, "observance": 6, "office": 8}
    counts |= {"commune": 65, "law": 7, "training": 11, "article": 37, "plan": 24}
    assert {kind: kinds.count(kind) for kind in kinds} == counts


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cân heo", {"instrument:8.2"}),
        ("cân điện tử siêu thị", {"instrument:8.2"}),
        ("cây xăng", {"instrument:19"}),
        ("đồng hồ áp lực nồi hơi", {"instrument:31"}),
        ("xe chở xăng", {"instrument:27.1"}),
        ("máy đo đường", {"instrument:62", "instrument:63"}),
        ("cân vàng", {"instrument:6", "instrument:7"}),
        ("bồn gas", {"instrument:26", "article:khi-gas"}),
    ],
)
def test_lay_words_find_their_record_or_both(catalogue: Session, words: str, expected: set[str]) -> None:
    assert owners(catalogue, words) == expected


def test_no_alias_that_ships_is_the_name_of_another_record(catalogue: Session) -> None:
    taken = names(catalogue)
    for found in catalogue_entries(catalogue):
        assert all(set(taken.get(fold(alias), [])) <= {found.id} for alias in found.aliases), found.id


def test_every_alias_keeps_its_folded_key(catalogue: Session) -> None:
    assert all(row.folded == fold(row.text) for row in catalogue.scalars(select(Alias)))


def test_a_new_alias_is_found_and_the_same_words_count_once(fresh: Session) -> None:
    seed(fresh)
    add_alias(fresh, "instrument", "8.1", "cái cân bà ngoại")
    fresh.flush()
    again = add_alias(fresh, "instrument", "8.1", " CAI CAN ba ngoai ")
    assert again.text == "cái cân bà ngoại" and owners(fresh, "cai can ba ngoai") == {"instrument:8.1"}


def test_the_name_of_another_record_is_refused(fresh: Session) -> None:
    seed(fresh)
    with pytest.raises(NameTakenError) as refused:
        add_alias(fresh, "instrument", "8.1", "can o to")
    assert refused.value.taken_by == "instrument:10"


def test_another_records_alias_may_be_shared(fresh: Session) -> None:
    seed(fresh)
    add_alias(fresh, "instrument", "9", "cân heo")
    fresh.flush()
    assert owners(fresh, "cân heo") == {"instrument:8.2", "instrument:9"}


def test_words_without_a_letter_are_refused(fresh: Session) -> None:
    with pytest.raises(EmptyAliasError):
        add_alias(fresh, "instrument", "8.1", " … ")


def test_an_alias_can_be_taken_away(fresh: Session) -> None:
    seed(fresh)
    before = fresh.scalar(select(func.count()).select_from(Alias)) or 0
    remove_alias(fresh, "instrument", "8.2", "can heo")
    assert fresh.scalar(select(func.count()).select_from(Alias)) == before - 1

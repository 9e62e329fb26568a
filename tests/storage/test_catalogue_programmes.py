"""Support programmes: their state, their successors, and which of them may fit."""

from typing import get_args

from sqlalchemy.orm import Session

from storage.catalogue.offices import office, offices
from storage.catalogue.programmes import Programme, fitting_programmes, programme, programmes
from storage.catalogue.vocabulary import Kind, Size, Trade, Want


def found(session: Session, programme_id: str) -> Programme:
    row = programme(session, programme_id)
    assert row is not None
    return row


def test_a_closed_programme_names_the_one_that_follows(catalogue: Session) -> None:
    follows = {row.id: row.successor_id for row in programmes(catalogue, state="closed")}
    assert follows == {"prg-712": "prg-1322", "prg-677": "prg-118", "prg-2457": "prg-130", "prg-ls-53": None}


def test_places_kept_for_staff_are_empty_and_fit_nobody(catalogue: Session) -> None:
    assert [row.id for row in programmes(catalogue, state="empty")] == ["prg-hdnd", "prg-tbt"]
    assert {"prg-hdnd", "prg-712"}.isdisjoint(row.id for row in fitting_programmes(catalogue))


def test_verification_cost_leads_a_small_enterprise_to_the_one_that_pays(catalogue: Session) -> None:
    fitting = fitting_programmes(catalogue, kind="enterprise", size="small", want="verification_cost")
    assert [row.id for row in fitting] == ["prg-80-dl"]
    assert found(catalogue, "prg-80-dl").support[0]["ceiling"] == "tối đa 50%, không quá 10 triệu đồng/năm/DN"


def test_a_large_enterprise_is_not_sent_to_support_for_small_ones(catalogue: Session) -> None:
    fitting = {row.id for row in fitting_programmes(catalogue, kind="enterprise", size="large")}
    assert fitting.isdisjoint({"prg-80-dl", "prg-80-cds", "prg-198"}) and "prg-1322" in fitting


def test_a_household_business_finds_the_free_classes(catalogue: Session) -> None:
    assert [row.id for row in fitting_programmes(catalogue, kind="household", want="training")] == ["prg-198"]


def test_a_doubtful_programme_comes_after_the_open_ones(catalogue: Session) -> None:
    states = [row.state for row in fitting_programmes(catalogue, want="technology")]
    assert states == sorted(states, key=["open", "doubtful"].index) and "doubtful" in states


def test_the_closest_fit_comes_first(catalogue: Session) -> None:
    fitting = fitting_programmes(catalogue, want="technology", trade="food")
    assert fitting[0].id == "prg-khuyencong"


def test_criteria_use_the_fixed_words(catalogue: Session) -> None:
    words = {"kinds": get_args(Kind), "sizes": get_args(Size), "wants": get_args(Want), "trades": get_args(Trade)}
    for row in programmes(catalogue):
        assert row.criteria.keys() == words.keys() | {"conditions"}
        assert all(set(row.criteria[key]) <= set(allowed) for key, allowed in words.items()), row.id


def test_a_contact_is_an_office_that_exists(catalogue: Session) -> None:
    assert all(office(catalogue, row.contact) for row in programmes(catalogue) if row.contact)
    assert found(catalogue, "prg-80-dl").contact == "off-stc"


def test_no_office_has_a_guessed_contact(catalogue: Session) -> None:
    rows = offices(catalogue)
    assert len(rows) == 8 and all((row.address, row.phone, row.email, row.zalo_oa) == (None,) * 4 for row in rows)

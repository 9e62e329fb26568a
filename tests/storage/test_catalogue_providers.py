"""Who verifies what: reach, order, lapsed papers and bodies that do not verify."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.catalogue.instruments import InstrumentType
from storage.catalogue.providers import NOT_A_VERIFIER, Provider, Scope, providers_for, providers_near, scopes_of
from storage.catalogue.vocabulary import Service
from storage.seed.loader import seed

TODAY = date(2026, 11, 22)


def ids(session: Session, code: str, *, service: Service | None = None, limit: int = 50) -> list[str]:
    return [match.provider.id for match in providers_for(session, code, today=TODAY, service=service, limit=limit)]


def test_a_fuel_dispenser_finds_the_two_that_name_it_nearest_first(catalogue: Session) -> None:
    found = providers_for(catalogue, "19", today=TODAY, limit=50)
    assert [match.provider.id for match in found if match.exact] == ["org-tq", "org-hd"]
    assert found[0].scope.service == "verification"


def test_a_market_scale_starts_in_the_province(catalogue: Session) -> None:
    assert ids(catalogue, "8.1")[:3] == ["org-ls-chicuc", "org-bg", "org-tq"]


def test_a_lapsed_paper_is_kept_flagged_and_last(catalogue: Session) -> None:
    found = providers_for(catalogue, "31", today=TODAY)
    assert [(match.provider.id, match.lapsed) for match in found] == [("org-vaeco", False), ("org-npcetc", True)]


def test_a_paper_holds_through_its_last_day(catalogue: Session) -> None:
    on_the_day = providers_for(catalogue, "5", today=date(2026, 10, 24), limit=50)
    assert not next(match for match in on_the_day if match.provider.id == "org-sujcom").lapsed
    day_after = providers_for(catalogue, "5", today=date(2026, 10, 25), limit=50)
    assert next(match for match in day_after if match.provider.id == "org-sujcom").lapsed


def test_a_date_without_a_day_is_not_taken_for_a_date(catalogue: Session) -> None:
    scopes = scopes_of(catalogue, "org-saoviet")
    assert scopes and all(scope.valid_to is None and scope.note and "2026-12" in scope.note for scope in scopes)


def test_a_field_matches_all_its_types_but_only_its_own(catalogue: Session) -> None:
    assert "org-imc" in ids(catalogue, "17") and "org-imc" not in ids(catalogue, "31")


def test_a_service_that_the_source_does_not_name_stays_possible(catalogue: Session) -> None:
    assert "org-vmi" in ids(catalogue, "10", service="verification")
    assert "org-tq" not in ids(catalogue, "8.1", service="calibration")


def test_bodies_that_do_not_verify_are_never_offered(catalogue: Session) -> None:
    far = {row.id for row in catalogue.scalars(select(Provider).where(Provider.region == NOT_A_VERIFIER))}
    assert far == {"org-phucgia", "org-vntest", "org-118", "org-boa", "org-aosc", "org-vinalab"}
    assert far.isdisjoint(match.provider.id for match in providers_near(catalogue, today=TODAY, limit=99))


def test_a_provider_is_offered_once(catalogue: Session) -> None:
    for code in catalogue.scalars(select(InstrumentType.code)):
        found = ids(catalogue, code)
        assert len(found) == len(set(found))


def test_the_limit_cuts_the_far_end(catalogue: Session) -> None:
    assert ids(catalogue, "8.1", limit=2) == ids(catalogue, "8.1")[:2]


def test_what_staff_confirmed_comes_before_what_is_near(fresh: Session) -> None:
    seed(fresh)
    fresh.get_one(Provider, "org-hd").confirmed_on = TODAY
    assert ids(fresh, "19")[0] == "org-hd"


def test_near_by_field_counts_the_field_and_its_types(catalogue: Session) -> None:
    near = providers_near(catalogue, today=TODAY, field="mass", limit=4)
    assert [match.provider.id for match in near] == ["org-ls-chicuc", "org-bg", "org-tq", "org-bqp"]


def test_an_unknown_type_has_no_provider(catalogue: Session) -> None:
    assert ids(catalogue, "99") == []


def test_a_scope_is_trusted_as_far_as_its_provider(catalogue: Session) -> None:
    pairs = catalogue.execute(select(Scope.confidence, Provider.confidence).join(Provider)).all()
    assert pairs and all(scope == provider for scope, provider in pairs)


def test_scopes_say_no_more_than_their_source(catalogue: Session) -> None:
    assert {scope.type_code for scope in scopes_of(catalogue, "org-tq")} == {"19", "7", "8.1", "8.2", "2", "47"}
    assert {scope.field for scope in scopes_of(catalogue, "org-npcetc")} == {"electricity", "pressure", "temperature"}
    assert [(scope.type_code, scope.field) for scope in scopes_of(catalogue, "org-cem")] == [(None, None)]

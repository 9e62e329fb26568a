"""The loader: complete, repeatable, and deaf to nothing that staff did."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.catalogue.instruments import Cycle, InstrumentType
from storage.catalogue.marks import SeedMark, digest
from storage.catalogue.offices import Office
from storage.catalogue.plan import PlanFact
from storage.catalogue.version import current_version
from storage.seed.files import shipped
from storage.seed.loader import SeedReport, seed


def test_the_first_run_adds_all_that_ships(fresh: Session) -> None:
    assert seed(fresh) == SeedReport(added=sum(len(rows) for _, rows in shipped()))


def test_a_second_run_changes_nothing(fresh: Session) -> None:
    first = seed(fresh)
    before = current_version(fresh)
    assert seed(fresh) == SeedReport(unchanged=first.added)
    assert current_version(fresh) == before


def test_an_edit_by_the_program_is_kept(fresh: Session) -> None:
    seed(fresh)
    fresh.get_one(Office, "off-skhcn").phone = "0205 000 000"
    fresh.flush()
    assert seed(fresh).kept == 1
    assert fresh.get_one(Office, "off-skhcn").phone == "0205 000 000"


def test_an_edit_by_plain_sql_is_kept(fresh: Session) -> None:
    seed(fresh)
    fresh.execute(text("UPDATE instrument_type SET name_vi = 'Cân chợ' WHERE code = '8.1'"))
    report = seed(fresh)
    assert (report.kept, report.updated) == (1, 0)
    assert fresh.get_one(InstrumentType, "8.1").name_vi == "Cân chợ"


def test_a_confirmation_by_staff_is_kept(fresh: Session) -> None:
    seed(fresh)
    fresh.get_one(Cycle, "10@04-2026").confirmed_on = date(2026, 11, 23)
    fresh.flush()
    assert seed(fresh).kept == 1
    assert fresh.get_one(Cycle, "10@04-2026").confirmed_on == date(2026, 11, 23)


def test_what_staff_deleted_stays_deleted(fresh: Session) -> None:
    seed(fresh)
    fresh.execute(text("DELETE FROM office WHERE id = 'off-xttm'"))
    assert seed(fresh).added == 0
    assert fresh.get(Office, "off-xttm") is None


def test_a_row_that_hangs_on_a_deleted_one_is_not_added(fresh: Session) -> None:
    seed(fresh)
    fresh.execute(text("DELETE FROM instrument_type WHERE code = '8.1'"))
    fresh.execute(text("DELETE FROM seed_mark WHERE kind = 'cycle' AND id = '8.1@04-2026'"))
    assert seed(fresh).added == 0


def test_a_new_version_of_an_untouched_row_replaces_the_old_one(fresh: Session) -> None:
    seed(fresh)
    older_release(fresh)
    assert seed(fresh).updated == 1
    assert fresh.get_one(Office, "off-skhcn").name == "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"
    assert seed(fresh).updated == 0


def test_a_row_that_staff_wrote_first_is_theirs(fresh: Session) -> None:
    seed(fresh)
    fresh.execute(text("UPDATE office SET name = 'Sở' WHERE id = 'off-skhcn'"))
    fresh.execute(text("DELETE FROM seed_mark WHERE kind = 'office' AND id = 'off-skhcn'"))
    assert seed(fresh).kept == 1


def test_staff_who_undo_their_edit_get_updates_again(fresh: Session) -> None:
    seed(fresh)
    fresh.execute(text("UPDATE office SET phone = '1' WHERE id = 'off-skhcn'"))
    fresh.execute(text("UPDATE office SET phone = NULL WHERE id = 'off-skhcn'"))
    assert seed(fresh).kept == 0


def test_an_empty_new_column_changes_no_digest() -> None:
    assert digest({"a": 5.0, "new": None, "list": [], "map": {}}) == digest({"a": 5})
    assert digest({"a": False}) != digest({})


def test_numbers_of_the_plan_survive_the_way_through_the_database(fresh: Session) -> None:
    seed(fresh)
    assert fresh.get_one(PlanFact, "money-total").value == 16.925


def older_release(session: Session) -> None:
    """Leaves a row and its mark as an earlier release would have."""
    session.execute(text("UPDATE office SET name = 'Sở KH&CN' WHERE id = 'off-skhcn'"))
    row = session.execute(text("SELECT * FROM office WHERE id = 'off-skhcn'")).mappings().one()
    session.get_one(SeedMark, ("office", "off-skhcn")).hash = digest({**row, "sources": []})
    session.flush()

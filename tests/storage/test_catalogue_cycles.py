"""How often a type must be verified: agreement, disagreement and history."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.catalogue.instruments import Cycle, InstrumentType, cycle_statement, cycles_on, instrument_types
from storage.seed.loader import seed

TODAY = date(2026, 11, 22)
CONFLICTING = {"4", "5", "6", "7", "9", "10", "21.2", "27.2", "34.1", "43.1", "50", "51", "68"}


def test_thirteen_types_and_no_other_come_out_as_disagreeing(catalogue: Session) -> None:
    found = {row.code for row in instrument_types(catalogue) if cycle_statement(catalogue, row.code, TODAY).disagree}
    assert found == CONFLICTING == {row.code for row in instrument_types(catalogue) if row.conflict}


def test_a_disputed_cycle_gives_no_number_but_every_reading(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "10", TODAY)
    assert said.months is None and said.conflict
    assert [(reading.months, reading.document[9:16], reading.confidence) for reading in said.readings] == [
        (24, "04/2026", "unsure"),
        (12, "03/2024", "secondary"),
        (12, "07/2019", "official"),
    ]


@pytest.mark.parametrize(
    ("code", "months"), [("8.1", 24), ("8.2", 12), ("19", 12), ("43.2", 72), ("69.1", 60), ("48", 6)]
)
def test_documents_that_agree_give_one_number(catalogue: Session, code: str, months: int) -> None:
    said = cycle_statement(catalogue, code, TODAY)
    assert (said.months, said.disagree, said.periodic) == (months, False, True)


def test_a_type_verified_only_initially_has_no_periodic_cycle(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "1.1", TODAY)
    assert (said.months, said.disagree, said.periodic) == (None, False, False)


def test_whether_34_1_is_periodic_at_all_is_not_known(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "34.1", TODAY)
    assert said.periodic is None
    assert {reading.months for reading in said.readings} == {6, None}


def test_equal_numbers_do_not_hide_a_doubtful_reading(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "50", TODAY)
    assert {reading.months for reading in said.readings} == {24}
    assert said.disagree and said.months is None and said.readings[0].doubt


@pytest.mark.parametrize(
    ("code", "day", "months"),
    [
        ("10", date(2025, 2, 10), 12),
        ("10", date(2023, 5, 1), 12),
        ("2", date(2019, 12, 31), 12),
        ("2", date(2020, 1, 1), 18),
        ("43.4", date(2015, 6, 1), 24),
        ("21.2", date(2026, 4, 14), 36),
    ],
)
def test_a_cycle_is_the_one_in_force_on_the_day(catalogue: Session, code: str, day: date, months: int) -> None:
    assert cycle_statement(catalogue, code, day).months == months


def test_charging_meters_have_no_cycle_before_they_entered_the_list(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "69.2", date(2024, 10, 14))
    assert (said.months, said.readings, said.periodic) == (None, (), None)
    assert cycle_statement(catalogue, "69.2", date(2024, 10, 15)).months == 36


def test_27_2_is_known_only_from_the_digitised_copy(catalogue: Session) -> None:
    assert [row.months for row in cycles_on(catalogue, "27.2", TODAY)] == [60]
    assert cycles_on(catalogue, "27.2", date(2026, 4, 14)) == []


def test_one_document_is_in_force_on_a_day(catalogue: Session) -> None:
    assert [row.document for row in cycles_on(catalogue, "8.1", date(2024, 10, 15))] == ["Thông tư 03/2024/TT-BKHCN"]


def test_a_row_that_staff_confirmed_needs_no_older_one(fresh: Session) -> None:
    seed(fresh)
    row = fresh.get_one(Cycle, "10@04-2026")
    row.confirmed_on = TODAY
    said = cycle_statement(fresh, "10", TODAY)
    assert (said.months, said.disagree, said.conflict, len(said.readings)) == (24, False, None, 1)


def test_an_unknown_type_has_nothing_to_say(catalogue: Session) -> None:
    said = cycle_statement(catalogue, "99", TODAY)
    assert (said.readings, said.months, said.disagree) == ((), None, False)


def test_types_stand_in_the_order_of_the_list(catalogue: Session) -> None:
    codes = [row.code for row in instrument_types(catalogue)]
    assert len(codes) == 90
    assert codes[:12] == ["1.1", "1.2", "1.3", "1.4", "2", "3", "4", "5", "6", "7", "8.1", "8.2"]


def test_a_flag_that_nobody_read_is_unknown_and_not_false(catalogue: Session) -> None:
    charger = catalogue.get_one(InstrumentType, "69.1")
    assert (charger.type_approval, charger.initial, charger.periodic, charger.after_repair) == (None, None, True, None)


def test_a_use_is_fixed_only_for_types_that_have_one(catalogue: Session) -> None:
    fixed = catalogue.execute(select(InstrumentType.code, InstrumentType.use).where(InstrumentType.use != "ask"))
    trade = {"2", "19", "20", "69.1", "69.2", "69.3"}
    assert dict(fixed.all()) == dict.fromkeys(trade, "trade") | dict.fromkeys(("3", "11", "15", "39"), "inspection")

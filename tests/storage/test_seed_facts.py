"""What ships: how much of it, and key facts of the sources by value."""

import tomllib
from collections import Counter
from datetime import date
from typing import get_args

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.catalogue.articles import Article, articles
from storage.catalogue.duties import Deadline, Observance, ObservanceYear, deadlines, observance_years, observances
from storage.catalogue.instruments import Cycle, InstrumentType
from storage.catalogue.intents import intent_phrases
from storage.catalogue.plan import plan_facts
from storage.catalogue.programmes import Programme
from storage.catalogue.providers import Provider
from storage.catalogue.sourced import Sourced
from storage.catalogue.tables import DETAILS, RECORDS
from storage.catalogue.vocabulary import Trade
from storage.catalogue.watch import LegalWatch, TrainingPrecedent, training_precedents
from storage.search.normalise import fold
from storage.seed.files import DATA


def test_every_row_says_where_it_comes_from(catalogue: Session) -> None:
    for table in (*RECORDS.values(), *(table for table in DETAILS if issubclass(table, Sourced))):
        for row in catalogue.scalars(select(table)):
            assert isinstance(row, Sourced)
            assert row.source and row.read_on == date(2026, 11, 22) and row.confirmed_on is None


def test_no_source_is_a_bare_file_name(catalogue: Session) -> None:
    assert "000_" not in "".join(path.read_text(encoding="utf-8") for path in DATA.rglob("*.toml"))


def test_instruments_keep_their_facts(catalogue: Session) -> None:
    row = catalogue.get_one(InstrumentType, "21.1")
    assert (row.name_vi, row.field, row.type_approval, row.after_repair) == (
        "Đồng hồ đo nước lạnh cơ khí",
        "volume-flow",
        True,
        True,
    )
    assert row.note == "Phải kiểm định đối chứng theo Điều 21 TT 23/2013."
    confidences = Counter(catalogue.scalars(select(InstrumentType.confidence)))
    assert confidences == {"official": 74, "unsure": 13, "secondary": 3}


def test_cycles_stand_by_document(catalogue: Session) -> None:
    counts = Counter(row.document for row in catalogue.scalars(select(Cycle)))
    assert counts == {
        "Thông tư 23/2013/TT-BKHCN": 4,
        "Thông tư 07/2019/TT-BKHCN": 86,
        "Thông tư 03/2024/TT-BKHCN": 89,
        "Thông tư 04/2026/TT-BKHCN": 90,
    }


def test_providers_keep_contacts_and_gaps(catalogue: Session) -> None:
    row = catalogue.get_one(Provider, "org-bqp")
    assert (row.vilas, row.vilas_valid_to, row.phone, row.email) == ("195", "2027-02-24", "024 38361108", None)
    assert Counter(catalogue.scalars(select(Provider.confidence))) == {"official": 19, "secondary": 11, "unsure": 4}


def test_programmes_keep_their_basis_and_ceilings(catalogue: Session) -> None:
    row = catalogue.get_one(Programme, "prg-1322")
    assert row.legal_basis[0] == {"no": "1322/QĐ-TTg", "date": "2020-08-31"}
    assert row.support[0]["ceiling"].startswith("tối đa 80% giá trị hợp đồng")


def test_deadlines_keep_their_rhythm(catalogue: Session) -> None:
    row = catalogue.get_one(Deadline, "dl-0131-hdgs")
    assert (row.rrule, row.month, row.day) == ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", 1, 31)
    assert [row.id for row in deadlines(catalogue, trade="fuel")] == [
        "dl-chuky",
        "dl-suachua-cotdo",
        "dl-thang-xangdau",
    ]
    assert {row.id for row in deadlines(catalogue) if row.doubtful} == {
        "dl-0131-kdhctn",
        "dl-0331-nd105",
        "dl-20270701-nhan",
    }


def test_deadlines_use_the_fixed_trades(catalogue: Session) -> None:
    for row in deadlines(catalogue):
        assert set(row.trades) <= {*get_args(Trade), "office"}


def test_observances_keep_their_days_and_years(catalogue: Session) -> None:
    assert [(row.id, row.month, row.day) for row in observances(catalogue)][:2] == [
        ("evt-vmd", 1, 20),
        ("evt-185", 5, 18),
    ]
    years = {row.year: row.theme for row in observance_years(catalogue, "evt-vmd")}
    assert years[2023] == "Đo lường đồng hành với sự phát triển của doanh nghiệp"
    assert years[2022] is None and years[2027] is None
    assert len(catalogue.scalars(select(Observance)).all()) == 6
    assert len(catalogue.scalars(select(ObservanceYear)).all()) == 19


def test_training_and_watched_law_keep_their_facts(catalogue: Session) -> None:
    assert catalogue.get_one(TrainingPrecedent, "trn-ls-2017").capacity == "gần 110 đại biểu"
    assert len(training_precedents(catalogue, kind="form_fields")[0].fields) == 13
    assert catalogue.get_one(LegalWatch, "law-04-2026").confidence == "unsure"


def test_the_money_of_the_plan_adds_up(catalogue: Session) -> None:
    money = {row.id: row.value or 0 for row in plan_facts(catalogue, topic="money")}
    assert money["money-state"] == money["money-recurrent"] + money["money-investment"] == 13.5
    assert money["money-total"] == pytest.approx(money["money-state"] + money["money-mobilised"])


def test_the_targets_of_a_phase_are_those_of_the_plan(catalogue: Session) -> None:
    wanted = plan_facts(catalogue, topic="target", phase="2026-2030")
    values = {row.id: row.value for row in wanted if row.phase and "national" not in row.id}
    assert values == {
        "target-standards-2030": 10,
        "target-training-2030": 300,
        "target-enterprises-2030": 20,
        "target-laboratories-2030": 2,
    }


def test_articles_are_short_in_both_languages(catalogue: Session) -> None:
    assert len(articles(catalogue)) == 37
    assert all(max(len(row.body_vi), len(row.body_en)) <= 700 for row in articles(catalogue))


def test_the_article_on_penalties_names_no_amount(catalogue: Session) -> None:
    row = catalogue.get_one(Article, "xu-phat-do-luong")
    assert not any(word in fold(row.body_vi).split() for word in ("trieu", "dong", "nghin"))
    assert "million" not in row.body_en and "02/VBHN-BKHCN" in row.body_vi


def test_intents_have_15_to_20_phrases_and_share_none(catalogue: Session) -> None:
    phrases = intent_phrases(catalogue)
    counts = Counter(intent for intent, _ in phrases)
    assert len(counts) == 33 and all(15 <= count <= 20 for count in counts.values())
    assert len({fold(text) for _, text in phrases}) == len(phrases)


def test_data_files_can_be_reviewed() -> None:
    for path in DATA.rglob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 305 and lines[0].startswith("# "), path
        assert tomllib.loads("\n".join(lines))

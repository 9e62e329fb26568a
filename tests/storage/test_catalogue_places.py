"""The communes of today and the names that ended."""

from collections import Counter

from sqlalchemy.orm import Session

from storage.catalogue.places import commune, communes, communes_of, old_places


def test_there_are_61_communes_and_4_wards(catalogue: Session) -> None:
    assert Counter(row.kind for row in communes(catalogue)) == {"Xã": 61, "Phường": 4}


def test_an_old_district_leads_to_its_communes(catalogue: Session) -> None:
    names = [row.name for row in communes_of(catalogue, "Đình Lập")]
    assert names == ["Xã Đình Lập", "Xã Thái Bình", "Xã Kiên Mộc", "Xã Châu Sơn"]


def test_every_commune_came_out_of_an_old_place(catalogue: Session) -> None:
    assert {row.commune_code for row in old_places(catalogue)} - {None} == {row.code for row in communes(catalogue)}


def test_the_old_city_leads_to_the_four_wards_and_says_it_is_unsure(catalogue: Session) -> None:
    assert [row.kind for row in communes_of(catalogue, "Lạng Sơn", kind="city")] == ["Phường"] * 4
    assert all(row.note and row.confidence == "unsure" for row in old_places(catalogue) if row.kind == "city")


def test_a_name_that_was_district_and_ward_is_told_apart_by_kind(catalogue: Session) -> None:
    assert len(communes_of(catalogue, "Chi Lăng", kind="district")) == 6
    assert communes_of(catalogue, "Chi Lăng", kind="ward") == []


def test_codes_keep_their_leading_zero(catalogue: Session) -> None:
    ward = commune(catalogue, "05977")
    assert ward is not None and (ward.name, ward.slug, ward.old_district) == ("Phường Đông Kinh", "dong_kinh", None)

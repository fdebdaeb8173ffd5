"""Official codes of the units that met, by day; needs the extra `places`."""

import importlib.util
from datetime import date

import pytest

from bienban.document import Document
from bienban.errors import UsageError
from bienban.flow import extract
from bienban.places import places_of, units_named
from bienban.rules import load_rules

RULES = load_rules()
MISSING = importlib.util.find_spec("vietnamadminunits") is None
needs_data = pytest.mark.skipif(MISSING, reason="bienban[places] is not installed")


@needs_data
@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("UBND tỉnh Cao Bằng", date(2024, 1, 1), "04"),
        ("UBND TP Hồ Chí Minh", date(2024, 1, 1), "79"),
        ("Thành ủy Hải Phòng", date(2025, 8, 1), "31"),
        ("UBND huyện Cao Lộc", date(2024, 5, 5), "183"),
        ("UBND thành phố Thủ Đức", date(2023, 1, 1), "769"),
        ("Đảng ủy phường Hồng Hà", date(2025, 8, 1), "00097"),
    ],
)
def test_a_name_and_a_day_tell_one_unit(name, day, code):
    assert [unit.code for unit in units_named(name, day)] == [code]


@needs_data
@pytest.mark.parametrize("name", ["UBND tỉnh", "Sở Y tế", "Bộ Tài chính", "Hội Nông dân huyện"])
def test_a_body_without_a_place_names_none(name):
    assert units_named(name, date(2024, 1, 1)) == ()


@needs_data
def test_there_are_no_districts_after_the_reform():
    assert units_named("UBND huyện Cao Lộc", date(2025, 8, 5)) == ()


def place(text):
    (found,) = places_of(extract(Document(text, "text"), RULES), text)
    return found


@needs_data
def test_a_shared_name_is_decided_by_the_province_the_text_names():
    lede = "Sáng 5/6/2024, UBND xã Tân Lập họp phiên thường kỳ tháng 5."
    alone = place(lede)
    assert alone.unit is None
    assert len(alone.suggested) > 5
    told = place(f"{lede} Đại diện Sở Nội vụ tỉnh Bình Phước dự phiên họp.")
    assert told.unit is not None
    assert told.unit.province == "Bình Phước"


@needs_data
def test_a_body_whose_place_is_not_told_stays_undecided():
    found = place("Chiều 27/11/2024, UBND thành phố họp phiên thường kỳ. Phường Sông Hiến đã xong.")
    assert found.unit is None
    assert found.suggested == ()


def test_missing_data_is_told_with_its_remedy(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    from bienban.places import _folder

    with pytest.raises(UsageError, match="bienban\\[places\\]"):
        _folder()

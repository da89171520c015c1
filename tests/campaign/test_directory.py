"""Who speaks: the head of a form, the name of a file (forms.md 5.1, cast.md 10.1); names match by table only."""

from __future__ import annotations

import pytest

from campaign.directory import Directory, Unit

CENTRE = Unit("T01", "县行政服务中心管委会", "统筹(主)", ("xzfw@gov.example",), aliases=("管委会", "行政服务中心"))
FINANCE = Unit(
    "A08", "县财政局（投资评审中心）", "要素审批", ("czj@gov.example",), aliases=("财政局", "县财政局", "评审中心")
)
FORESTRY = Unit("A04", "县林业局", "要素审批", ("lyj@gov.example",), aliases=("林业局", "林业"))
PARK = Unit("B12", "东湾工业园区管委会", "园区/业主", ("dwyq@gov.example",), aliases=("东湾园区",))
TOWN = Unit("C01", "青鹭镇人民政府", "镇", ("qinglu@gov.example",), aliases=("青鹭镇", "青鹭"))
STREET = Unit("C02", "云屿县柳营街道办事处", "镇", ("liuying@gov.example",))
DIRECTORY = Directory((CENTRE, FINANCE, FORESTRY, PARK, TOWN, STREET), frozenset({"管委会"}))


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("县林业局", FORESTRY),
        ("縣林業局", FORESTRY),
        ("县林业局资源股", FORESTRY),
        ("县财政局（投资评审中心）", FINANCE),
        ("县财政局(预算股)", FINANCE),
        ("县财政局投资评审中心", FINANCE),
        ("青鹭镇村建站", TOWN),
        ("县林草局", None),
        ("县林业局和县财政局", None),
        ("管委会", None),
    ],
)
def test_a_section_speaks_for_its_unit_and_likeness_for_none(head: str, unit: Unit | None) -> None:
    assert DIRECTORY.find(head) == unit


def test_an_ambiguous_name_can_mean_any_unit_that_ends_with_it() -> None:
    assert DIRECTORY.may_be_called(PARK, "管委会") and DIRECTORY.may_be_called(CENTRE, "管委会")
    assert not DIRECTORY.may_be_called(FORESTRY, "管委会")


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("县林业局问题汇总表（6.7）.xlsx", FORESTRY),
        ("附件：青鹭镇.xls", TOWN),
        ("林业汇总表.xlsx", None),
        ("县财政局转县林业局汇总表.xlsx", None),
        ("汇总表.xlsx", None),
    ],
)
def test_a_file_name_tells_the_unit_when_it_names_one_in_full(file: str, unit: Unit | None) -> None:
    assert DIRECTORY.named_in(file) == unit


def test_towns_are_known_without_their_class() -> None:
    assert DIRECTORY.towns == {"青鹭", "柳营"}

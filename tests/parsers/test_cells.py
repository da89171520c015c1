"""Cells by forms.md 5.6: strict on the whole cell, told where they fail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.amounts import money, money_unit
from parsers.cells import phones, units
from parsers.dates import DateReader, DateReading
from parsers.findings import Code
from parsers.numbering import split_problems

JUNE_2018 = DateReader(2018, 6)

DATES = [
    ("2018/6/20", "2018-06-20"),
    ("2018-6-20", "2018-06-20"),
    ("2018.6.20", "2018-06-20"),
    ("2018年6月20日", "2018-06-20"),
    ("2018-06-20 18:00", "2018-06-20"),
    ("6.20", "2018-06-20"),
    ("6/20", "2018-06-20"),
    ("6-20", "2018-06-20"),
    ("6月20日", "2018-06-20"),
    ("６月２０日", "2018-06-20"),
    ("6 月 20 日", "2018-06-20"),
    ("6月20日前", "2018-06-20"),
    ("于6月20日之前完成。", "2018-06-20"),
    ("六月二十日前", "2018-06-20"),
    ("二〇一八年六月二十日", "2018-06-20"),
    ("2018年6月", "2018-06-30"),
    ("6月", "2018-06-30"),
    ("6月底", "2018-06-30"),
    ("6月底前办结", "2018-06-30"),
    ("6月中旬", "2018-06-20"),
    ("6月上旬", "2018-06-10"),
    ("月底", "2018-06-30"),
    ("本月底", "2018-06-30"),
    ("20日前", "2018-06-20"),
    ("二季度", "2018-06-30"),
    ("2018年第三季度", "2018-09-30"),
    ("上半年", "2018-06-30"),
    ("年底", "2018-12-31"),
    ("2019年底", "2019-12-31"),
    ("43271", "2018-06-20"),
    ("20180620", "2018-06-20"),
    ("18.6.8", "2018-06-08"),
    ("2月", "2018-02-28"),
]


@pytest.mark.parametrize(("written", "day"), DATES)
def test_dates_as_people_write_them(written: str, day: str) -> None:
    assert JUNE_2018.read_text(written).iso == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("6.31", Code.DATE_INVALID),
        ("2018年13月1日", Code.DATE_INVALID),
        ("3.5亩", Code.DATE_INVALID),
        ("约6月20日至7月", Code.DATE_INVALID),
        ("下周五", Code.DATE_WORDS),
        ("320", Code.DATE_INVALID),
        ("19.6.8", Code.DATE_AMBIGUOUS),
        ("尽快", Code.DATE_WORDS),
        ("待定", Code.DATE_WORDS),
        ("长期", Code.DATE_WORDS),
        ("/", Code.DATE_WORDS),
        ("—", Code.DATE_WORDS),
    ],
)
def test_what_is_no_date_says_why(written: str, code: Code) -> None:
    reading = JUNE_2018.read_text(written)
    assert (reading.day, reading.code) == (None, code)


def test_a_span_is_due_on_its_last_day_and_starts_on_its_first() -> None:
    assert JUNE_2018.read_text("2018.3-2020.12").iso == "2020-12-31"
    assert JUNE_2018.start_of("2018.3-2020.12") == DateReading(date(2018, 3, 31))
    assert JUNE_2018.start_of("2018年3月") is JUNE_2018.start_of("2018-06-20") is None


@pytest.mark.parametrize("written", ["1010.1", "3.5亩", "6月20日前无法完成", "6月20日（已延期）", "0620", "6月15日后"])
def test_a_date_is_never_guessed(written: str) -> None:
    assert JUNE_2018.read_text(written).day is None


def test_another_year_is_kept_and_told() -> None:
    assert JUNE_2018.read_text("2081年6月20日") == DateReading(date(2081, 6, 20), Code.DATE_YEAR)


def test_without_a_year_a_day_is_asked_for() -> None:
    assert DateReader().read_text("6月20日").code == Code.DATE_WITHOUT_YEAR
    assert DateReader().read_text("2018-06-20").iso == "2018-06-20"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime.fromisoformat("2018-06-20T18:00"), "2018-06-20"),
        (date(2018, 6, 20), "2018-06-20"),
        (43271, "2018-06-20"),
        (43271.0, "2018-06-20"),
        (6.15, "2018-06-15"),
        (20180620.0, "2018-06-20"),
        (86, None),
    ],
)
def test_dates_held_as_numbers(value: object, day: str | None) -> None:
    assert JUNE_2018.read(value).iso == day


def test_the_number_6_2_may_have_been_typed_as_6_20() -> None:
    assert JUNE_2018.read(6.2).code == Code.DATE_AMBIGUOUS


@given(st.dates(date(2018, 1, 1), date(2018, 12, 31)))
def test_any_day_comes_back_from_any_way_of_writing_it(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    for written in (
        f"{day.month}月{day.day}日前",
        f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日",
        str(serial),
    ):
        assert JUNE_2018.read_text(written).day == day


@given(st.text(max_size=20))
def test_no_text_makes_a_date_fail(text: str) -> None:
    JUNE_2018.read_text(text)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("项目股 0595-00001234", ("059500001234",)),
        ("值班 13800000001", ("13800000001",)),
        ("138 0000 0001", ("13800000001",)),
        ("13800000001.0", ("13800000001",)),
        ("１３８００００００01", ("13800000001",)),
        ("0595-00001234/13800000001", ("059500001234", "13800000001")),
        ("13800000001 13900000001", ("13800000001", "13900000001")),
        ("+86 13800000001", ("13800000001",)),
        ("1.3800000001E+10", ("13800000001",)),
        ("0595-00001234转8001", ("059500001234",)),
        ("22220000-801", ("22220000",)),
        ("0086-138 0000 0001", ("13800000001",)),
        ("138.0000.0001", ("13800000001",)),
        ("甲股13800000001乙股13900000001", ("13800000001", "13900000001")),
        ("项目股", ()),
    ],
)
def test_telephones(written: str, numbers: tuple[str, ...]) -> None:
    assert phones(written).numbers == numbers


def test_a_telephone_in_scientific_notation_has_lost_its_digits() -> None:
    assert phones("项目股 1.38E+10").lost == ("1.38E+10",)
    assert phones("1380000000").odd == ("1380000000",)


@pytest.mark.parametrize(
    ("written", "unit", "amount"),
    [
        ("12600", "万元", 12600.0),
        ("12.6", "亿元", 126000.0),
        ("12.6亿元", "万元", 126000.0),
        ("约3,200万元", None, 3200.0),
        ("3千万", None, 3000.0),
        ("2亿5千万", None, 25000.0),
        ("3000（含设备）", None, 3000.0),
        ("￥1,200,000元", "万元", 120.0),
        ("近2亿元", "元", 20000.0),
        ("1.2-1.5亿元", None, None),
        ("3000万美元", None, None),
        ("1,2", None, None),
        ("86亩", None, None),
        ("-", None, None),
    ],
)
def test_money_in_wan_yuan(written: str, unit: str | None, amount: float | None) -> None:
    assert money(written, unit) == amount


def test_the_unit_of_money_stands_in_the_label() -> None:
    assert money_unit("总投资（亿元）") == "亿元"


KNOWN = {"县海洋与渔业局", "县发展和改革局"}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("县国土资源局、县林业局", ("县国土资源局", "县林业局")),
        ("国土局/林业局，环保局", ("国土局", "林业局", "环保局")),
        ("住建局和林业局", ("住建局", "林业局")),
        ("县海洋与渔业局", ("县海洋与渔业局",)),
        ("县发展和改革局及财政局", ("县发展和改革局", "财政局")),
        ("经济和信息化局", ("经济和信息化局",)),
        ("县国土资源局→省国土资源厅", ("县国土资源局", "省国土资源厅")),
        ("林业局（配合）、国土局（牵头）", ("国土局", "林业局")),
        ("牵头：住建局；配合：水利局", ("住建局", "水利局")),
        ("县财政局（投资评审中心）", ("县财政局（投资评审中心）",)),
        ("国土局等部门", ("国土局",)),
        ("由国土局牵头，林业局配合", ("国土局", "林业局")),
        ("林业局、环保局配合，国土局牵头", ("国土局", "林业局", "环保局")),
        ("报建窗口", ("报建窗口",)),
        ("县财政局（评审中心、国库科）", ("县财政局（评审中心、国库科）",)),
        ("待定", ()),
    ],
)
def test_lists_of_units(written: str, names: tuple[str, ...]) -> None:
    assert units(written, KNOWN.__contains__) == names


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("1.用地未批\n2.林地未批\n3.环评未批", ("用地未批", "林地未批", "环评未批")),
        ("1、用地未批；2、林地未批", ("用地未批", "林地未批")),
        ("（1）用地未批\n（2）林地未批", ("用地未批", "林地未批")),
        ("①用地未批；②林地未批", ("用地未批", "林地未批")),
        ("一是用地未批；二是林地未批。", ("用地未批", "林地未批。")),
        ("存在以下问题：\n1.用地未批\n2.林地未批", ("用地未批", "林地未批")),
        ("缺口1.5亩，2.3亩未批", ("缺口1.5亩，2.3亩未批",)),
        ("1.用地未批", ("1.用地未批",)),
        ("涉及1、2、3号地块", ("涉及1、2、3号地块",)),
        ("用地未批", ("用地未批",)),
    ],
)
def test_several_problems_in_one_cell(written: str, parts: tuple[str, ...]) -> None:
    assert split_problems(written) == parts


@given(st.lists(st.text(alphabet="用地林未批指标不足", min_size=1, max_size=8), min_size=2, max_size=9))
def test_numbered_problems_come_back_one_by_one(problems: list[str]) -> None:
    written = "\n".join(f"{number}.{problem}" for number, problem in enumerate(problems, 1))
    assert split_problems(written) == tuple(problems)

"""Which version of a sheet is the newer one, as units say it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from campaign.versions import Version, brings_more, replaces, version, written_at
from tests.campaign.small import at

MORNING, EVENING = at("06-06 09:00"), at("06-06 18:00")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("汇总表V1.xlsx", "汇总表V2.xlsx"),
        ("汇总表（第二稿）.docx", "汇总表（第三稿）.docx"),
        ("汇总表6.6.xlsx", "6月7日汇总表.xlsx"),
        ("20180606汇总表.xls", "汇总表0607.xls"),
        ("汇总表修改版1.xlsx", "汇总表修改版2.xlsx"),
    ],
)
def test_marks_in_the_name_decide_whatever_the_mails_date(older: str, newer: str) -> None:
    one, other = version(EVENING, 2018, older), version(MORNING, 2018, newer)
    assert one.is_older_than(other)
    assert not other.is_older_than(one)


@pytest.mark.parametrize("name", ["汇总表.xlsx", "汇总表最终版.xlsx", "汇总表（1）.xlsx", "附件2：汇总表.xlsx"])
def test_without_comparable_marks_the_later_mail_is_the_newer_version(name: str) -> None:
    assert version(MORNING, 2018, name).is_older_than(version(EVENING, 2018, "汇总表.xlsx"))


@pytest.mark.parametrize("name", ["汇总表最终版.xlsx", "汇总表（修改）.xlsx", "汇总表(2).xlsx"])
def test_of_one_instant_the_marked_one_is_the_newer(name: str) -> None:
    assert version(MORNING, 2018, "汇总表.xlsx").is_older_than(version(MORNING, 2018, name))


@pytest.mark.parametrize("name", ["6月8日前报送的汇总表.xlsx", "2018年6月汇总表.xlsx", "3.5亩.xlsx", "6.31汇总表.xlsx"])
def test_a_deadline_a_month_or_an_area_is_no_version(name: str) -> None:
    assert version(MORNING, 2018, name).day is None


def test_the_subject_speaks_where_the_name_of_the_file_does_not() -> None:
    assert version(MORNING, 2018, "汇总表.xlsx", "汇总表第三稿").number == 3
    assert version(MORNING, 2018, "汇总表V2.xlsx", "汇总表第三稿").number == 2


def test_a_version_is_kept_in_an_event_as_it_was() -> None:
    one = Version(MORNING, 2, date(2018, 6, 6), 1, 3)
    assert Version.of(one.data()) == one


def test_a_mails_own_date_is_believed_within_a_week_of_its_arrival() -> None:
    assert written_at(MORNING, EVENING) == MORNING
    assert written_at(None, EVENING) == EVENING
    assert written_at(EVENING + timedelta(hours=1), EVENING) == EVENING, "a clock that runs ahead"
    assert written_at(EVENING - timedelta(days=4000), EVENING) == EVENING, "a clock that stands still"
    assert written_at(MORNING.replace(tzinfo=None), EVENING) == EVENING


@pytest.mark.parametrize("words", ["补充报送2个问题", "现补报一个", "另有1个问题", "昨天漏报1项", "新增问题两个"])
def test_what_adds_to_a_return(words: str) -> None:
    assert brings_more(words)


@pytest.mark.parametrize(
    "words", ["以此为准", "请以本次报送为准，原表作废", "修改后重新报送", "补充完善后重新报送", "汇总表V2", "最终版"]
)
def test_what_takes_the_place_of_a_return(words: str) -> None:
    assert replaces(words)
    assert not brings_more(words)

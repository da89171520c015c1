"""What a department says that the owner lacks, and when the owner is told of it (D55, D58)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.materials import eve, joined_lack, read_lack, says_supplied, to_tell, wanted_by
from campaign.problem import Lack
from tests.campaign.small import at, handed_off, small_campaign

TODAY = date(2018, 6, 12)
CAMPAIGN = small_campaign()
BOTH = Lack(("社稳评估备案", "勘测定界图"), True, date(2018, 6, 14))


@pytest.mark.parametrize(
    ("written", "materials", "by"),
    [
        ("尚缺社稳评估备案、勘测定界图，请业主于6月14日前提供", ("社稳评估备案", "勘测定界图"), 14),
        ("用地预审材料已报送，尚缺社会稳定风险评估备案意见", ("社会稳定风险评估备案意见",), None),
        ("请业主于6月13日前补齐社稳评估备案材料和规划布局图", ("社稳评估备案材料", "规划布局图"), 13),
        ("已通知业主补送电力专业图纸", ("电力专业图纸",), None),
        ("已受理，还需提供权属证明、红线图等3项材料，请建设单位6月20日前报送", ("权属证明", "红线图"), 20),
        ("申请材料缺少法人授权委托书及营业执照复印件等材料", ("法人授权委托书", "营业执照复印件"), None),
        ("业主正在核对工程量清单", ("业主正在核对工程量清单",), None),
        ("评审会已开。业主对评估价格有异议，拟委托复估", ("业主对评估价格有异议，拟委托复估",), None),
        ("收储价格待确认", ("收储价格待确认",), None),
        ("不缺材料，业主6月15日前补充情况", ("不缺材料，业主6月15日前补充情况",), 15),
    ],
)
def test_only_whole_phrases_name_materials(written: str, materials: tuple[str, ...], by: int | None) -> None:
    lack = read_lack([written, None], TODAY)
    assert lack is not None
    assert (lack.materials, lack.by) == (materials, by and date(2018, 6, by))
    assert lack.named == (written not in materials and not written.endswith("复估"))


def test_nothing_said_lacks_nothing() -> None:
    assert read_lack([None, " "], TODAY) is None


def test_a_later_list_by_name_counts_and_other_words_change_the_date_at_most() -> None:
    fewer = Lack(("勘测定界图",), True)
    assert joined_lack(BOTH, fewer) == replace(fewer, by=BOTH.by)
    assert joined_lack(BOTH, Lack(("红线图",), True)) == Lack(("红线图",), True)
    assert joined_lack(BOTH, Lack(("业主仍在准备",), False, date(2018, 6, 20))) == replace(BOTH, by=date(2018, 6, 20))


@pytest.mark.parametrize(
    ("written", "supplied"),
    [
        ("社稳评估备案意见已补齐", True),
        ("所缺材料均已于6月13日提交县国土局窗口", True),
        ("现将勘测定界图报送，请查收附件", True),
        ("材料已全部上传审批系统", True),
        ("材料正在准备，争取6月14日提交", False),
        ("社稳评估备案已提交，勘测定界图尚未出具", False),
        ("已联系中介", False),
        ("材料已于6月14日送县林业局", True),
        ("材料是否已补齐？", False),
        ("部分材料已提交", False),
    ],
)
def test_an_owner_has_handed_in_only_what_it_says_so_of(written: str, supplied: bool) -> None:
    assert says_supplied(written) is supplied


def waiting(**more: object):  # type: ignore[no-untyped-def]
    return handed_off(waiting_on="业主", waiting_since=at("06-11 10:00"), lack=BOTH, **more)


def told(when: str, **more: object) -> tuple[int, int]:
    """How many numbers the owner is told of for the first time, and again."""
    (owed,) = list(to_tell(CAMPAIGN, [waiting(**more)], at(when))) or [None]
    return (len(owed.fresh), len(owed.again)) if owed else (0, 0)


def test_an_owner_is_told_once_in_full() -> None:
    (owed,) = to_tell(CAMPAIGN, [waiting(), handed_off(2)], at("06-11 16:30"))
    assert (owed.owner, [p.number for p in owed.fresh], owed.again) == ("B08", ["GJ2018-0001"], ())
    assert told("06-12 16:30", told_owner_at=at("06-11 16:30")) == (0, 0)


def test_on_wednesday_the_owner_is_reminded_of_what_is_wanted_by_thursday() -> None:
    known = {"told_owner_at": at("06-11 16:30")}
    assert told("06-13 11:00", **known) == (0, 1)
    assert told("06-13 16:30", **known, reminded_owner_at=at("06-13 11:00")) == (0, 0)
    assert told("06-14 11:00", **known, reminded_owner_at=at("06-13 11:00")) == (0, 0)


def test_on_friday_it_is_overdue_and_told_and_then_every_third_working_day() -> None:
    known = {"told_owner_at": at("06-11 16:30")}
    assert told("06-15 11:00", **known, reminded_owner_at=at("06-13 11:00")) == (0, 1)
    assert told("06-20 11:00", **known, reminded_owner_at=at("06-15 11:00")) == (0, 0)
    assert told("06-21 11:00", **known, reminded_owner_at=at("06-15 11:00")) == (0, 1)


def test_a_date_after_the_holiday_is_reminded_of_before_it() -> None:
    assert eve(CAMPAIGN, date(2018, 6, 19)) == date(2018, 6, 15)


def test_without_a_date_the_owner_has_three_working_days_but_not_longer_than_the_department_expects() -> None:
    problem = replace(waiting(), lack=replace(BOTH, by=None))
    assert wanted_by(CAMPAIGN, problem, at("06-13 11:00")) == date(2018, 6, 19)
    assert wanted_by(CAMPAIGN, replace(problem, next_date=date(2018, 6, 15)), at("06-13 11:00")) == date(2018, 6, 15)


def test_a_unit_that_is_itself_the_owner_is_not_asked() -> None:
    assert list(to_tell(CAMPAIGN, [waiting(responsible="B08")], at("06-11 16:30"))) == []

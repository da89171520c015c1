"""M08: what checks have found reaches the offices that are named for it, once, with who holds what for how long."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.flows.county import FOREST, County, copies, sheet, words
from tests.flows.lifecycle.conftest import CENTRE, EFFICIENCY, FORESTRY, LAND, OWNER, PROJECTS, WOOD, Desks

GOVERNMENT = "zfb@huian.example"


def reports(town: County, address: str = GOVERNMENT) -> list[EmailMessage]:
    return town.letters(address, "M08")


def subjects(town: County, address: str = GOVERNMENT) -> list[str]:
    return [str(letter["Subject"]).partition("】")[2] for letter in reports(town, address)]


def test_the_midpoint_is_reported_on_friday_to_the_four_offices_and_there_is_no_second_letter(desks: Desks) -> None:
    desks.calendar("06-15 17:00")
    desks.calendar("06-15 17:30")
    for address in (CENTRE, PROJECTS, GOVERNMENT, EFFICIENCY):
        assert subjects(desks.town, address)[-1:] == ["协调解决阶段中期检查情况（截至6月15日17:00）"]
    assert len(subjects(desks.town)) == 1
    (letter,) = reports(desks.town)
    told = words(letter)
    assert "交办后尚无反馈4个" in told
    assert "涉及单位：县林业局、县国土资源局、县住房和城乡规划建设局。" in told
    assert "当前等待方：县国土资源局，5个工作日" in told, "handed off on Saturday, five working days ago"
    assert list(copies(letter)) == ["问题总台账.xlsx"]


def test_a_week_without_a_check_is_reported_with_the_returns_of_the_first_phase(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-08 17:30")
    town.run("dispatch", "06-08 17:35")
    assert subjects(town) == ["周报（第1期）（截至6月8日17:30）"]
    assert "应报单位25个，已报1个，报送率4.0%" in words(reports(town)[0])


def test_what_has_changed_is_what_has_changed_since_the_last_report(desks: Desks) -> None:
    desks.calendar("06-15 17:30")
    desks.asks_to_close("06-19 10:00")
    desks.calendar("06-20 17:00")
    told = words(reports(desks.town)[-1])
    assert f"申请销号1个：{WOOD}" in told
    assert "登记挂号" not in told.partition("上次报告以来变化")[2]


def test_two_days_before_the_phase_ends_the_government_office_hears_who_has_not_finished(desks: Desks) -> None:
    desks.calendar("06-15 17:30")
    desks.calendar("06-20 17:00")
    assert subjects(desks.town)[-1] == "协调解决阶段结束前检查情况（截至6月20日17:00）"
    assert "部门级未销号" in words(reports(desks.town)[-1])
    assert all("结束前检查" not in one for one in subjects(desks.town, EFFICIENCY))


def test_the_gate_repeated_on_saturday_is_reported_only_where_it_says_something_else(desks: Desks) -> None:
    desks.calendar("06-22 17:30")
    before = len(subjects(desks.town))
    assert subjects(desks.town)[-1] == "协调解决阶段检查情况（截至6月22日17:00）"
    desks.calendar("06-23 08:30")
    assert len(subjects(desks.town)) == before


def test_when_close_requests_end_each_unit_hears_of_its_own_numbers(desks: Desks) -> None:
    desks.asks_to_close("06-26 10:00")
    desks.calendar("06-27 18:00")
    assert subjects(desks.town, FORESTRY) == ["申请销号截止情况：贵单位尚有1个问题未申请销号"]
    told = words(reports(desks.town, FORESTRY)[0])
    assert WOOD not in told
    assert "须于6月29日17:00前审核完毕方可计入" in told
    assert subjects(desks.town, LAND) == ["申请销号截止情况：贵单位尚有1个问题未申请销号"]


def test_what_is_drawn_for_a_recheck_goes_to_the_reviewers_with_its_evidence(desks: Desks) -> None:
    proof = {"审核同意书.pdf": b"%PDF-1.4 approved"}
    desks.say("06-26 10:00", FORESTRY, f"{WOOD}已于6月11日办结，见附件。", files=proof)
    desks.say("06-26 11:00", PROJECTS, f"同意销号 {WOOD}")
    desks.calendar("06-28 17:00")
    for address in (CENTRE, PROJECTS, EFFICIENCY):
        assert "回头看抽查清单：请核查1个已销号问题" in subjects(desks.town, address)
    letter = next(one for one in reports(desks.town, EFFICIENCY) if "回头看" in one["Subject"])
    assert list(copies(letter).values()) == [b"%PDF-1.4 approved"]
    desks.say("06-28 17:30", EFFICIENCY, f"恢复 {WOOD} 审核同意书未加盖公章", In_Reply_To=str(letter["Message-ID"]))
    assert desks.state(WOOD) == "IN_PROGRESS"


@pytest.mark.parametrize("office", [CENTRE, PROJECTS])
def test_what_other_checks_find_stands_in_the_next_digest(desks: Desks, office: str) -> None:
    desks.calendar("06-11 17:00")
    desks.calendar("06-12 08:30")
    told = words(desks.town.letters(office, "M07")[-1])
    assert "六、检查情况。" in told
    assert "交办接受情况（6月11日17:00）：尚未交办1个；交办后尚未答复4个" in told

"""T10 to T14: to the county tier, on the list to be reported up, reported by both offices, and what comes back."""

from __future__ import annotations

from tests.flows.county import words
from tests.flows.lifecycle.conftest import (
    CENTRE,
    FORESTRY,
    HOUSING,
    LAND,
    OWNER,
    PROJECTS,
    QUOTA,
    SOIL,
    WOOD,
    Desks,
    propose,
)

FIRST, LATER = "06-13 15:30", "06-14 09:00"


def test_t10_the_lead_office_raises_what_the_unit_cannot_solve_alone(desks: Desks) -> None:
    desks.say("06-12 09:00", LAND, f"{SOIL}补偿标准有分歧，部门层面难以推进，请县政府协调。")
    desks.say("06-12 15:00", PROJECTS, f"提级 县级 {SOIL}")
    assert (desks.state(SOIL), desks.of(SOIL)["waiting_on"]) == ("COUNTY", "县级")
    assert "已提级为县级协调" in words(desks.letters(LAND, "M02d")[-1])


def test_t10_refused_without_the_departments_own_opinion(desks: Desks) -> None:
    desks.calendar("06-12 17:00")  # accepted by silence: nothing has been said about it
    told = desks.say("06-13 09:00", PROJECTS, f"提级 县级 {SOIL}")
    assert "责任单位尚未提出部门意见" in told
    assert desks.state(SOIL) == "IN_PROGRESS"


def test_t10_refused_by_the_office_that_does_not_lead(desks: Desks) -> None:
    desks.say("06-12 09:00", LAND, f"{SOIL}补偿标准有分歧，部门层面难以推进，请县政府协调。")
    assert "应由牵头单位提出" in desks.say("06-12 15:00", CENTRE, f"提级 县级 {SOIL}")
    assert desks.state(SOIL) == "IN_PROGRESS"


def test_t11_a_unit_asks_for_a_superior_by_its_sheet(desks: Desks) -> None:
    assert "已列入拟上报清单（福建省林业厅）" in propose(desks)
    assert desks.state(QUOTA) == "PROPOSED"
    assert desks.town.inbox()[-1]["kinds"] == ["I3", "I5"]


def test_t11_a_unit_asks_for_a_superior_in_plain_words(desks: Desks) -> None:
    desks.say("06-12 10:00", FORESTRY, f"{QUOTA}需提级协调，本县定额已用完，请市林业局支持调剂4.1公顷。")
    assert desks.state(QUOTA) == "PROPOSED"


def test_t11_refused_an_incomplete_pack_changes_nothing(desks: Desks) -> None:
    desks.calendar("06-12 17:00")
    told = desks.say("06-13 09:00", PROJECTS, f"提级 省林业厅 {QUOTA}")
    assert "上报材料不齐，缺部门意见" in told
    assert desks.state(QUOTA) == "IN_PROGRESS"


def test_t11_refused_another_unit_proposes_nothing(desks: Desks) -> None:
    told = desks.say("06-12 10:00", HOUSING, f"{QUOTA}需提级协调，请市林业局支持调剂4.1公顷。")
    assert "应由责任单位或" in told or "不能办理" in told
    assert desks.state(QUOTA) == "ASSIGNED"


def test_t12_reported_up_when_both_offices_have_agreed(listed: Desks) -> None:
    assert "待另一办公室确认" in listed.say(FIRST, CENTRE, "同意上报 第1批")
    assert listed.state(QUOTA) == "PROPOSED"
    assert "两办已确认" in listed.say(LATER, PROJECTS, "我办同意上报第一批。")
    assert (listed.state(QUOTA), listed.of(QUOTA)["light"]) == ("ESCALATED", "blue")


def test_t12_refused_one_office_twice_is_not_both(listed: Desks) -> None:
    listed.say(FIRST, CENTRE, "同意上报 第1批")
    listed.say(LATER, CENTRE, "同意上报 第1批")
    assert listed.state(QUOTA) == "PROPOSED"


def test_t12_refused_a_second_word_that_comes_too_late_is_a_first_one(listed: Desks) -> None:
    listed.say(FIRST, CENTRE, "同意上报 第1批")
    assert "两办须重新确认" in listed.say("06-15 17:00", PROJECTS, "同意上报 第1批")
    assert listed.state(QUOTA) == "PROPOSED"
    listed.say("06-15 17:30", CENTRE, "同意上报 第1批")
    assert listed.state(QUOTA) == "ESCALATED"


def test_t12_refused_a_unit_reports_nothing_up(listed: Desks) -> None:
    assert "由活动统筹单位作出" in listed.say(FIRST, FORESTRY, f"同意上报 {QUOTA}")
    assert listed.state(QUOTA) == "PROPOSED"


def test_t13_either_office_sends_back_what_the_unit_can_solve_and_the_unit_hears_why(listed: Desks) -> None:
    listed.say(FIRST, CENTRE, f"退回 {QUOTA}，原因：县内尚有机动定额，请先行调剂。")
    assert listed.state(QUOTA) == "IN_PROGRESS"
    assert "县内尚有机动定额，请先行调剂" in words(listed.letters(FORESTRY, "M02d")[-1])


def test_t13_refused_without_a_reason(listed: Desks) -> None:
    assert "未写明原因" in listed.say(FIRST, CENTRE, f"退回 {QUOTA}")
    assert listed.state(QUOTA) == "PROPOSED"


def test_t14_the_unit_passes_on_what_the_superior_replied(reported_up: Desks) -> None:
    told = reported_up.say(
        "06-21 10:00", FORESTRY, f"{QUOTA} 省林业厅6月20日批复，同意调剂林地定额4.1公顷，现组织报批。"
    )
    assert "上级批复已登记" in told
    assert reported_up.state(QUOTA) == "IN_PROGRESS"
    assert reported_up.town.inbox()[-1]["kinds"] == ["I6"]
    assert "同意调剂林地定额4.1公顷" in words(reported_up.letters(OWNER, "M02d")[-1])


def test_t14_the_unit_passes_it_on_by_its_sheet(reported_up: Desks) -> None:
    reported_up.feed_back(
        "06-21 10:00",
        FORESTRY,
        QUOTA,
        办理状态="办理中",
        进展情况="6月20日省林业厅已批复同意调剂定额",
        当前等待方="部门",
    )
    assert reported_up.state(QUOTA) == "IN_PROGRESS"


def test_t14_the_lead_office_passes_it_on(reported_up: Desks) -> None:
    told = reported_up.say("06-21 10:00", PROJECTS, f"上级批复 {QUOTA} 6月20日 省林业厅同意调剂林地定额4.1公顷")
    assert "请于6月25日前转告项目业主" in told
    assert reported_up.state(QUOTA) == "IN_PROGRESS"
    assert "同意调剂林地定额4.1公顷" in words(reported_up.letters(FORESTRY, "M02d")[-1])


def test_t14_refused_without_the_day_of_the_reply(reported_up: Desks) -> None:
    assert "请写明上级批复的日期" in reported_up.say("06-21 10:00", PROJECTS, f"上级批复 {QUOTA} 省林业厅同意调剂定额")
    assert reported_up.state(QUOTA) == "ESCALATED"


def test_t14_refused_what_is_only_hoped_for_is_progress_and_no_reply(reported_up: Desks) -> None:
    reported_up.say("06-21 10:00", FORESTRY, f"{QUOTA}已催办，省林业厅尚未批复，预计6月25日批复。")
    assert reported_up.state(QUOTA) == "ESCALATED"


def test_t14_refused_nothing_was_reported_up(desks: Desks) -> None:
    told = desks.say("06-21 10:00", PROJECTS, f"上级批复 {WOOD} 6月20日 省林业厅同意调剂定额")
    assert "不能办理此事项" in told

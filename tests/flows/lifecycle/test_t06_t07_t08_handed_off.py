"""T6 to T8: a number goes to the unit that must solve it, which accepts it or hands it back."""

from __future__ import annotations

from tests.flows.county import words
from tests.flows.lifecycle.conftest import (
    CENTRE,
    FORESTRY,
    HOUSING,
    LAND,
    OTHER,
    OWNER,
    PROJECTS,
    SOIL,
    WOOD,
    Desks,
)


def hand_back(desks: Desks, when: str = "06-11 10:00", sender: str = FORESTRY) -> str:
    return desks.feed_back(
        when, sender, WOOD, 办理状态="非本部门职责", 未办结原因及下一步措施="属县国土资源局职责，建议改由该局承办"
    )


def test_t6_the_unit_named_in_the_row_gets_the_number_with_a_due_date(desks: Desks) -> None:
    row = desks.of(WOOD)
    assert (row["state"], row["responsible"], row["due"]) == ("ASSIGNED", "A04", "2018-06-15")


def test_t6_the_lead_office_names_the_unit_where_no_rule_does(desks: Desks) -> None:
    assert desks.state(OTHER) == "REGISTERED"
    desks.say("06-11 09:00", CENTRE, f"改派 {OTHER} 县住建局")
    assert (desks.state(OTHER), desks.of(OTHER)["responsible"]) == ("ASSIGNED", "A03")
    assert OTHER in words(desks.letters(HOUSING, "M06")[-1])


def test_t6_refused_the_office_that_does_not_lead_names_no_unit(desks: Desks) -> None:
    assert "应由系统或牵头单位提出" in desks.say("06-11 09:00", PROJECTS, f"改派 {OTHER} 县住建局")
    assert desks.state(OTHER) == "REGISTERED"


def test_t6_refused_an_unknown_unit_gets_nothing(desks: Desks) -> None:
    assert "单位名称不在通讯录内" in desks.say("06-11 09:00", CENTRE, f"改派 {OTHER} 某某公司")
    assert desks.state(OTHER) == "REGISTERED"


def test_t7_a_unit_hands_back_within_a_working_day_and_the_lead_reassigns(desks: Desks) -> None:
    assert "已转牵头单位研究改派" in hand_back(desks)
    assert desks.state(WOOD) == "REGISTERED"
    desks.say("06-11 15:00", PROJECTS, f"改派 {WOOD} 县国土资源局")
    assert (desks.state(WOOD), desks.of(WOOD)["responsible"]) == ("ASSIGNED", "A02")
    assert WOOD in words(desks.letters(LAND, "M06")[-1])
    assert "已改派其他单位办理" in words(desks.letters(FORESTRY, "M02d")[-1])


def test_t7_a_unit_hands_back_in_plain_words(desks: Desks) -> None:
    told = desks.say("06-11 10:00", FORESTRY, f"{WOOD} 非我局职责，应由国土局办理。")
    assert "已转牵头单位研究改派" in told
    assert desks.state(WOOD) == "REGISTERED"


def test_t7_refused_after_a_working_day_it_counts_as_accepted(desks: Desks) -> None:
    assert "视为接受" in hand_back(desks, "06-12 10:00")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t7_a_refusal_that_arrived_in_time_holds_though_it_is_read_later(desks: Desks) -> None:
    desks.town.write("06-11 17:00", FORESTRY, f"{WOOD} 非我局职责，应由国土局办理。")
    desks.town.run("intake", "06-12 08:00")
    assert desks.state(WOOD) == "REGISTERED"


def test_t7_refused_nobody_gets_back_what_it_handed_back(desks: Desks) -> None:
    hand_back(desks)
    assert "已退回过该问题" in desks.say("06-11 15:00", PROJECTS, f"改派 {WOOD} 县林业局")
    assert desks.state(WOOD) == "REGISTERED"


def test_t7_refused_another_unit_hands_nothing_back(desks: Desks) -> None:
    assert "应由责任单位提出" in desks.say("06-11 10:00", LAND, f"{WOOD} 不属于我局职责，建议改派县林业局。")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t7_refused_without_a_reason_in_the_sheet(desks: Desks) -> None:
    told = desks.feed_back("06-11 10:00", FORESTRY, WOOD, 办理状态="非本部门职责", 进展情况="")
    assert "未写明原因" in told
    assert desks.state(WOOD) == "ASSIGNED"


def test_t8_the_first_feedback_accepts(desks: Desks) -> None:
    desks.say("06-11 10:00", FORESTRY, f"{WOOD}正在组织现场核查，预计6月14日办结。")
    assert desks.state(WOOD) == "IN_PROGRESS"


def test_t8_a_unit_accepts_in_words(desks: Desks) -> None:
    assert "已登记接受交办" in desks.say("06-11 10:00", FORESTRY, f"我局接受交办：{WOOD}")
    assert desks.state(WOOD) == "IN_PROGRESS"


def test_t8_silence_accepts_after_a_working_day(desks: Desks) -> None:
    desks.calendar("06-12 17:00")
    assert desks.state(WOOD) == "IN_PROGRESS"


def test_t8_refused_the_owner_does_not_accept_for_the_unit(desks: Desks) -> None:
    desks.say("06-11 10:00", OWNER, f"{WOOD}报批材料已补齐并报送县林业局。")
    assert desks.state(WOOD) == "ASSIGNED"
    assert desks.of(SOIL)["state"] == "ASSIGNED"

"""T19, T21, T22: withdrawn by who reported it, carried over by both offices, due later once."""

from __future__ import annotations

from tests.flows.county import words
from tests.flows.lifecycle.conftest import CENTRE, FORESTRY, LAND, OTHER, OWNER, PROJECTS, QUOTA, WOOD, Desks


def ask_for_time(desks: Desks, when: str = "06-13 10:00") -> str:
    return desks.say(when, FORESTRY, f"关于{WOOD}，申请延期至6月20日，原因：专家评审会改期，业主尚未补件。")


def test_t19_the_reporter_asks_and_the_lead_office_confirms(desks: Desks) -> None:
    assert "已转牵头单位确认" in desks.say("06-12 10:00", OWNER, f"撤回 {WOOD} 项目线位已调整，不再使用林地")
    assert desks.state(WOOD) == "ASSIGNED"
    desks.say("06-12 15:00", PROJECTS, f"撤回 {WOOD}，同意业主意见，线位已调整")
    assert desks.state(WOOD) == "WITHDRAWN"
    assert "已撤回" in words(desks.letters(OWNER, "M02d")[-1])


def test_t19_the_request_stands_when_the_unit_reports_progress_meanwhile(desks: Desks) -> None:
    desks.say("06-12 10:00", OWNER, f"撤回 {WOOD} 项目线位已调整，不再使用林地")
    desks.say("06-12 11:00", FORESTRY, f"{WOOD}正在核实线位调整情况，预计6月14日办结。")
    desks.say("06-12 15:00", PROJECTS, f"撤回 {WOOD}，线位已调整")
    assert desks.state(WOOD) == "WITHDRAWN"


def test_t19_refused_nobody_has_asked(desks: Desks) -> None:
    assert "报送单位未申请撤回" in desks.say("06-12 15:00", PROJECTS, f"撤回 {WOOD}，线位已调整")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t19_refused_the_unit_that_must_solve_it_cannot_withdraw_it(desks: Desks) -> None:
    assert "应由报送单位提出" in desks.say("06-12 10:00", FORESTRY, f"撤回 {WOOD} 线位已调整")


def test_t19_refused_without_a_reason(desks: Desks) -> None:
    assert "未写明原因" in desks.say("06-12 10:00", OWNER, f"撤回 {WOOD}")


def test_t21_carried_over_when_both_offices_agree_to_the_list(desks: Desks) -> None:
    desks.calendar("06-29 08:30")
    assert "待另一办公室确认" in desks.say("06-29 10:00", CENTRE, "同意转后续。")
    assert desks.state(WOOD) != "CARRIED"
    desks.say("06-29 11:00", PROJECTS, "我办同意转后续，请各责任单位抓紧推进。")
    assert [desks.state(n) for n in (WOOD, QUOTA)] == ["CARRIED", "CARRIED"]


def test_t21_refused_what_nobody_is_responsible_for(desks: Desks) -> None:
    desks.calendar("06-29 08:30")
    told = desks.say("06-29 10:00", CENTRE, "同意转后续")
    assert f"{OTHER}：转后续跟踪前请先明确责任单位" in told


def test_t21_refused_there_is_no_list_yet(desks: Desks) -> None:
    assert "没有待确认的转后续跟踪清单" in desks.say("06-20 10:00", CENTRE, "同意转后续")


def test_t22_extended_once_after_the_unit_asked_and_the_unit_hears(desks: Desks) -> None:
    assert "进展已登记" in ask_for_time(desks)
    assert desks.town.inbox()[-1]["kinds"] == ["I5"]
    desks.say("06-13 15:00", PROJECTS, f"延期 {WOOD} 至6月20日")
    assert desks.of(WOOD)["due"] == "2018-06-20"
    assert "办理时限延至6月20日" in words(desks.letters(FORESTRY, "M02d")[-1])


def test_t22_refused_nobody_has_asked(desks: Desks) -> None:
    assert "责任单位未申请延期" in desks.say("06-13 15:00", PROJECTS, f"延期 {WOOD} 至6月20日，等待评审")
    assert desks.of(WOOD)["due"] == "2018-06-15"


def test_t22_refused_a_second_time(desks: Desks) -> None:
    ask_for_time(desks)
    desks.say("06-13 15:00", PROJECTS, f"延期 {WOOD} 至6月20日")
    assert "每个问题只能延期一次" in desks.say("06-19 15:00", PROJECTS, f"延期 {WOOD} 至6月22日，再次改期")
    told = desks.say("06-19 16:00", FORESTRY, f"{WOOD}申请延期至6月22日，原因：评审会再次改期。")
    assert "每个问题只能延期一次" in told
    assert desks.of(WOOD)["due"] == "2018-06-20"


def test_t22_refused_beyond_the_last_day(desks: Desks) -> None:
    ask_for_time(desks)
    assert "部门级问题延期不得晚于2018-06-22" in desks.say("06-13 15:00", PROJECTS, f"延期 {WOOD} 至6月25日")
    assert desks.of(WOOD)["due"] == "2018-06-15"


def test_t22_refused_without_a_reason_or_by_another_unit(desks: Desks) -> None:
    assert "未办结原因" in desks.say("06-13 10:00", FORESTRY, f"{WOOD}申请延期至6月20日。")
    assert "应由责任单位提出" in desks.say("06-13 11:00", LAND, f"{WOOD}申请延期至6月20日，原因：评审会改期。")
    assert "责任单位未申请延期" in desks.say("06-13 15:00", PROJECTS, f"延期 {WOOD} 至6月20日")

"""Letters to the units that must solve numbers, and to those whose rows an office decided on."""

from __future__ import annotations

from datetime import date

from campaign.letters import Letter
from campaign.problem import State
from reports.letters import (
    OutcomeItem,
    closing_notices,
    county,
    escalation,
    follow_up,
    handoff,
    outcome_notice,
    worklist,
)
from reports.letters.carry_over import carry_over_proposal
from tests.reports.reading import attached, column
from tests.reports.sample import at, campaign
from tests.reports.test_letters import LAND, NOON, NOT_TAKEN, unit, working


def test_closing_is_told_to_the_applicant_with_a_copy_to_the_owner() -> None:
    (letter,) = closing_notices(campaign(), LAND[:1], approved=True, reason="", now=NOON)
    assert letter.subject == "【审批服务攻坚】销号通知：GJ2018-0001 已对号销号 [GJ2018-0001]"
    assert (letter.to, letter.cc) == (("gtj@huian.example",), ("qhyq@huian.example",))


def test_an_owner_is_not_told_of_others_numbers() -> None:
    letters = closing_notices(campaign(), LAND[:2], approved=True, reason="", now=NOON)
    assert len(letters) == 2, "two owners, two letters"


def refused(reason: str) -> Letter:
    (letter,) = closing_notices(campaign(), LAND[:1], approved=False, reason=reason, now=NOON)
    return letter


def test_a_refused_close_request_says_why() -> None:
    letter = refused("佐证材料不足")
    assert letter.subject == "【审批服务攻坚】销号退回：GJ2018-0001 佐证材料不足 [GJ2018-0001]"
    assert "退回原因：佐证材料不足" in letter.text


def test_the_reason_is_announced_once_and_in_chinese_punctuation() -> None:
    letter = refused("原因:佐证材料为受理通知书(复印件),不能证明已办结,请补充批复")
    assert letter.subject == "【审批服务攻坚】销号退回：GJ2018-0001 [GJ2018-0001]", "a long reason is for the body"
    assert "退回原因：佐证材料为受理通知书（复印件），不能证明已办结，请补充批复" in letter.text


def test_leftovers_carry_their_next_step_and_date() -> None:
    carried = [p for p in LAND if p.state is State.CARRIED]
    letter = follow_up(campaign(), unit("A02"), carried, at("06-30 11:00"))
    assert letter.subject == "【审批服务攻坚】后续跟踪推进问题清单（8个）"
    assert "时间要求：7月20日" in letter.text
    assert column(attached(letter)["后续跟踪清单"], "下一步措施")[0] == carried[0].next_step


def test_numbers_asked_to_be_closed_are_listed_apart_and_not_asked_for_again() -> None:
    applied = working(LAND[0], State.CLOSE_REQ, escalated_at=None, close_requested_at=at("06-22 10:00"))
    left = working(LAND[1], State.IN_PROGRESS)
    letter = worklist(campaign(), unit("A02"), [applied, left], at("06-23 09:00"))
    assert "贵单位尚有2个问题未销号（其中1个已申请、待审核），6月27日18:00前申请销号" in letter.subject
    asked, _, waiting = letter.text.partition("【已申请销号、待审核（不需重复申请）】")
    assert ("GJ2018-0001" in asked, "GJ2018-0002" in asked) == (False, True)
    assert f"当前等待方：{unit('T02').name}\n" in waiting
    assert "超期" not in waiting
    assert column(attached(letter)["反馈表"], "问题编号")[:1] == ["GJ2018-0002"]


def test_a_unit_that_has_applied_for_everything_is_asked_for_nothing() -> None:
    applied = [working(p, State.CLOSE_REQ, close_requested_at=at("06-22 10:00")) for p in LAND[:2]]
    letter = worklist(campaign(), unit("A02"), applied, at("06-23 09:00"))
    assert letter.subject == "【审批服务攻坚】扫尾清单：贵单位尚有2个问题未销号，均已申请、待审核"
    assert letter.attachments == ()
    assert "不需重复申请" in letter.text


def test_a_number_reported_up_is_not_called_overdue_in_the_last_phase() -> None:
    reported = working(LAND[0], State.ESCALATED, escalated_at=at("06-14 10:00"), due=date(2018, 6, 20))
    letter = worklist(campaign(), unit("A02"), [reported], at("06-25 08:30"))
    assert "办理时限：6月20日（已于6月14日上报）" in letter.text
    assert "超期" not in letter.text


def test_brackets_behind_a_project_name_are_its_level_in_every_list() -> None:
    project = campaign().catalogue.by_code[LAND[0].project_code or ""]
    titled = f"{project.name}（{'、'.join(project.levels)}级重点）"
    for letter in (
        handoff(campaign(), unit("A02"), LAND[:1], NOON),
        county(campaign(), LAND[:1], 1, NOON),
        escalation(campaign(), LAND[:1], 1, NOON),
        worklist(campaign(), unit("A02"), [working(LAND[0], State.IN_PROGRESS)], NOON),
        carry_over_proposal(campaign(), [working(LAND[0], State.IN_PROGRESS)], NOON),
    ):
        assert titled in letter.text, letter.kind
        assert titled in (letter.html or ""), letter.kind


def test_a_handoff_back_and_forth_on_one_day_is_sent_each_time() -> None:
    morning, noon = (handoff(campaign(), unit("A02"), LAND[:1], at(f"06-12 {time}")) for time in ("09:05", "11:40"))
    assert morning.key.startswith("huian-2018/M06/A02/2018-06-12T09:05/")
    assert morning.key != noon.key


def test_a_reporting_unit_learns_what_became_of_its_rows_and_why() -> None:
    taken = OutcomeItem("惠女文化园", "控规为防护绿地，需调整", "已纳入并登记挂号", "GJ2018-0067", "")
    letter = outcome_notice(campaign(), unit("B13"), [NOT_TAKEN, taken], NOON, cause="1@zdb.example")
    assert letter.subject == ("【审批服务攻坚】处理结果通知：贵单位报送的2个问题，不予受理1个、已纳入并登记挂号1个")
    assert letter.key == "huian-2018/M02d/B13/1@zdb.example"
    assert "处理结果：不予受理\n　　说明：不属于审批服务问题" in letter.text
    assert "处理结果：已纳入并登记挂号，编号GJ2018-0067" in letter.text

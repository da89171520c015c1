"""Phase checks from readiness to the recheck: dates as sentences (calendar-and-checks.md 7.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from campaign.affairs import Act, Affairs, Sort
from campaign.catalogue import Catalogue, Node
from campaign.checks import CHECKS
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Delivered, Fate, Gap, Situation
from campaign.directory import Directory
from campaign.problem import Problem, State
from campaign.waiting import NOT_LISTED
from tests.campaign.small import at, report, small_campaign
from tests.campaign.small import handed_off as problem

NODES = (
    Node("省2018-03", 1, "用林审核", date(2018, 5, 30), unit="县林业局", state="逾期未完成"),
    Node("市2018-01", 1, "规划许可", date(2018, 6, 28), unit="县住房和城乡规划建设局", state="未到期"),
    Node("县2018-01", 1, "可研批复", date(2018, 7, 20), unit="县发展和改革局", state="未到期"),
)


def planned(*nodes: Node, **batches: str) -> Any:
    """The small county with a node plan, and its projects with a 台账批次 by the order of the catalogue, ``p0=``."""
    small = small_campaign()
    projects = [replace(p, ledger_batch=batches.get(f"p{n}")) for n, p in enumerate(small.catalogue.projects)]
    return replace(small, catalogue=Catalogue(tuple(projects), nodes or NODES))


CAMPAIGN = planned()
SHOULD = [unit.code for unit in CAMPAIGN.should_report()]


def run(code: str, when: str, *problems: Problem, campaign: Any = CAMPAIGN, **more: Any) -> CheckResult:
    return CHECKS[code](Situation(campaign, problems, {}, at(when), **more))


class TestReadiness:
    def test_c0_1_on_tuesday_5_june_at_nine_everything_is_ready(self) -> None:
        result = run("C0-1", "06-05 09:00")
        assert result.result is Verdict.PASS
        assert result.detail == "重点项目3个、节点3个、应报单位5个，邮箱、模板均已就绪"

    def test_c0_1_a_unit_without_a_mailbox_is_named(self) -> None:
        units = tuple(replace(u, mailboxes=()) if u.code == "A04" else u for u in CAMPAIGN.directory.units)
        result = run("C0-1", "06-05 09:00", campaign=replace(CAMPAIGN, directory=Directory(units)))
        assert (result.result, result.units, result.detail) == (Verdict.FAIL, ("A04",), "县林业局缺报送邮箱")

    def test_c0_1_a_campaign_without_a_node_plan_is_not_ready(self) -> None:
        assert run("C0-1", "06-05 09:00", campaign=small_campaign()).detail == "节点计划为空"

    def test_c0_1_tells_what_is_amiss_outside_the_ledger(self) -> None:
        result = run("C0-1", "06-05 09:00", unready=(Gap("活动邮箱无法使用（no answer）"),))
        assert (result.result, result.detail) == (Verdict.FAIL, "活动邮箱无法使用（no answer）")


def delivered(**lost: Fate) -> tuple[Delivered, ...]:
    return tuple(Delivered(code, f"{code}@x.example", lost.get(code, Fate.REACHED)) for code in [*SHOULD, "T04"])


class TestDeliveryOfTheNotice:
    def test_c0_2_all_have_it(self) -> None:
        result = run("C0-2", "06-05 15:00", notices=delivered())
        assert (result.result, result.detail) == (Verdict.PASS, "填报通知应送达邮箱6个，已送达6个")

    def test_c0_2_it_has_not_left(self) -> None:
        assert run("C0-2", "06-05 15:00").result is Verdict.FAIL

    def test_c0_2_a_bounce_from_a_unit_that_should_report_fails_and_is_listed(self) -> None:
        result = run("C0-2", "06-05 15:00", notices=delivered(A04=Fate.LOST))
        assert (result.result, result.units) == (Verdict.FAIL, ("A04",))
        assert "退信或未能发出：县林业局（A04@x.example）" in result.detail

    def test_c0_2_a_bounce_is_a_warning_where_another_mailbox_has_it_or_nobody_must_report(self) -> None:
        second = Delivered("A04", "second@x.example", Fate.REACHED)
        assert run("C0-2", "06-05 15:00", notices=(*delivered(A04=Fate.LOST), second)).result is Verdict.WARN
        assert run("C0-2", "06-05 15:00", notices=delivered(T04=Fate.LOST)).result is Verdict.WARN

    def test_c0_2_what_is_still_being_sent_is_a_warning_without_names(self) -> None:
        result = run("C0-2", "06-05 15:00", notices=delivered(B01=Fate.WAITING))
        assert (result.result, result.units) == (Verdict.WARN, ())


class TestSuspicions:
    def test_c1_4_a_late_node_without_a_row_is_a_suspicion_against_owner_and_department(self) -> None:
        result = run("C1-4", "06-07 17:00", problem(project_code="市2018-01"))
        assert (result.result, result.units) == (Verdict.WARN, ("B08", "A04"))
        assert result.detail.endswith("疑似应报未报：省2018-03滨海通道崇武至山霞段工程：用林审核（5月30日）")

    def test_c1_4_a_node_due_by_30_june_counts_and_one_of_july_does_not(self) -> None:
        assert run("C1-4", "06-07 17:00", problem()).units == ("B01", "A03")
        assert run("C1-4", "06-07 17:00", problem(), problem(2, project_code="市2018-01")).result is Verdict.PASS

    @pytest.mark.parametrize(
        ("sentence", "state", "suspected"),
        [
            ("a row that waits is a row", State.PENDING, False),
            ("a row that was withdrawn is none", State.WITHDRAWN, True),
        ],
    )
    def test_c1_4_what_counts_as_a_row(self, sentence: str, state: State, suspected: bool) -> None:
        assert ("B08" in run("C1-4", "06-07 17:00", problem(state=state)).units) is suspected, sentence

    def test_c1_4_a_node_done_on_the_seventh_was_not_done_on_the_sixth(self) -> None:
        done = planned(replace(NODES[0], done_on=date(2018, 6, 7), state="逾期完成"))
        assert run("C1-4", "06-06 17:00", campaign=done).result is Verdict.WARN
        assert run("C1-4", "06-07 17:00", campaign=done).result is Verdict.PASS


def pending(when: str, *reasons: str) -> Problem:
    return problem(1, State.PENDING, number=None, pending=reasons, received_at=at(when))


class TestCompletion:
    def test_c1_5_a_row_sent_back_in_phase_1_is_owed_on_the_same_day(self) -> None:
        row = pending("06-06 10:00", "未写明需协调解决事项")
        assert run("C1-5", "06-06 17:00", row).detail == "待补正1条，涉及1个单位"
        assert run("C1-5", "06-07 17:00", row).detail == "待补正1条，涉及1个单位，其中超过补正时限1条"

    def test_c1_5_in_phase_2_it_has_one_working_day(self) -> None:
        row = pending("06-15 10:00", "未写明需协调解决事项")
        assert "超过" not in run("C1-5", "06-19 17:00", row).detail
        assert "超过补正时限1条" in run("C1-5", "06-20 17:00", row).detail

    def test_c1_5_a_row_that_waits_for_the_key_projects_office_is_not_the_units_to_complete(self) -> None:
        assert run("C1-5", "06-06 17:00", pending("06-06 10:00", NOT_LISTED)).result is Verdict.PASS


class TestHandoffs:
    def test_c2_1_on_monday_11_june_a_handoff_of_saturday_may_still_be_refused(self) -> None:
        result = run("C2-1", "06-11 17:00", problem(state=State.ASSIGNED))
        assert (result.result, result.units) == (Verdict.WARN, ("A04",))
        assert result.detail == "交办后尚未答复1个"

    def test_c2_1_on_tuesday_silence_is_deemed_acceptance_and_listed(self) -> None:
        assert "视为接受1个" in run("C2-1", "06-12 17:00", problem(state=State.ASSIGNED)).detail

    def test_c2_1_accepted_or_refused_with_a_reason_is_in_order(self) -> None:
        refused = problem(2, State.REGISTERED, refused_by=("A04",), registered_at=at("06-07 10:00"))
        result = run("C2-1", "06-11 17:00", problem(), refused)
        assert (result.result, result.detail) == (Verdict.PASS, "责任单位退回待改派1个")

    def test_c2_1_a_number_of_an_earlier_day_should_have_been_handed_off(self) -> None:
        old, new = (
            problem(n, State.REGISTERED, assigned_at=None, registered_at=at(day))
            for n, day in ((1, "06-08 10:00"), (2, "06-11 10:00"))
        )
        result = run("C2-1", "06-11 17:00", old, new)
        assert (result.numbers, result.detail) == (("GJ2018-0001",), "尚未交办1个")


CITY = {"tier": "市级", "report": report(bodies=("泉州市林业局",))}


class TestEscalationPacks:
    def test_c2_3_on_13_june_a_pack_without_the_departments_opinion_is_incomplete(self) -> None:
        result = run("C2-3", "06-13 17:00", problem(**CITY), problem(2, **CITY, opinion="定额已用完，建议上报"))
        assert (result.result, result.numbers, result.units) == (Verdict.WARN, ("GJ2018-0001",), ("A04",))
        assert result.detail == "市级及以上问题2个，上报材料不齐1个：GJ2018-0001缺部门意见"

    def test_c2_3_a_pack_names_the_body_it_goes_to(self) -> None:
        anonymous = problem(tier="市级", opinion="定额已用完，建议上报")
        assert run("C2-3", "06-13 17:00", anonymous).detail.endswith("GJ2018-0001缺上级部门")

    def test_c2_3_what_a_department_solves_needs_no_pack(self) -> None:
        assert run("C2-3", "06-13 17:00", problem()).result is Verdict.PASS


class TestMidpoint:
    def test_c2_4_silence_and_a_first_batch_that_nobody_confirmed_are_told(self) -> None:
        proposed = problem(3, State.PROPOSED, **CITY, batch=1, feedback_at=at("06-12 10:00"))
        result = run("C2-4", "06-15 17:00", problem(1, State.CLOSED), problem(2), proposed)
        assert (result.result, result.units, result.numbers) == (Verdict.WARN, ("A04",), ("GJ2018-0002",))
        assert result.detail == (
            "部门级问题2个，已销号或申请销号1个（50%）；交办后尚无反馈1个；第1批上报清单尚未确认上报"
        )


class TestAfterTheHoliday:
    @pytest.mark.parametrize(
        ("day", "rolls"), [(15, False), (16, True), (17, True), (18, True), (19, False)], ids=lambda value: str(value)
    )
    def test_c2_5_on_19_june_what_became_due_from_the_16th_to_the_18th_rolls_to_noon(
        self, day: int, rolls: bool
    ) -> None:
        result = run("C2-5", "06-19 08:30", problem(due=date(2018, 6, day)))
        assert (result.result is Verdict.WARN) is rolls
        assert result.detail == (
            "节假日期间到期1个，办理时限顺延至6月19日12:00" if rolls else "节假日期间没有到期的问题"
        )

    def test_c2_5_who_has_asked_to_close_has_met_the_date(self) -> None:
        assert run("C2-5", "06-19 08:30", problem(1, State.CLOSE_REQ, due=date(2018, 6, 17))).result is Verdict.PASS

    def test_the_last_day_of_a_phase_is_the_plans_own_date_and_does_not_roll(self) -> None:
        assert CAMPAIGN.is_past(date(2018, 6, 30), at("07-01 08:00"))
        assert not CAMPAIGN.is_past(date(2018, 6, 24), at("06-25 08:30"))


class TestTwoDaysBeforePhase2Ends:
    def test_c2_6_names_units_and_what_is_left(self) -> None:
        result = run(
            "C2-6",
            "06-20 17:00",
            problem(1),
            problem(2, State.COUNTY, tier="县级", responsible="A02"),
            problem(3, State.PROPOSED, **CITY, batch=2),
        )
        assert (result.result, result.units) == (Verdict.WARN, ("A04", "A02"))
        assert result.detail == (
            "部门级未销号1个；县级未定协调时间1个；市级及以上未上报1个（其中已列入清单待两家确认1个）；"
            "涉及县林业局、县国土资源局"
        )

    def test_c2_6_closed_dated_and_reported_up_is_in_order(self) -> None:
        dated = problem(2, State.COUNTY, tier="县级", next_date=date(2018, 6, 21))
        fine = (problem(1, State.CLOSED), dated, problem(3, State.ESCALATED, **CITY))
        assert run("C2-6", "06-20 17:00", *fine).result is Verdict.PASS


class TestLedgerExpansion:
    def test_c2_7_on_friday_15_june_a_batch_of_the_week_counts(self) -> None:
        result = run("C2-7", "06-15 15:00", campaign=planned(p0="2018-03-30", p1="2018-06-13"))
        assert (result.result, result.detail) == (
            Verdict.PASS,
            "纳入台账管理的项目2个，占目录内项目3个的66.7%；本周新纳入1个",
        )

    @pytest.mark.parametrize("batch", ["2018-06-08", "2018-06-18", "第1批"])
    def test_c2_7_an_older_a_later_or_an_undated_batch_does_not(self, batch: str) -> None:
        result = run("C2-7", "06-15 15:00", campaign=planned(p0=batch))
        assert (result.result, result.units) == (Verdict.WARN, ("T02", "T01"))
        assert result.detail.endswith("本周尚未筛选新一批项目")

    def test_c2_7_a_batch_confirmed_after_the_check_of_last_friday_counts_this_friday(self) -> None:
        confirmed = Act(Sort.BATCH, "1", "confirmed", at("06-08 16:20"), "T02", data={"codes": ["市2018-01"]})
        affairs = Affairs.fold([confirmed])
        assert run("C2-7", "06-15 15:00", affairs=affairs).result is Verdict.PASS
        assert run("C2-7", "06-22 15:00", affairs=affairs).result is Verdict.WARN

    def test_c2_7_tells_that_a_list_still_waits(self) -> None:
        proposed = Act(Sort.BATCH, "2", "proposed", at("06-08 15:00"), "system", data={"codes": ["市2018-01"]})
        assert run("C2-7", "06-15 15:00", affairs=Affairs.fold([proposed])).detail.endswith("；第2批名单待确认")


class TestLastDayOfCloseRequests:
    def test_c3_3_on_27_june_at_six_the_units_that_have_not_asked_are_listed(self) -> None:
        asked, silent, above = problem(1, State.CLOSE_REQ), problem(2, responsible="A02"), problem(3, State.ESCALATED)
        result = run("C3-3", "06-27 18:00", asked, silent, above)
        assert (result.result, result.units, result.numbers) == (Verdict.WARN, ("A02",), ("GJ2018-0002",))
        assert result.detail == (
            "申请销号截至6月27日18:00：待审核1个，尚未申请1个；此后申请的，须于6月29日17:00前审核完毕方计入"
        )


def closed(count: int) -> list[Problem]:
    return [problem(n, State.CLOSED, evidence="惠林〔2018〕3号") for n in range(1, count + 1)]


class TestRecheck:
    @pytest.mark.parametrize(("count", "drawn"), [(0, 0), (3, 3), (40, 5), (51, 6)])
    def test_c3_4_a_tenth_is_drawn_and_at_least_five(self, count: int, drawn: int) -> None:
        assert len(run("C3-4", "06-28 17:00", *closed(count)).numbers) == drawn

    def test_c3_4_the_draw_can_be_repeated_in_any_order_and_another_day_draws_others(self) -> None:
        all_closed = closed(60)
        first = run("C3-4", "06-28 17:00", *all_closed)
        assert run("C3-4", "06-28 17:30", *reversed(all_closed)).numbers == first.numbers
        assert run("C3-4", "06-29 17:00", *all_closed).numbers != first.numbers

    def test_c3_4_what_was_closed_without_evidence_is_a_warning(self) -> None:
        result = run("C3-4", "06-28 17:00", problem(1, State.CLOSED))
        assert (result.result, result.detail) == (
            Verdict.WARN,
            "已销号1个，抽取1个回头看（10%，不少于5个）；其中1个没有佐证材料记录",
        )

"""突出问题: each reason of A8 holds on its day and not before, for departments and owners alike (D70, D72)."""

from __future__ import annotations

from datetime import date
from typing import Any

from campaign.affairs import Act, Affairs, Sort
from campaign.checks.prominence import a8, standings
from campaign.checks.result import Verdict
from campaign.checks.situation import Situation
from campaign.problem import Problem, State
from campaign.returns import Return
from campaign.standing import Reason, Standing
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()


def returned(unit: str, when: str, *, zero: bool = False) -> Return:
    return Return(unit, at(when), zero=zero, late=CAMPAIGN.is_late(at(when)))


ALL_RETURNED = {unit.code: returned(unit.code, "06-08 10:00") for unit in CAMPAIGN.should_report()}


def found(when: str, *problems: Problem, acts: tuple[Act, ...] = (), **returns: Return) -> dict[str, Standing]:
    """Every unit with a reason, on time with its return unless another one is given."""
    s = Situation(CAMPAIGN, problems, {**ALL_RETURNED, **returns}, at(when), affairs=Affairs.fold(acts))
    return {one.unit: one for one in standings(s)}


def reasons(standing: Standing) -> list[Reason]:
    return [cause.reason for cause in standing.causes]


def overdue(n: int, **more: Any) -> Problem:
    return handed_off(n, **{"due": date(2018, 6, 15), "feedback_at": at("06-18 09:00"), **more})


def test_a_unit_that_had_sent_nothing_by_12_june_is_named_for_it_and_on_11_june_not_yet() -> None:
    s = Situation(CAMPAIGN, (), {k: v for k, v in ALL_RETURNED.items() if k != "A03"}, at("06-11 17:00"))
    assert standings(s) == ()
    (late,) = standings(Situation(CAMPAIGN, (), s.returns, at("06-12 17:00")))
    assert (late.unit, late.causes[0].words) == ("A03", "问题汇总表逾期2个工作日仍未报送")


def test_a_return_of_monday_11_june_is_one_working_day_late_and_forgiven() -> None:
    assert found("06-20 17:00", A03=returned("A03", "06-11 10:00")) == {}


def test_a_return_of_13_june_is_named_to_the_end_unless_it_says_zero() -> None:
    assert reasons(found("06-29 17:00", A03=returned("A03", "06-13 10:00"))["A03"]) == [Reason.LATE]
    assert found("06-29 17:00", A03=returned("A03", "06-13 10:00", zero=True)) == {}


def test_three_red_numbers_name_a_unit_however_many_it_has() -> None:
    ten = [handed_off(n, due=None, feedback_at=at("06-18 09:00")) for n in range(10, 20)]
    assert found("06-19 17:00", overdue(1), overdue(2), *ten) == {}
    named = found("06-19 17:00", overdue(1), overdue(2), overdue(3), *ten)["A04"]
    assert named.numbers == ("GJ2018-0001", "GJ2018-0002", "GJ2018-0003")
    assert named.causes[0].words == "在办问题13个，其中红灯3个"


def test_two_red_of_six_are_a_third_and_one_red_of_one_is_not_enough() -> None:
    four = [handed_off(n, due=None, feedback_at=at("06-18 09:00")) for n in range(10, 14)]
    assert reasons(found("06-19 17:00", overdue(1), overdue(2), *four)["A04"]) == [Reason.RED]
    assert found("06-19 17:00", overdue(1)) == {}


def test_while_the_owner_is_waited_for_the_owner_stands_for_it_and_not_the_department() -> None:
    held = [
        handed_off(n, waiting_on="业主", waiting_since=at("06-11 09:00"), feedback_at=at("06-11 09:00")) for n in (1, 2)
    ]
    assert set(found("06-20 17:00", *held)) == {"B08"}


def slip_of(unit: str) -> Act:
    data = {"unit": unit, "numbers": ["GJ2018-0001"], "due": at("06-21 17:30").isoformat()}
    return Act(Sort.SUPERVISION, "1", "issued", at("06-19 08:30"), "T01", data=data)


def test_a_slip_unanswered_on_21_june_at_17_30_names_the_unit_also_after_it_has_answered() -> None:
    assert found("06-21 17:00", acts=(slip_of("A04"),)) == {}
    still = found("06-22 08:30", acts=(slip_of("A04"),))["A04"].causes[0]
    assert still.words == "督办第1号未在时限内反馈，至今未反馈"
    answer = Act(Sort.SUPERVISION, "1", "answered", at("06-22 09:00"), "A04")
    late = found("06-27 18:10", acts=(slip_of("A04"), answer))["A04"].causes[0]
    assert (late.reason, late.words) == (Reason.SUPERVISION, "督办第1号未在时限内反馈")


def test_two_refused_requests_to_close_name_who_applied() -> None:
    refused = {"due": None, "feedback_at": at("06-18 09:00")}
    once = handed_off(1, refused_applicants=("B08",), **refused)
    assert found("06-19 17:00", once) == {}
    assert reasons(found("06-19 17:00", once, handed_off(2, refused_applicants=("B08",), **refused))["B08"]) == [
        Reason.EVIDENCE
    ]


def test_a_zero_report_is_wrong_when_others_report_problems_of_the_owners_projects_afterwards() -> None:
    zero = returned("B08", "06-08 10:00", zero=True)
    by_others = {"reporters": ("A04",), "due": None, "state": State.REGISTERED}
    before = handed_off(1, registered_at=at("06-07 10:00"), **by_others)
    assert found("06-12 17:00", before, B08=zero) == {}
    after = handed_off(1, registered_at=at("06-11 10:00"), **by_others)
    cause = found("06-12 17:00", after, B08=zero)["B08"].causes[0]
    assert (cause.reason, cause.words) == (Reason.ZERO, "6月8日零报告，此后查有所属项目问题1个")


def test_a_standing_comes_back_from_json_as_it_was_and_scores_by_the_points_of_the_campaign() -> None:
    one = found("06-22 08:30", overdue(1), overdue(2), acts=(slip_of("A04"),))["A04"]
    points = CAMPAIGN.settings.inspection.points
    assert one.score == points.red + points.supervision
    assert Standing.of(one.data) == one


def test_a8_is_kept_as_a_check_with_units_numbers_and_reasons() -> None:
    s = Situation(CAMPAIGN, (overdue(1), overdue(2)), ALL_RETURNED, at("06-19 08:30"))
    result = a8(s)
    assert (result.result, result.units, result.numbers) == (Verdict.WARN, ("A04",), ("GJ2018-0001", "GJ2018-0002"))
    assert result.detail == "突出问题单位1个：县林业局（红灯问题较多）"

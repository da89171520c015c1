"""Phase checks: dates as sentences (calendar-and-checks.md 7.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from campaign.checks import CHECKS
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation
from campaign.problem import Problem, Proposal, State
from campaign.returns import Return
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()
SHOULD = [unit.code for unit in CAMPAIGN.should_report()]


def problem(n: int = 1, state: State = State.IN_PROGRESS, **more: Any) -> Problem:
    return handed_off(n, state, **{"feedback_at": at("06-14 10:00"), **more})


def run(
    code: str, when: str, problems: tuple[Problem, ...] = (), returned: tuple[str, ...] = (), **letters: datetime
) -> CheckResult:
    returns = {unit: Return(unit, at("06-06 09:00"), rows=1) for unit in returned}
    return CHECKS[code](Situation(CAMPAIGN, problems, returns, at(when), letters))


def test_c1_1_on_wednesday_6_june_less_than_half_is_a_warning_that_names_the_missing() -> None:
    result = run("C1-1", "06-06 17:00", returned=tuple(SHOULD[:2]))
    assert result.result is Verdict.WARN
    assert result.units == tuple(SHOULD[2:])
    assert result.detail == "应报5个单位，已报2个，报送率40%"


def test_c1_1_half_is_enough() -> None:
    assert run("C1-1", "06-06 17:00", returned=tuple(SHOULD[:3])).result is Verdict.PASS


def test_c1_2_on_thursday_7_june_less_than_four_fifths_fails() -> None:
    assert run("C1-2", "06-07 17:00", returned=tuple(SHOULD[:3])).result is Verdict.FAIL
    assert run("C1-2", "06-07 17:00", returned=tuple(SHOULD[:4])).result is Verdict.PASS


def test_c1_3_a_project_is_covered_by_a_row_or_by_its_owners_zero_report() -> None:
    zero = {"B01": Return("B01", at("06-06 09:00"), zero=True)}
    covered = CHECKS["C1-3"](Situation(CAMPAIGN, (problem(),), zero, at("06-07 17:00")))
    assert covered.result is Verdict.PASS
    bare = run("C1-3", "06-07 17:00", (problem(),))
    assert (bare.result, bare.units) == (Verdict.WARN, ("B01",))


@pytest.mark.parametrize(("when", "verdict"), [("06-08 12:00", Verdict.WARN), ("06-08 18:00", Verdict.FAIL)])
def test_c1_6_on_friday_8_june_missing_units_fail_once_the_cut_off_has_come(when: str, verdict: Verdict) -> None:
    assert run("C1-6", when, returned=tuple(SHOULD[1:])).result is verdict


def test_g1_passes_with_exceptions_that_are_named() -> None:
    result = run("G1", "06-09 08:30", (problem(), problem(2, State.PENDING, number=None)), tuple(SHOULD[1:]))
    assert result.result is Verdict.WARN
    assert "未报送" in result.detail
    assert "待补正或待确认1条" in result.detail


def test_g1_names_duplicates_that_no_office_has_decided() -> None:
    twin = problem(2, proposals=(Proposal("GJ2018-0001", 0.7),))
    assert "疑似重复尚未确认1组" in run("G1", "06-09 08:30", (problem(1), twin), tuple(SHOULD)).detail
    decided = problem(2, proposals=(Proposal("GJ2018-0001", 0.7, "distinct"),))
    assert run("G1", "06-09 08:30", (problem(1), decided), tuple(SHOULD)).result is Verdict.PASS


def test_g1_fails_when_a_number_is_missing() -> None:
    result = run("G1", "06-09 08:30", (problem(1), problem(3)), tuple(SHOULD))
    assert (result.result, "缺第2号" in result.detail) == (Verdict.FAIL, True)


@pytest.mark.parametrize(
    ("sentence", "when", "more", "verdict"),
    [
        ("fed back on Thursday, looked at on Friday", "06-15 08:30", {"due": date(2018, 6, 28)}, Verdict.PASS),
        ("four working days of silence over the holiday", "06-21 08:30", {"due": date(2018, 6, 28)}, Verdict.WARN),
        ("six working days of silence", "06-25 08:30", {"due": date(2018, 6, 29)}, Verdict.FAIL),
        ("due in two working days", "06-15 08:30", {"due": date(2018, 6, 20)}, Verdict.WARN),
        ("due on Friday, looked at on Tuesday", "06-19 08:30", {}, Verdict.FAIL),
        (
            "due on Dragon Boat day, looked at the morning after",
            "06-19 08:30",
            {"due": date(2018, 6, 18)},
            Verdict.WARN,
        ),
        ("due on Dragon Boat day, past at noon the day after", "06-19 12:00", {"due": date(2018, 6, 18)}, Verdict.FAIL),
        ("due in a year without holiday data", "06-15 08:30", {"due": date(2035, 6, 18)}, Verdict.PASS),
        ("waiting for the owner stops the clock", "06-25 08:30", {"waiting_on": "业主", "due": None}, Verdict.PASS),
    ],
)
def test_c2_2_lights_by_working_days(sentence: str, when: str, more: dict[str, Any], verdict: Verdict) -> None:
    assert run("C2-2", when, (problem(**more),)).result is verdict, sentence


def test_c2_2_what_is_reported_up_is_blue_and_no_unit_is_blamed() -> None:
    blue = problem(state=State.ESCALATED, escalated_at=at("06-13 16:00"), due=date(2018, 6, 14))
    assert run("C2-2", "06-25 08:30", (blue,)).result is Verdict.PASS


def test_c2_4_at_the_midpoint_two_fifths_of_the_departments_problems_are_done() -> None:
    done, left = problem(1, State.CLOSED), [problem(n) for n in (2, 3)]
    assert run("C2-4", "06-15 17:00", (done, *left)).result is Verdict.FAIL
    assert run("C2-4", "06-15 17:00", (done, left[0])).result is Verdict.PASS


def test_g2_names_what_is_neither_closed_nor_reported_up_nor_extended() -> None:
    fine = (
        problem(1, State.CLOSED),
        problem(2, State.ESCALATED),
        problem(3, State.COUNTY, next_date=date(2018, 6, 25)),
        problem(4, due=date(2018, 6, 27), due_changes=1),
    )
    assert run("G2", "06-22 17:00", fine).result is Verdict.PASS
    result = run("G2", "06-22 17:00", (*fine, problem(5), problem(6, State.COUNTY)))
    assert (result.result, result.numbers) == (Verdict.WARN, ("GJ2018-0005", "GJ2018-0006"))


def test_c3_1_reminds_the_office_whose_review_is_late() -> None:
    asked = problem(state=State.CLOSE_REQ, close_requested_at=at("06-22 10:00"))
    assert run("C3-1", "06-26 08:30", (asked,)).units == ("A04", "T02")
    assert run("C3-1", "06-25 08:30", (asked,)).units == ("A04",)


def test_c3_2_the_identity_holds() -> None:
    whole = (problem(1, State.CLOSED), problem(2, State.CARRIED), problem(3, State.MERGED, number=None))
    result = run("C3-2", "06-29 08:30", whole)
    assert result.result is Verdict.PASS
    assert result.detail.startswith("报送3条＝登记2＋合并1＋不予受理0＋撤回0")


def test_c3_2_a_row_without_a_decision_breaks_it() -> None:
    result = run("C3-2", "06-29 08:30", (problem(1), problem(2, State.PENDING, number=None)))
    assert result.result is Verdict.FAIL


def test_g3_every_leftover_has_unit_next_step_date_and_both_offices_word() -> None:
    carried = problem(1, State.CARRIED, next_step="跟踪批复", next_date=date(2018, 7, 13))
    assert run("G3", "06-29 17:00", (carried, problem(2, State.CLOSED))).result is Verdict.PASS
    assert run("G3", "06-29 17:00", (carried, problem(2))).result is Verdict.WARN
    assert run("G3", "06-29 17:00", (problem(1, State.CLOSE_REQ),)).result is Verdict.WARN


def test_c3_5_the_summary_has_been_issued() -> None:
    assert run("C3-5", "06-30 10:00").result is Verdict.FAIL
    assert run("C3-5", "06-30 10:00", M20=at("06-30 10:00")).result is Verdict.PASS

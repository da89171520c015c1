"""What a letter says of a due date and of a light is true on every day, days off included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from campaign.lights import Light, light
from campaign.problem import Problem, State
from reports.lateness import due_note, warnings
from tests.reports.sample import at, campaign, month

FRIDAY = date(2018, 6, 15)
WORKING = replace(
    month()[0],
    state=State.IN_PROGRESS,
    ended_at=None,
    escalated_at=None,
    close_requested_at=None,
    due=FRIDAY,
    feedback_at=at("06-19 15:00"),
    returned_at=None,
)


def warned(now: datetime, **more: object) -> tuple[str, ...]:
    return warnings(replace(WORKING, **more), now, campaign())  # type: ignore[arg-type]  # a test names any field


def test_on_the_saturday_after_a_friday_no_working_day_has_passed() -> None:
    assert due_note(WORKING, at("06-16 09:00"), campaign()) == ("已过时限", "bad")


def test_working_days_past_the_due_date_are_counted() -> None:
    assert due_note(WORKING, at("06-20 09:00"), campaign()) == ("超期2个工作日", "bad"), "18 June is a holiday"


def test_nothing_is_said_of_a_due_date_to_come() -> None:
    assert due_note(WORKING, at("06-15 18:00"), campaign()) == ("", "")


def test_what_was_reported_up_has_met_its_date() -> None:
    reported = replace(WORKING, state=State.ESCALATED, escalated_at=at("06-14 10:00"), waiting_on="上级")
    assert due_note(reported, at("06-23 09:00"), campaign()) == ("已于6月14日上报", "good")


def test_what_asks_to_be_closed_is_not_called_late() -> None:
    applied = replace(WORKING, state=State.CLOSE_REQ, close_requested_at=at("06-21 10:00"))
    assert due_note(applied, at("06-23 09:00"), campaign()) == ("已于6月21日申请销号", "good")


def test_a_number_near_its_date_is_not_called_silent() -> None:
    assert warned(at("06-20 08:30"), due=date(2018, 6, 22)) == ("临近时限（剩2个工作日）",)


def test_silence_and_refused_evidence_are_told() -> None:
    quiet = {"due": date(2018, 6, 29), "feedback_at": at("06-13 09:00"), "refused_applicants": ("A04",)}
    assert warned(at("06-20 08:30"), **quiet) == ("未反馈4个工作日", "佐证材料被退回")


def test_an_unanswered_slip_is_a_reason_even_while_the_owner_is_waited_for() -> None:
    under = {"waiting_on": "业主", "feedback_at": at("06-20 09:00"), "due": date(2018, 6, 29)}
    assert warned(at("06-22 08:30"), slip=1, slip_due=at("06-21 17:30"), **under) == ("督办未反馈",)


def test_while_the_owner_is_waited_for_only_the_date_warns() -> None:
    assert warned(at("06-21 08:30"), waiting_on="业主", feedback_at=at("06-11 09:00")) == ("超期3个工作日",)


@pytest.mark.parametrize("due", [date(2018, 6, day) for day in (15, 17, 20, 22, 29)])
@pytest.mark.parametrize("day", range(11, 28))
@pytest.mark.parametrize("holder", ["部门", "业主"])
def test_every_yellow_or_red_light_has_a_reason_and_no_other(due: date, day: int, holder: str) -> None:
    problem: Problem = replace(WORKING, due=due, waiting_on=holder, feedback_at=at("06-11 09:00"))
    now = at(f"06-{day} 08:30")
    shown = light(problem, now, campaign())
    assert bool(warnings(problem, now, campaign())) is (shown in {Light.YELLOW, Light.RED})

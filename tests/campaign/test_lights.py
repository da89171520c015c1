"""Lights by working days, and whose clock runs (lifecycle.md, last paragraph; A5, D44, D55)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from campaign.events import Event, Kind, apply
from campaign.lights import Light, light, silent_days, waiting_days
from campaign.problem import Problem, State
from tests.campaign.small import at, report, small_campaign, source

CAMPAIGN = small_campaign()
FAR = date(2018, 6, 29)


def problem(**more: Any) -> Problem:
    """Handed to the forestry bureau (A04) on Saturday 9 June; its last word is of Monday the 11th."""
    values: dict[str, Any] = {
        "state": State.IN_PROGRESS,
        "number": "GJ2018-0001",
        "project_code": "省2018-03",
        "lead": "T02",
        "responsible": "A04",
        "reporters": ("B08",),
        "due": FAR,
        "assigned_at": at("06-09 09:30"),
        "feedback_at": at("06-11 10:00"),
    }
    return Problem(entry=1, report=report(), sources=(source(),), **{**values, **more})


def shown(when: str, **more: Any) -> Light | None:
    return light(problem(**more), at(when), CAMPAIGN)


def told(before: Problem, kind: Kind, when: str, unit: str = "A04", **data: Any) -> Problem:
    return apply(before, Event(1, kind, at(when), unit, data=data, note="原因"))


@pytest.mark.parametrize(
    ("when", "colour"),
    [
        ("06-11 18:00", Light.GREEN),
        ("06-14 18:00", Light.GREEN),  # 3 working days
        ("06-15 08:00", Light.YELLOW),  # 4
        ("06-19 08:00", Light.YELLOW),  # 5, the 18th being a holiday
        ("06-20 08:00", Light.RED),  # 6
    ],
)
def test_by_working_days_of_silence(when: str, colour: Light) -> None:
    assert shown(when) is colour


@pytest.mark.parametrize(
    ("due", "colour"),
    [
        (date(2018, 6, 15), Light.GREEN),  # 3 left
        (date(2018, 6, 14), Light.YELLOW),  # 2 left
        (date(2018, 6, 12), Light.YELLOW),  # today
        (date(2018, 6, 11), Light.RED),  # past
    ],
)
def test_by_the_due_date(due: date, colour: Light) -> None:
    assert shown("06-12 08:00", due=due) is colour


def test_evidence_that_was_refused_is_yellow() -> None:
    assert shown("06-12 08:00", refused_applicants=("A04",)) is Light.YELLOW


@pytest.mark.parametrize("holder", ["业主", "中介", "上级"])
def test_the_units_clock_stands_still_while_somebody_else_is_waited_for(holder: str) -> None:
    assert shown("06-27 08:00", waiting_on=holder) is Light.GREEN
    assert shown("06-27 08:00", waiting_on=holder, due=date(2018, 6, 15)) is Light.YELLOW


@pytest.mark.parametrize("holder", ["部门", "县级", None])
def test_the_units_clock_runs_while_the_county_has_the_ball(holder: str | None) -> None:
    assert shown("06-27 08:00", waiting_on=holder) is Light.RED


def test_reported_up_is_blue_and_under_review_is_green() -> None:
    late = date(2018, 6, 11)
    assert shown("06-27 08:00", state=State.ESCALATED, due=late) is Light.BLUE
    assert shown("06-27 08:00", state=State.CLOSE_REQ, due=late) is Light.GREEN


@pytest.mark.parametrize(
    "state", [State.PENDING, State.REGISTERED, State.CLOSED, State.CARRIED, State.MERGED, State.WITHDRAWN]
)
def test_no_light_before_the_handoff_and_after_the_end(state: State) -> None:
    assert shown("06-27 08:00", state=state) is None


@pytest.mark.parametrize(
    ("kind", "state", "data"),
    [
        (Kind.SENT_BACK, State.CLOSE_REQ, {}),
        (Kind.SENT_BACK, State.PROPOSED, {}),
        (Kind.REOPENED, State.CLOSED, {}),
        (Kind.ANSWERED, State.ESCALATED, {"replied_on": "2018-06-20"}),
    ],
)
def test_the_units_clock_begins_anew_when_an_office_gives_the_ball_back(
    kind: Kind, state: State, data: dict[str, Any]
) -> None:
    back = told(problem(state=state), kind, "06-21 10:00", unit="T02", **data)
    assert silent_days(back, at("06-22 10:00"), CAMPAIGN) == 1


def test_the_owners_word_is_no_feedback_of_the_unit() -> None:
    after = told(problem(), Kind.PROGRESSED, "06-14 10:00", unit="B08", progress="材料正在补充")
    assert silent_days(after, at("06-15 10:00"), CAMPAIGN) == 4


def test_the_owner_gives_the_ball_back_and_the_units_clock_begins_anew() -> None:
    waiting = told(problem(), Kind.PROGRESSED, "06-12 10:00", waiting_on="业主", progress="等业主补充材料")
    assert waiting_days(waiting, at("06-14 10:00"), CAMPAIGN) == 2
    back = told(waiting, Kind.PROGRESSED, "06-21 10:00", unit="B08", waiting_on="部门", progress="材料已报送")
    assert waiting_days(back, at("06-22 10:00"), CAMPAIGN) == 0
    assert silent_days(back, at("06-22 10:00"), CAMPAIGN) == 1


def test_the_wait_for_the_owner_goes_on_when_the_unit_says_so_again() -> None:
    waiting = told(problem(), Kind.PROGRESSED, "06-12 10:00", waiting_on="业主", progress="等业主补充材料")
    again = told(waiting, Kind.PROGRESSED, "06-14 10:00", waiting_on="业主", progress="业主仍未补充材料")
    assert waiting_days(again, at("06-15 10:00"), CAMPAIGN) == 3

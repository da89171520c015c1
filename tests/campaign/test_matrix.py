"""The reporting matrix (D30): each unit's part in each phase."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from campaign.events import Event, Kind
from campaign.matrix import Part, Standing, matrix
from campaign.problem import Problem, State
from campaign.returns import Return
from campaign.waiting import NOT_LISTED
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()


def parts(unit: str, when: str, *problems: Problem, events: tuple[Event, ...] = (), **returns: Return) -> Any:
    """The unit's line, phase by phase; None when it has none."""
    lines = matrix(CAMPAIGN, problems, returns, events, at(when))
    return next((line.parts for line in lines if line.unit.code == unit), None)


def returned(unit: str, when: str = "06-06 09:00", **more: Any) -> Return:
    return Return(unit, at(when), **more)


def said(entry: int, unit: str, when: str) -> Event:
    return Event(entry, Kind.PROGRESSED, at(when), unit, "<1@x.example>")


def waiting(*reasons: str) -> Problem:
    return handed_off(9, State.PENDING, number=None, pending=reasons, assigned_at=None, responsible=None)


def test_who_has_sent_nothing_is_silent_and_who_need_not_report_is_not_listed() -> None:
    assert parts("A04", "06-07 17:00") == (Part(Standing.SILENT), None, None)
    assert parts("T04", "06-07 17:00") is None


def test_zero_is_not_silence_and_may_be_late() -> None:
    zero = returned("A04", "06-11 09:00", zero=True, late=True)
    assert parts("A04", "06-11 17:00", A04=zero)[0] == Part(Standing.ZERO, late=True)


def test_a_return_is_partial_while_a_row_is_to_be_completed_by_the_unit() -> None:
    whole = handed_off(1)
    given = returned("B08", rows=2)
    assert parts("B08", "06-07 17:00", whole, B08=given)[0] == Part(Standing.COMPLETE, asked=1, done=1)
    lacking = waiting("未写明需协调解决事项")
    assert parts("B08", "06-07 17:00", whole, lacking, B08=given)[0] == Part(Standing.PARTIAL, asked=2, done=1)
    assert parts("B08", "06-07 17:00", whole, waiting(NOT_LISTED), B08=given)[0].standing is Standing.COMPLETE


def test_an_owner_that_passes_over_a_project_of_its_own_has_reported_in_part() -> None:
    one = handed_off(1, project_code="市2018-01", reporters=("B01",))
    assert parts("B01", "06-07 17:00", one, B01=returned("B01", rows=1))[0] == Part(Standing.PARTIAL, asked=2, done=1)
    other = handed_off(2, project_code="县2018-01", reporters=("A03",))
    assert parts("B01", "06-07 17:00", one, other, B01=returned("B01", rows=1))[0].standing is Standing.COMPLETE


def test_in_phase_2_a_unit_answers_for_the_numbers_it_is_responsible_for() -> None:
    two = (handed_off(1), handed_off(2))
    assert parts("A04", "06-12 17:00", *two)[1] == Part(Standing.SILENT, asked=2)
    one = (said(1, "A04", "06-12 10:00"),)
    assert parts("A04", "06-12 17:00", *two, events=one)[1] == Part(Standing.PARTIAL, asked=2, done=1)
    both = (*one, said(2, "A04", "06-12 11:00"))
    assert parts("A04", "06-12 17:00", *two, events=both)[1] == Part(Standing.COMPLETE, asked=2, done=2)


def test_a_first_word_after_more_than_three_working_days_is_late() -> None:
    in_time, too_late = said(1, "A04", "06-13 10:00"), said(1, "A04", "06-14 10:00")
    assert not parts("A04", "06-15 17:00", handed_off(1), events=(in_time,))[1].late
    assert parts("A04", "06-15 17:00", handed_off(1), events=(too_late,))[1].late


def test_the_owners_word_and_the_systems_are_not_the_units() -> None:
    others = (said(1, "B08", "06-12 10:00"), replace(said(1, "A04", "06-12 10:00"), message_id=None))
    assert parts("A04", "06-12 17:00", handed_off(1), events=others)[1].standing is Standing.SILENT


def test_what_was_closed_in_phase_2_asks_nothing_in_phase_3() -> None:
    closed = handed_off(1, State.CLOSED, ended_at=at("06-21 10:00"))
    word = (said(1, "A04", "06-20 10:00"),)
    assert parts("A04", "06-26 17:00", closed, events=word)[1:] == (
        Part(Standing.COMPLETE, late=True, asked=1, done=1),
        None,
    )
    assert parts("A04", "06-26 17:00", handed_off(1), events=word)[2] == Part(Standing.SILENT, asked=1)


def test_a_phase_that_has_not_begun_is_empty() -> None:
    early: datetime = at("06-09 09:30")
    assert parts("A04", "06-09 10:00", handed_off(1, assigned_at=early))[2] is None

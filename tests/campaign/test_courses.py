"""What the events of a number tell of its waiting and of its unit's feedback."""

from __future__ import annotations

from campaign.courses import Course, Wait, courses, is_timely
from campaign.events import Event, Kind, report_data
from tests.campaign.small import at, report, small_campaign

CAMPAIGN = small_campaign()
SOURCE = {"message_id": "1", "attachment": "表.xlsx", "sheet": "Sheet1", "row": 4, "part": None}


def event(kind: Kind, when: str, actor: str = "system", **data: object) -> Event:
    return Event(1, kind, at(when), actor, data=data)


def handed_off() -> list[Event]:
    numbered = {"number": "GJ2018-0001", "project_code": "省2018-03", "tier": "部门级", "lead": "T02", "due": None}
    return [
        event(Kind.RECEIVED, "06-07 10:00", report=report_data(report()), reporter="B08", source=SOURCE),
        event(Kind.REGISTERED, "06-07 10:00", **numbered),
        event(Kind.ASSIGNED, "06-08 09:30", unit="A04", due="2018-06-20"),
        event(Kind.ACCEPTED, "06-08 17:30"),
    ]


def course(*more: Event, now: str = "06-22 17:30") -> Course:
    return courses(CAMPAIGN, [*handed_off(), *more], at(now))[1]


def test_three_working_days_to_the_first_feedback_are_in_time_and_four_are_not() -> None:
    said = course(event(Kind.PROGRESSED, "06-13 17:00", "A04"), event(Kind.PROGRESSED, "06-20 17:00", "A04"))
    assert [is_timely(CAMPAIGN, one) for one in said.intervals] == [True, False], "18 June is a holiday"


def test_silence_beyond_the_limit_counts_and_silence_within_it_does_not() -> None:
    assert course(now="06-13 17:30").intervals == ()
    (silent,) = course(now="06-14 17:30").intervals
    assert not silent.answered


def test_while_the_owner_has_the_ball_no_feedback_is_owed() -> None:
    waits = event(Kind.PROGRESSED, "06-11 10:00", "A04", waiting_on="业主")
    back = event(Kind.PROGRESSED, "06-20 10:00", "B08", waiting_on="部门")
    asked = event(Kind.CLOSE_REQUESTED, "06-21 10:00", "A04", applicant="A04")
    told = course(waits, back, asked)
    assert told.waits == (Wait("业主", at("06-11 10:00"), at("06-20 10:00")),)
    assert [is_timely(CAMPAIGN, one) for one in told.intervals] == [True, True]


def test_working_days_of_the_unit_leave_out_those_of_owner_and_superior() -> None:
    told = course(
        event(Kind.PROGRESSED, "06-11 10:00", "A04", waiting_on="业主"),
        event(Kind.PROGRESSED, "06-13 10:00", "B08", waiting_on="中介"),
        event(Kind.PROGRESSED, "06-14 10:00", "A04", waiting_on="部门"),
    )
    assert told.days(CAMPAIGN, at("06-08 09:30"), at("06-15 10:00")) == 5 - 2, "an intermediary's days are the unit's"


def test_what_was_reported_up_waits_for_the_superior_whatever_is_told_of_it() -> None:
    told = course(
        event(Kind.PROPOSED, "06-12 10:00", "A04", superior="福建省林业厅"),
        event(Kind.ESCALATED, "06-13 10:00", "T01", batch=1),
        event(Kind.PROGRESSED, "06-15 10:00", "A04", waiting_on=None),
    )
    assert told.waits == (Wait("上级", at("06-13 10:00")),)

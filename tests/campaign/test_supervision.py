"""督办: a slip as its acts make it, and what an unanswered one does to a light (D54, A8 c, 7.4)."""

from __future__ import annotations

from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.events import Event, Kind, apply
from campaign.lights import Light, light
from campaign.supervision import Slip, reply_due, slip, slips
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()


def act(kind: str, when: str, actor: str = "A04", note: str | None = None, **data: object) -> Act:
    return Act(Sort.SUPERVISION, "1", kind, at(when), actor, data=data, note=note)


def issued() -> Act:
    due = at("06-21 17:30").isoformat()
    return act("issued", "06-19 08:30", "T01", unit="A04", numbers=["GJ2018-0001", "GJ2018-0002"], due=due)


def returned(when: str, due: str) -> Act:
    return act("returned", when, "T01", "未说明原因", due=at(due).isoformat())


def after(*acts: Act) -> Slip:
    return slip(Affair(Sort.SUPERVISION, "1", (issued(), *acts)))


def test_a_slip_of_19_june_is_to_be_answered_by_the_end_of_21_june() -> None:
    assert reply_due(CAMPAIGN, at("06-19 08:30"), 2) == at("06-21 17:30")


def test_a_slip_of_friday_15_june_is_to_be_answered_on_the_second_working_day_after_the_holiday() -> None:
    assert reply_due(CAMPAIGN, at("06-15 08:30"), 2) == at("06-20 17:30")


def test_a_new_slip_is_open_and_becomes_overdue_when_its_limit_passes() -> None:
    new = after()
    assert (new.n, new.unit, new.is_open) == (1, "A04", True)
    assert not new.is_overdue(at("06-21 17:30"))
    assert new.is_overdue(at("06-21 17:31"))


def test_an_answer_on_20_june_waits_for_review_and_was_on_time() -> None:
    answered = after(act("answered", "06-20 10:00", note="已组织专家评审"))
    assert answered.awaits_review
    assert answered.answer == "已组织专家评审"
    assert answered.answered_on_time(at("06-29 08:30"))


def test_an_answer_on_22_june_came_after_the_limit_for_good() -> None:
    late = after(act("answered", "06-22 09:00"))
    assert late.lapsed(at("06-22 10:00"))
    assert not late.is_overdue(at("06-22 10:00"))


def test_an_answer_sent_back_is_no_answer_and_a_new_limit_begins() -> None:
    back = after(act("answered", "06-20 10:00"), returned("06-21 09:00", "06-25 17:30"))
    assert back.answered_at is None
    assert (back.due, back.returns) == (at("06-25 17:30"), ("未说明原因",))
    assert not back.lapsed(at("06-22 08:30"))
    assert back.lapsed(at("06-25 18:00"))


def test_a_concluded_slip_is_neither_open_nor_waiting() -> None:
    done = after(act("answered", "06-20 10:00"), act("concluded", "06-21 08:30", "system"))
    assert not done.is_open
    assert not done.awaits_review


def test_slips_of_a_campaign_are_in_order_of_issue() -> None:
    second = Act(Sort.SUPERVISION, "2", "issued", at("06-19 08:30"), "T01", data=dict(issued().data))
    assert [one.n for one in slips(Affairs.fold([issued(), second]))] == [1, 2]


def supervised(when: str, **data: object) -> Event:
    return Event(1, Kind.SUPERVISED, at(when), "T01", data=data)


def test_a_number_whose_slip_is_unanswered_past_its_limit_is_red_whatever_else_was_said_of_it() -> None:
    fresh = handed_off(feedback_at=at("06-21 10:00"), due=None)
    under = apply(fresh, supervised("06-19 08:30", slip=1, due=at("06-21 17:30").isoformat()))
    assert light(under, at("06-21 17:00"), CAMPAIGN) is Light.GREEN
    assert light(under, at("06-22 08:30"), CAMPAIGN) is Light.RED
    answered = apply(under, supervised("06-22 09:00", slip=1))
    assert light(answered, at("06-22 10:00"), CAMPAIGN) is Light.GREEN
    assert answered.slip == 1
    assert apply(answered, supervised("06-22 17:00")).slip is None

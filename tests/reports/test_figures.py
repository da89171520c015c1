"""The numbers of final-summary.md come out of the sample month, and a ledger that does not balance says why."""

from __future__ import annotations

from dataclasses import replace

from campaign.events import Event, Kind, fold, report_data
from campaign.figures import Figures, figures, number_breaks, share
from campaign.problem import Problem, State
from tests.reports.sample import CATEGORIES, CUT_OFF, at, campaign, month, month_returns


def counted(problems: tuple[Problem, ...] | None = None) -> Figures:
    return figures(campaign(), problems or month(), month_returns(), CUT_OFF)


def test_totals_are_those_of_the_plan() -> None:
    assert counted().totals.as_json() == {
        "rows": 83,
        "registered": 66,
        "merged": 13,
        "rejected": 4,
        "withdrawn": 0,
        "pending": 0,
        "closed": 47,
        "carried": 19,
        "open": 0,
        "escalated": 14,
        "on_time_units": 23,
        "late_units": 2,
        "zero_units": 4,
        "missing_units": 0,
        "balanced": True,
    }


def test_rates_are_rounded_to_one_decimal() -> None:
    assert counted().all.rate == 71.2
    assert counted().reported_share == 100.0
    assert counted().on_time_share == 92.0
    assert share(0, 0) is None


def test_categories_sum_to_the_totals() -> None:
    lines = counted().by_category
    assert {name: (t.registered, t.closed, t.carried) for name, t in lines.items()} == {
        name: numbers[:3] for name, numbers in CATEGORIES.items()
    }
    assert sum(t.registered for t in lines.values()) == 66


def test_categories_keep_the_order_of_the_configuration() -> None:
    assert list(counted().by_category)[:3] == ["用地", "用林", "用海"]


def test_projects_are_counted_once_by_their_highest_level() -> None:
    assert counted().projects == {"省": 6, "市": 10, "县": 15}


def test_of_fourteen_reported_up_three_were_answered() -> None:
    lines = counted().by_superior.values()
    assert (sum(t.escalated for t in lines), sum(t.replied for t in lines)) == (14, 3)


def test_the_curve_runs_from_the_first_day_and_ends_with_the_totals() -> None:
    days = counted().curve
    assert (days[0].day.isoformat(), days[0].registered) == ("2018-06-05", 0)
    assert (days[-1].registered, days[-1].closed, days[-1].open) == (66, 47, 19)


def test_a_number_that_is_missing_breaks_the_balance() -> None:
    broken = tuple(replace(p, number="GJ2018-0099") if p.number == "GJ2018-0066" else p for p in month())
    assert not counted(broken).totals.balanced
    assert counted(broken).breaks[0].startswith("编号不连续，缺第66、67、")


def test_a_number_given_twice_is_named() -> None:
    assert list(number_breaks(["GJ2018-0001", "GJ2018-0002", "GJ2018-0002"])) == ["编号重复：GJ2018-0002"]


def test_a_row_that_nobody_has_decided_on_breaks_the_balance() -> None:
    waiting = replace(month()[0], entry=99, number=None, state=State.PENDING)
    assert counted((*month(), waiting)).breaks == ("尚有1条报送内容待补正或待确认，未作出登记、合并或不予受理的处理",)


def test_a_unit_without_a_duty_to_report_is_not_counted_as_a_return() -> None:
    extra = (*month_returns(), replace(month_returns()[0], unit="T01"))
    assert figures(campaign(), month(), extra, at("06-30 10:00")).totals.on_time_units == 23


def event(kind: Kind, when: str, **data: object) -> Event:
    return Event(1, kind, at(when), "T01", data=data)


def reopened_and_closed_again() -> list[Event]:
    report = report_data(replace(month()[0].report, due=None))
    source = {"message_id": "1", "attachment": "表.xlsx", "sheet": "Sheet1", "row": 4, "part": None}
    numbered = {"number": "GJ2018-0001", "project_code": "省2018-02", "tier": "部门级", "lead": "T02", "due": None}
    return [
        event(Kind.RECEIVED, "06-07 10:00", report=report, reporter="A02", source=source),
        event(Kind.REGISTERED, "06-07 10:00", **numbered),
        event(Kind.CLOSED, "06-12 16:00"),
        event(Kind.REOPENED, "06-19 09:00"),
        event(Kind.CLOSED, "06-25 16:00"),
    ]


def closed_by_day(now: str) -> dict[int, int]:
    events = [e for e in reopened_and_closed_again() if e.at <= at(now)]
    days = figures(campaign(), fold(events).values(), (), at(now), events).curve
    return {d.day.day: d.closed for d in days if d.day.day in {7, 11, 12, 18, 19, 24, 25}}


def test_a_number_closed_reopened_and_closed_again_was_closed_in_between() -> None:
    assert closed_by_day("06-26 08:30") == {7: 0, 11: 0, 12: 1, 18: 1, 19: 0, 24: 0, 25: 1}


def test_the_curve_of_a_day_gone_by_never_changes() -> None:
    early, late = closed_by_day("06-18 20:00"), closed_by_day("06-26 08:30")
    assert early == {day: late[day] for day in early}


def test_the_replayed_curve_ends_with_the_totals() -> None:
    events = reopened_and_closed_again()
    counted = figures(campaign(), fold(events).values(), (), at("06-26 08:30"), events)
    assert (counted.curve[-1].registered, counted.curve[-1].closed) == (1, 1)
    assert (counted.totals.registered, counted.totals.closed) == (1, 1)

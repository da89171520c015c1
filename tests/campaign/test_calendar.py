"""Working days and local time (calendar-and-checks.md 7.1, A13)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from campaign.calendar import Calendar, NoHolidayData

CALENDAR = Calendar("Asia/Shanghai")


def june(day: int) -> date:
    return date(2018, 6, day)


@pytest.mark.parametrize(
    ("phase", "first", "last", "days"),
    [
        ("phase 1 has four working days", 5, 8, 4),
        ("phase 2 has nine: the Dragon Boat holiday takes the 18th", 9, 22, 9),
        ("phase 3 has five: its last day is a Saturday", 23, 30, 5),
        ("the campaign has eighteen", 5, 30, 18),
    ],
)
def test_working_days_of_the_phases(phase: str, first: int, last: int, days: int) -> None:
    assert CALENDAR.working_days(june(first), june(last)) == days, phase


@pytest.mark.parametrize(
    ("day", "works", "because"),
    [
        (june(15), True, "an ordinary Friday"),
        (june(16), False, "Saturday, joined to the holiday"),
        (june(17), False, "Sunday, joined to the holiday"),
        (june(18), False, "Monday, Dragon Boat holiday"),
        (june(19), True, "the day after the holiday"),
        (june(30), False, "an ordinary Saturday"),
        (date(2018, 4, 8), True, "a Sunday worked to make up for Qingming"),
    ],
)
def test_a_day_works_by_the_official_notice(day: date, works: bool, because: str) -> None:
    assert CALENDAR.is_working_day(day) is works, because


def test_a_year_without_a_notice_is_refused_and_not_guessed() -> None:
    with pytest.raises(NoHolidayData, match=r"no official working-day data for 2027: .*\[holidays\]"):
        CALENDAR.is_working_day(date(2027, 6, 1))


def test_the_campaign_may_close_and_open_days_of_its_own_even_in_a_year_without_notice() -> None:
    local = Calendar("Asia/Shanghai", {june(20): True, june(23): False, date(2027, 6, 1): False})
    assert not local.is_working_day(june(20))
    assert local.is_working_day(june(23))
    assert local.is_working_day(date(2027, 6, 1))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [(8, 1, 11), (15, 1, 19), (15, 3, 21), (16, 1, 19), (19, 0, 19)],
    ids=[
        "one day from a Friday is the Monday",
        "one day from the Friday before the holiday is the Tuesday",
        "three days from that Friday is the Thursday",
        "a clock started on a holiday runs from the next working day",
        "no days is the day itself",
    ],
)
def test_a_clock_counts_working_days(start: int, count: int, end: int) -> None:
    assert CALENDAR.add_working_days(june(start), count) == june(end)


def test_days_between_leave_out_the_first_and_count_the_last() -> None:
    assert CALENDAR.working_days_between(june(15), june(19)) == 1
    assert CALENDAR.working_days_between(june(15), june(18)) == 0
    assert CALENDAR.working_days_between(june(19), june(15)) == 0


def test_a_date_rolls_over_the_holiday_to_either_side() -> None:
    assert CALENDAR.next_working_day(june(16)) == june(19)
    assert CALENDAR.last_working_day(june(18)) == june(15)
    assert CALENDAR.next_working_day(june(19)) == CALENDAR.last_working_day(june(19)) == june(19)


def test_local_time_becomes_an_instant_and_comes_back() -> None:
    instant = CALENDAR.instant(june(8), time(18))
    assert instant == datetime(2018, 6, 8, 10, tzinfo=UTC)
    assert CALENDAR.local(instant).isoformat() == "2018-06-08T18:00:00+08:00"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        CALENDAR.local(datetime(2018, 6, 8, 18))  # noqa: DTZ001 - the mistake under test

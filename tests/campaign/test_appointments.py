"""When and where, read on Tuesday 12 June 2018."""

from __future__ import annotations

from datetime import date, time

import pytest

from campaign.appointments import Appointment, appointment

TUESDAY = date(2018, 6, 12)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("6月14日 15:00", 14, time(15)),
        ("６月１４日下午３点", 14, time(15)),
        ("2018-06-14 9:30", 14, time(9, 30)),
        ("6月14日（周四）上午九点半", 14, time(9, 30)),
        ("14日下午3时30分", 14, time(15, 30)),
        ("明天上午10点", 13, time(10)),
        ("6月14日中午1点", 14, time(13)),
        ("本周五下午三点", 15, time(15)),
        ("下周三15：00", 20, time(15)),
        ("周四15:00", 14, time(15)),
    ],
)
def test_one_day_and_time(text: str, day: int, at: time) -> None:
    found = appointment(text, TUESDAY)
    assert isinstance(found, Appointment), found
    assert (found.day, found.at) == (date(2018, 6, day), at)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15:00 三楼", "未写明日期"),
        ("6月14日 三楼", "未写明时间"),
        ("6月31日 15:00", "所写日期不存在"),
        ("6月14日或6月15日 15:00", "写有多个日期或时间"),
        ("6月14日 15:00-17:00", "写有多个日期或时间"),
        ("6月14日（周五）15:00", "写有多个日期或时间"),
        ("6月14日3点", "时间不明，请写作“15:00”或“下午3点”"),
    ],
)
def test_what_is_not_one_day_and_time(text: str, why: str) -> None:
    assert appointment(text, TUESDAY) == why


def test_what_stands_beside_is_left_for_the_place() -> None:
    found = appointment("6月14日15:00，中心三楼会议室", TUESDAY)
    assert isinstance(found, Appointment)
    assert found.rest.strip() == ",中心三楼会议室"

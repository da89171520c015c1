"""Small words: dates, lists, numbers, one line."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from reports.wording import cut_off, excerpt, long_day, one_line, percent, printable, ranges, reason_alone, short_day


def test_dates_are_in_arabic_numerals_without_leading_zeros() -> None:
    assert long_day(date(2018, 6, 9)) == "2018年6月9日"
    assert short_day(None) == ""


def test_midnight_closes_the_day_before() -> None:
    assert cut_off(datetime(2018, 6, 30)) == "6月29日24时"  # noqa: DTZ001 - a local time
    assert cut_off(datetime(2018, 6, 29, 17)) == "6月29日17:00"  # noqa: DTZ001 - a local time


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["GJ2018-0001"], "GJ2018-0001"),
        (["GJ2018-0002", "GJ2018-0001"], "GJ2018-0001、GJ2018-0002"),
        (["GJ2018-0001", "GJ2018-0002", "GJ2018-0003", "GJ2018-0005"], "GJ2018-0001至GJ2018-0003、GJ2018-0005"),
        ([], ""),
    ],
)
def test_three_numbers_in_a_row_become_a_range(numbers: list[str], told: str) -> None:
    assert ranges(numbers) == told


def test_a_subject_is_one_line() -> None:
    assert one_line("甲\r\nBcc: x\t乙\x00") == "甲  Bcc: x 乙"


def test_text_keeps_its_line_breaks_and_loses_what_no_file_can_hold() -> None:
    assert printable("甲\r\n乙\x0b\ud800") == "甲\n乙"


def test_an_excerpt_says_that_it_is_one() -> None:
    assert excerpt("一二三四五", 4) == "一二三…"


def test_no_share_of_nothing() -> None:
    assert percent(None) == "—"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("原因:佐证材料不足", "佐证材料不足"),
        ("理由：已解决", "已解决"),
        ("退回原因: 无文号,请补充", "无文号，请补充"),
        ("原因不明", "原因不明"),
        ("见惠国土资(2018)12号,17:00前补", "见惠国土资（2018）12号，17:00前补"),
    ],
)
def test_a_reason_stands_alone_in_chinese_punctuation(written: str, told: str) -> None:
    assert reason_alone(written) == told

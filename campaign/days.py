"""Days as people write them in a sentence: 6月20日, 2018-06-20, 6/20, 本月20日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(
    r"(?<!\d:)(?<![\d.〔\[〕\]）)])(?:(?P<year>20\d{2})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*(?:月|[./-](?=\s*\d))\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?"
    r"|(?P<this>本月)\s*(?P<of>\d{1,2})\s*[日号]"
)


@dataclass(frozen=True)
class Written:
    """A day in a text. `day` is None where the calendar has none such (6月31日); `start`, `end`: its place."""

    day: date | None
    text: str
    start: int
    end: int


def days_written(text: str, today: date) -> Iterator[Written]:
    """The days named in a half-width text, in order; a day without a year is of this one."""
    for match in _DAY.finditer(text):
        month, day = (today.month, match["of"]) if match["this"] else (match["month"], match["day"])
        yield Written(_day(match["year"] or today.year, month, day), match[0].strip(), match.start(), match.end())


def _day(year: str | int, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

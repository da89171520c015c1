"""Dates as people write them, strictly on the whole cell (forms.md 5.6): ``3.5亩`` is no date, 6.31 is a finding."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

from campaign.blanks import is_blank
from parsers.datewords import bare, names_no_day, plain
from parsers.findings import Code
from parsers.grid import Value

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serials
_LONGEST = 40  # characters of a cell that may still be a date
_SERIALS = range(36526, 73051)  # 2000 … 2099
_YEARS = range(2000, 2100)
_COMPACT = range(20000101, 20991232)
_TENS = ("1", "2", "3")


@dataclass(frozen=True)
class DateReading:
    """`day` is the date meant, or None with the `code` that says why. A day may have a code too (another year)."""

    day: date | None = None
    code: Code | None = None

    @property
    def likely(self) -> bool:
        """It names a day, or says in the usual words that there is none yet (尽快)."""
        return self.day is not None or self.code == Code.DATE_WORDS

    @property
    def iso(self) -> str | None:
        return self.day.isoformat() if self.day else None


_UNREADABLE = DateReading(code=Code.DATE_INVALID)
_Rule = Callable[["DateReader", Sequence[str | None]], DateReading]


@dataclass(frozen=True)
class DateReader:
    """`year` completes dates without one and checks the others; `month` is meant by 月底. None: not known."""

    year: int | None = None
    month: int | None = None

    def read(self, value: Value) -> DateReading:
        """A cell's date; blank cells give an empty reading."""
        if isinstance(value, datetime):
            return self.checked(value.date())
        if isinstance(value, date):
            return self.checked(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._number(float(value))
        return self.read_text(value) if isinstance(value, str) else DateReading()

    def read_text(self, text: str) -> DateReading:
        """A text that is a date as a whole, after a closed list of leads and tails (于…前完成)."""
        return _read_text(self, text)

    def start_of(self, text: str) -> DateReading | None:
        """The first day of a text that is a span (``2018.3-2020.12``); None for any other."""
        span = _SPAN.fullmatch(bare(plain(text))) if len(text) <= _LONGEST else None
        ends = _span(self, span[1], span[2]) if span and self.read_text(text).day else None
        return ends[0] if ends else None

    def checked(self, day: date) -> DateReading:
        """A full date; told when its year is not the campaign's (typing error, 5.6). One of another century is none:
        no project of these campaigns has a day there, and a spreadsheet shows 1900 for a number that is no date.
        """
        if day.year not in _YEARS:
            return _UNREADABLE
        return DateReading(day, Code.DATE_YEAR if self.year and day.year != self.year else None)

    def _number(self, number: float) -> DateReading:
        if not isfinite(number):
            return _UNREADABLE
        if int(number) in _SERIALS:
            return self.checked(_EPOCH + timedelta(days=int(number)))
        if number.is_integer() and number in _COMPACT:
            return self.read_text(str(int(number)))
        written = format(number, ".15g")
        whole, _, part = written.partition(".")
        if (part in _TENS and 1 <= int(number) <= 12) or (part == "1" and int(number) in _YEARS):
            return DateReading(code=Code.DATE_AMBIGUOUS)  # 6.2 may have been typed as 6.20, 2018.1 as 2018.10
        if number.is_integer() and int(number) in _YEARS:
            return self.checked(date(int(number), 12, 31))
        return self.read_text(written) if part and whole.isdigit() else _UNREADABLE

    def day(self, year: str | None, month: str | int, day: str | int) -> DateReading:
        number = self._year(year)
        try:
            found = date(number or 2000, int(month), int(day))
        except ValueError:
            return _UNREADABLE
        if number is None:
            return DateReading(code=Code.DATE_WITHOUT_YEAR)
        return self.checked(found) if year else DateReading(found)

    def month_end(self, year: str | None, month: str | int) -> DateReading:
        if not 1 <= int(month) <= 12:
            return _UNREADABLE
        return self.day(year, month, monthrange(self._year(year) or 2000, int(month))[1])

    def _year(self, year: str | None) -> int | None:
        if year is None:
            return self.year
        return int(year) if len(year) == 4 else 2000 + int(year)


@lru_cache(maxsize=4096)
def _read_text(reader: DateReader, text: str) -> DateReading:
    if is_blank(text):
        return DateReading(code=Code.DATE_WORDS) if text.strip() else DateReading()
    if len(text) > _LONGEST:
        return _UNREADABLE
    written = plain(text)
    key = bare(written)
    if names_no_day(key):
        return DateReading(code=Code.DATE_WORDS)
    for pattern, rule in _RULES:
        match = pattern.fullmatch(key)
        if match:
            return rule(reader, match.groups())
    span = _SPAN.fullmatch(key)
    if span:
        ends = _span(reader, span[1], span[2])
        return ends[1] if ends else _UNREADABLE
    return DateReading(code=Code.DATE_WORDS) if names_no_day(written) else _UNREADABLE


_DAY = re.compile("[日号]")
_SPAN = re.compile(r"(.*?[\d底末][年月日号]?)(?:至|到|[-—–~～]+)(.*[\d底末][年月日号]?)")


def _span(reader: DateReader, first: str, last: str) -> tuple[DateReading, DateReading] | None:
    """Both ends of ``6月15日至20日``, if they are days in order."""
    if bool(_DAY.search(first)) != bool(_DAY.search(last)) and "月" in last:
        return None  # from a day to a month
    start = reader.read_text(first)
    month = re.match(r"(?:\d{4}年)?\d{1,2}月", first)
    end = reader.read_text(f"{month[0]}{last}" if month and re.fullmatch(r"\d{1,2}[日号]?", last) else last)
    return (start, end) if start.day and end.day and start.day <= end.day else None


def _serial(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    days = int(groups[0] or 0)
    return reader.checked(_EPOCH + timedelta(days=days)) if days in _SERIALS else _UNREADABLE


def _year_last(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    """06/20/2018 and 20/6/2018 are one day; 6/7/2018 may be two."""
    first, second, year = groups
    assert first and second
    if int(first) <= 12 and int(second) <= 12 and first != second:
        return DateReading(code=Code.DATE_AMBIGUOUS)
    month, day = (second, first) if int(first) > 12 else (first, second)
    return reader.day(year, month, day)


def _month_day(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    """6.20; told as doubtful where only the other order is a day: 30/6."""
    month, day = groups
    assert month and day
    turned = int(month) > 12 and int(day) <= 12
    return DateReading(code=Code.DATE_AMBIGUOUS) if turned else reader.day(None, month, day)


def _short_year(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    """18.6.8: a year of two digits only if it is the campaign's."""
    year, month, day = groups
    assert year and month and day
    if reader.year is None or int(year) != reader.year % 100:
        return DateReading(code=Code.DATE_AMBIGUOUS)
    return reader.day(str(reader.year), month, day)


def _third(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    year, month, part = groups
    assert month and part
    days = {"上旬": 10, "中旬": 20}
    return reader.day(year, month, days[part]) if part in days else reader.month_end(year, month)


def _this_month(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    if reader.month is None:
        return DateReading(code=Code.DATE_AMBIGUOUS)
    return _third(reader, (None, str(reader.month), groups[0]))


def _day_of_this_month(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    day = groups[0]
    assert day
    return reader.day(None, reader.month, day) if reader.month else DateReading(code=Code.DATE_AMBIGUOUS)


def _quarter(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    year, quarter = groups
    assert quarter
    return reader.month_end(year, 3 * int(quarter))


def _half(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    return reader.month_end(groups[0], 6 if groups[1] == "上" else 12)


def _ymd(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    year, month, day = groups
    assert month and day
    return reader.day(year, month, day)


def _ym(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    year, month = groups
    assert month
    return reader.month_end(year, month)


#: any year before 年, else one of these centuries: 1010.1 is no month
_YEAR = r"((?:19|20|21)\d\d|\d{4}(?=年))"
_Y = r"(?:(\d{4}|\d{2})年)?"
_RULES: Sequence[tuple[re.Pattern[str], _Rule]] = [
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"{_YEAR}[年./\-,、](\d{{1,2}})[月./\-,、](\d{{1,2}})[日号]?", _ymd),
        (r"(20\d\d)(\d\d)(\d\d)", _ymd),
        (r"(20\d\d)(0[1-9]|1[0-2])", _ym),
        (r"(\d{5})(?:\.\d+)?", _serial),
        (r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?", _ymd),
        (r"(\d{2})[./\-](\d{1,2})[./\-](\d{1,2})", _short_year),
        (r"(\d{1,2})[./\-](\d{1,2})[./\-](20\d\d)", _year_last),
        (r"(x)?(\d{1,2})月(\d{1,2})[日号]?", _ymd),
        (r"(\d{1,2})[./\-](\d{1,2})[日号]?", _month_day),
        (rf"{_Y}(\d{{1,2}})月份?(底|末|上旬|中旬|下旬)", _third),
        (rf"{_YEAR}[年./\-](\d{{1,2}})月?份?", _ym),
        (rf"{_Y}(\d{{1,2}})月份?", _ym),
        (r"(?:本|当|这个)?月(底|末|上旬|中旬|下旬)", _this_month),
        (r"(?:本月)?(\d{1,2})[日号]", _day_of_this_month),
        (rf"{_Y}第?([1-4])季度?[底末]?", _quarter),
        (rf"{_Y}([上下])半年[底末]?", _half),
        (
            rf"(?:{_YEAR}(?:年度?)?|今年|当年|本年度?|年)(底|末|内|终)",
            lambda reader, groups: reader.day(groups[0], 12, 31),
        ),
        (r"(\d{4})年度?", lambda reader, groups: reader.day(groups[0], 12, 31)),
    )
]

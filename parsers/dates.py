"""Dates as people write them, strictly on the whole cell (forms.md 5.6): ``3.5亩`` is no date, 6.31 is a finding."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

from campaign.text import squeeze
from campaign.vocabulary import is_blank
from parsers.findings import Code
from parsers.grid import Value

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serials
_SERIALS = range(36526, 73051)  # 2000 … 2099

_TIME = re.compile(r"[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\s*$|(?<=[日号])\s*\d{1,2}[:：时点]\d{0,2}分?\s*$")
_TAIL = re.compile(
    r"(?:之前|以前|前|之内|以内|内|止|左右|完成|办结|办理|解决|办理完毕|办毕|取得|开工|竣工|交付|到位|落实|批复|报批|审批|审核|完工|办好|上报|报送|出具|[。.;,、])$"
)
_LEAD = re.compile(r"^(?:于|在|至|到|截至|截止|预计|计划|拟|力争|争取|约|最迟|不迟于|大约|大概)+")
_NO_DAY = re.compile(
    r"尽快|尽早|立即|立刻|马上|即时|及时|随时|待定|未定|不定|长期|持续|常年|近期|视情.*|按.{0,12}|根据.{0,12}|待.{0,12}|"
    r"越快越好|抓紧|限时|适时|暂未确定|不明确|不详"
)
_NUMERALS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "元": "1"}
_CHINESE_NUMBER = re.compile(
    r"[〇零○元一二三四五六七八九十]{1,4}(?=[年月日号季旬])|(?<=[年月])[一二三四五六七八九十]{1,3}$"
)


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

    def checked(self, day: date) -> DateReading:
        """A full date; told when its year is not the campaign's (typing error, 5.6)."""
        return DateReading(day, Code.DATE_YEAR if self.year and day.year != self.year else None)

    def _number(self, number: float) -> DateReading:
        if not isfinite(number):
            return _UNREADABLE
        if int(number) in _SERIALS:
            return self.checked(_EPOCH + timedelta(days=int(number)))
        if number.is_integer() and 20000101 <= number <= 20991231:
            return self.read_text(str(int(number)))
        written = format(number, ".15g")
        month, _, day = written.partition(".")
        if len(day) == 1 and day in "123" and 1 <= int(number) <= 12:
            return DateReading(code=Code.DATE_AMBIGUOUS)  # 6.2 may have been typed as 6.20
        return self.read_text(written) if day and month.isdigit() else _UNREADABLE

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
    key = _bare(text)
    if _NO_DAY.fullmatch(key):
        return DateReading(code=Code.DATE_WORDS)
    for pattern, rule in _RULES:
        match = pattern.fullmatch(key)
        if match:
            return rule(reader, match.groups())
    span = _SPAN.fullmatch(key)
    return _last_day(reader, span[1], span[2]) if span else _UNREADABLE


_SPAN = re.compile(r"(.*?\d[日号]?)(?:至|到|[-—–~～]+)(.*\d[日号]?)")


def _last_day(reader: DateReader, first: str, last: str) -> DateReading:
    """``6月15日至20日`` is due on its last day; both ends must be days, in order."""
    start = reader.read_text(first)
    month = re.match(r"(?:\d{4}年)?\d{1,2}月", first)
    end = reader.read_text(f"{month[0]}{last}" if month and re.fullmatch(r"\d{1,2}[日号]", last) else last)
    return end if start.day and end.day and start.day <= end.day else _UNREADABLE


def _bare(text: str) -> str:
    """NFKC without spaces, time of day, leads and tails; Chinese numerals before 年月日 as digits."""
    key = squeeze(_TIME.sub("", unicodedata.normalize("NFKC", text).strip()))
    key = _LEAD.sub("", _CHINESE_NUMBER.sub(_digits, key))
    while (shorter := _TAIL.sub("", key)) != key and shorter:
        key = shorter
    return key


def _digits(match: re.Match[str]) -> str:
    written = match[0]
    if "十" not in written:
        return "".join(_NUMERALS[char] for char in written)
    tens, _, ones = written.partition("十")
    return str(int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0")))


def _serial(reader: DateReader, groups: Sequence[str | None]) -> DateReading:
    days = int(groups[0] or 0)
    return reader.checked(_EPOCH + timedelta(days=days)) if days in _SERIALS else _UNREADABLE


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


_Y = r"(?:(\d{4})年)?"
_RULES: Sequence[tuple[re.Pattern[str], _Rule]] = [
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"(\d{4})[年./\-,、](\d{1,2})[月./\-,、](\d{1,2})[日号]?", _ymd),
        (r"(20\d\d)(\d\d)(\d\d)", _ymd),
        (r"(\d{5})(?:\.\d+)?", _serial),
        (r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?", _ymd),
        (r"(\d{2})[./\-](\d{1,2})[./\-](\d{1,2})", _short_year),
        (r"(x)?(\d{1,2})[月./\-](\d{1,2})[日号]?", _ymd),
        (rf"{_Y}(\d{{1,2}})月份?(底|末|上旬|中旬|下旬)", _third),
        (r"(\d{4})[年./\-](\d{1,2})月?份?", _ym),
        (r"(x)?(\d{1,2})月份?", _ym),
        (r"(?:本|当|这个)?月(底|末|上旬|中旬|下旬)", _this_month),
        (r"(?:本月)?(\d{1,2})[日号]", _day_of_this_month),
        (rf"{_Y}第?([1-4])季度?[底末]?", _quarter),
        (rf"{_Y}([上下])半年[底末]?", _half),
        (r"(?:(\d{4})年?|今年|本年度?|年)(底|末|内|终)", lambda reader, groups: reader.day(groups[0], 12, 31)),
    )
]

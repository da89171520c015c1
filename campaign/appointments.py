"""When and where, as an office writes it: ``6月14日（周四）下午3点在中心三楼会议室``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from campaign.days import days_written
from campaign.numbers import narrowed

_DIGITS = "零一二三四五六七八九十"
_NUMERAL = rf"(?:\d{{1,2}}|[{_DIGITS}两]{{1,3}})"
_TIME = re.compile(
    rf"(?P<half>上午|早上|下午|晚上|晚|中午)?\s*(?P<hour>{_NUMERAL})\s*(?:[:时点]\s*(?P<minute>\d{{2}}|半|一刻|三刻)?\s*分?整?)"
    rf"(?!\s*[间候])"
)
_NEAR = re.compile(r"今[天日]|明[天日]|后[天日]")
_NEAR_DAYS = {"今": 0, "明": 1, "后": 2}
_WEEKDAY = re.compile(r"(?P<week>[本这下])?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_BARE_DAY = re.compile(r"(?<![\d月./-])(?P<day>\d{1,2})[日号](?!楼|路|线)")
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_AFTERNOON = frozenset({"下午", "晚上", "晚"})


#: 〔6月21日〕, filled in where our letter prints 〔日期〕; 〔2018〕 belongs to a document's number
_BLANK = re.compile(r"〔(?!20\d\d〕)([^〔〕]*)〕")


def filled_in(text: str) -> str:
    """A reply without the brackets in which our letters mark what is to be filled in."""
    return _BLANK.sub(r" \1 ", text)


@dataclass(frozen=True)
class Appointment:
    """A day with its local time; `rest`: what is written beside them, half-width."""

    day: date
    at: time
    rest: str


def appointment(text: str, today: date) -> Appointment | str:
    """The one day and time of a text, or a Chinese clause that says why there is none."""
    plain = narrowed(text)
    days = list(_days(plain, today))
    if not days:
        return "未写明日期"
    plain = _blanked(plain, [(start, end) for _, start, end in days])
    meant = {day for day, _, _ in days}
    if None in meant:
        return "所写日期不存在"
    times = [(match, _time(match)) for match in _TIME.finditer(plain)]
    found = {at for _, at in times}
    if not times:
        return "未写明时间"
    if len(meant) > 1 or len(found) > 1:
        return "写有多个日期或时间"
    (day,), (at,) = meant, found
    if day is None or at is None:
        return "时间不明，请写作“15:00”或“下午3点”"
    return Appointment(day, at, _blanked(plain, [match.span() for match, _ in times]))


def _days(text: str, today: date) -> Iterator[tuple[date | None, int, int]]:
    """Days with their places; a weekday beside a written day only confirms it."""
    written = [(one.day, one.start, one.end) for one in days_written(text, today)]
    weekdays = [(_weekday(match, today), *match.span()) for match in _WEEKDAY.finditer(text)]
    if written:
        yield from written
        for day, start, end in weekdays:
            same = any(known and day and known.weekday() == day.weekday() for known, _, _ in written)
            yield written[0][0] if same else day, start, end
        return
    near = [(today + timedelta(days=_NEAR_DAYS[match[0][0]]), *match.span()) for match in _NEAR.finditer(text)]
    bare = [(_of_month(int(match["day"]), today), *match.span()) for match in _BARE_DAY.finditer(text)]
    yield from (*near, *bare, *weekdays)


def _weekday(match: re.Match[str], today: date) -> date:
    """Of this week; without 本 or 下 the next such day from today on."""
    wanted = "一二三四五六日".index("日" if match["day"] == "天" else match["day"])
    monday = today - timedelta(days=today.weekday())
    if match["week"]:
        return monday + timedelta(days=wanted + (7 if match["week"] == "下" else 0))
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _of_month(day: int, today: date) -> date | None:
    """The 14th of this month, or of the next where it has passed."""
    first = today.replace(day=1)
    month = first if day >= today.day else (first + timedelta(days=32)).replace(day=1)
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> time | None:
    """None for what is no time, or may be of the morning or the afternoon: 3点."""
    hour, half = _number(match["hour"]), match["half"]
    minute = _MINUTES.get(match["minute"] or "") or int(match["minute"] or 0)
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 6):
        hour += 12
    elif half is None and hour < 7:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _number(digits: str) -> int:
    """12, 十二, 两."""
    if digits.isdigit():
        return int(digits)
    tens, ten, ones = digits.replace("两", "二").rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text

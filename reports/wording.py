"""How values read in a letter: dates, instants, lists of names, clean one-line text. Pure and tiny."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_REASON = re.compile(r"^(?:(?:退回|销号)?(?:的)?(?:原因|理由)\s*(?:是|为)?\s*[:：]\s*)+")
_HAN = "[\u3400-\u9fff“”《》〔〕]"
_NARROW = re.compile(f"(?<={_HAN})[,:;?!]|[,:;?!](?={_HAN})")
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_SERIAL = re.compile(r"(.*?)(\d+)")
_BRACKETS = re.compile(r"\(([^()]*)\)")


def long_day(day: date) -> str:
    """``2018年6月9日``, the form of a letter's date (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date | None) -> str:
    """``6月9日``; empty for no date."""
    return f"{day.month}月{day.day}日" if day else ""


def iso_day(day: date | None) -> str:
    """``2018-06-09``, as a sheet shows it; empty for no date."""
    return day.isoformat() if day else ""


def moment(at: datetime) -> str:
    """``6月8日18:00`` of a local instant."""
    return f"{short_day(at)}{at:%H:%M}"


def joined(names: Iterable[str]) -> str:
    """``甲、乙、丙``."""
    return "、".join(names)


def printable(text: str) -> str:
    """Text without the control characters that neither XML nor a mail can carry; line breaks stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Text for a subject or a heading: line breaks and control characters become single spaces."""
    return " ".join(_CONTROL.sub(" ", text.replace("\r", " ").replace("\t", " ")).split("\n")).strip()


def excerpt(text: str, width: int) -> str:
    """The beginning of a text on one line, at most `width` characters, with an ellipsis when it was longer."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def reason_alone(text: str) -> str:
    """A reason without the word 原因 or 理由 before it, which the letter says itself, in Chinese punctuation."""
    return chinese_marks(_REASON.sub("", text.strip()))


def chinese_marks(text: str) -> str:
    """Half-width ``,:;?!`` beside a Chinese character, and brackets, as Chinese marks: reading had narrowed them."""
    return _BRACKETS.sub(r"（\1）", _NARROW.sub(lambda mark: _WIDE[mark.group()], text))


def percent(value: float | None) -> str:
    """``71.2%``; a dash when there is nothing to divide by."""
    return "—" if value is None else f"{value:.1f}%"


def ranges(numbers: Iterable[str]) -> str:
    """Numbers in order, three or more in a row as a range: ``GJ2018-0001至GJ2018-0062、GJ2018-0064``."""
    runs: list[list[str]] = []
    for number in sorted(numbers):
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return joined(part for run in runs for part in ([f"{run[0]}至{run[-1]}"] if len(run) > 2 else run))


def _follows(before: str, after: str) -> bool:
    one, other = (_SERIAL.fullmatch(number) for number in (before, after))
    if one is None or other is None:
        return False
    return one[1] == other[1] and int(other[2]) == int(one[2]) + 1


def cut_off(at: datetime) -> str:
    """``6月29日24时`` for a local midnight, as reports close a day; otherwise ``6月29日17:00``."""
    if at.hour == at.minute == 0:
        return f"{short_day((at - timedelta(minutes=1)).date())}24时"
    return moment(at)

"""Several numbered problems in one cell (forms.md 5.6): ``1.`` ``1、`` ``（1）`` ``①`` ``一是`` and their like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"
_N = r"(\d{1,2})"
_C = f"(十[{_CHINESE[:9]}]|[{_CHINESE}])"
_ORDINALS = ("首先", "其次", "再次", "最后")
_YEAR = r"(?:19|20)\d\d年"


def _chinese(mark: str) -> int:
    return 10 + _CHINESE.index(mark[1]) + 1 if len(mark) > 1 else _CHINESE.index(mark) + 1


def _sign(mark: str) -> int:
    return int(unicodedata.numeric(mark, 0))


def _letter(mark: str) -> int:
    return ord(mark.upper()) - ord("A") + 1


def _ordinal(mark: str) -> int:
    return _ORDINALS.index(mark) + 1


@dataclass(frozen=True)
class _Style:
    """A way to number. `hard`: the mark at the start of a line or sentence; `soft`: in the middle of a line."""

    hard: re.Pattern[str]
    number: Callable[[str], int]
    soft: re.Pattern[str] | None = None


def _style(hard: str, number: Callable[[str], int], soft: str | None = "") -> _Style:
    return _Style(re.compile(hard), number, None if soft is None else re.compile(soft or hard))


_STYLES: Sequence[_Style] = (
    _style(
        rf"{_N}\s*(?:[.．](?!\d)[、]?|[.．、](?={_YEAR})|[、)）。]|[,，:：](?!\d))\s*",
        int,
        rf"(?<![（(\[【〔\d.．]){_N}(?:[.．、](?!\d)|[)）])\s*",
    ),
    _style(rf"{_N}[ \t　]+(?=[\u4e00-\u9fff])(?![号期楼栋幢个座区月日年亩公万元标层处条项家户米])", int, None),
    _style(rf"[（(\[【〔]\s*{_N}\s*[)）\]】〕][、.．]?\s*", int),
    _style(r"([①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩])[、.．]?\s*", _sign),
    _style(rf"{_C}是[：:，,]?\s*", _chinese),
    _style(rf"[第其]{_C}(?:(?:方面|个问题)?是?[，,、：:]|方面|个问题)\s*", _chinese),
    _style(rf"{_C}[、.．]\s*", _chinese, None),
    _style(rf"[（(]{_C}[)）][、.．]?\s*", _chinese),
    _style(rf"(?:问题|事项){_N}\s*[：:、.．]\s*", int),
    _style(rf"(?:问题|事项){_C}\s*[：:、.．]\s*", _chinese),
    _style(f"({'|'.join(_ORDINALS)})是?[，,：:、]?\\s*", _ordinal),
    _style(r"([A-Ha-h])[.．、)）]\s*(?=[\u4e00-\u9fff])", _letter, None),
)
_OPENS = "\n\r；;。：:，,！!"
#: how the first mark of any style begins, at a place where one may stand
_FIRST = re.compile(rf"(?:\A|[{_OPENS}])[ \t　\u00a0]*(?:[（(\[【〔]\s*|[第其]|问题|事项)?[0０]?[1１①⑴⒈❶㈠一首Aa]")
_CHARACTERS = re.compile(r"[\u4e00-\u9fff]")
_MIN_BETWEEN = 4  # Chinese characters before a mark in the middle of a line: ``①和②地块`` is no list
_NEAR = 40  # so far back they are looked for
_MOST = 99  # more are no problems but a text of another kind
#: made of nothing but the words that announce a list
_ANNOUNCES = re.compile(
    r"(?:该|本|项目|工程|目前|当前|主要|具体|还|仍|尚|现|存在|面临|需要?|请|有|的|和|及|为|是|以下|如下|下列|几|方面|问题|困难"
    r"|事项|原因|包括|情况|瓶颈|难点|堵点|协调|解决|[一二三四五六七八九十两\d]+[个项点]|[，,、\s])+[：:]"
)
_HEADING = re.compile(r"(?:(?<=[\n\r。；;])|^)[\s　]*([^\n\r。；;：:]{1,24}[：:])\s*$")


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    number: int


def split_problems(text: str) -> tuple[str, ...]:
    """Several numbered problems of one cell, without their marks; one alone comes back as it is.

    The outermost numbering counts. What stands before its first mark is repeated in each part, unless it only
    announces them (``存在以下问题：``); where the numbers begin anew, so does what is repeated.
    """
    if not _FIRST.search(text):
        return (text,)
    found = [marks for style in _STYLES if len(marks := _marks(text, style)) >= 2]
    if not found:
        return (text,)
    marks = min(found, key=lambda marks: marks[0].start)
    parts = tuple(_parts(text, marks))
    return parts if 1 < len(parts) <= _MOST else (text,)


def _marks(text: str, style: _Style) -> list[_Mark]:
    """The marks of one style that count 1, 2, 3, and perhaps again from 1."""
    marks: list[_Mark] = []
    position = 0
    while match := _next(text, style, position, marks):
        number = style.number(match[1])
        closes = match[1] == _ORDINALS[-1] and len(marks) > 1
        expected = marks[-1].number + 1 if marks else 1
        if number == expected or closes or (number == 1 and expected > 2 and _again(text, style, match.end())):
            marks.append(_Mark(match.start(), match.end(), number))
        position = match.end()
    return marks


def _next(text: str, style: _Style, position: int, marks: Sequence[_Mark]) -> re.Match[str] | None:
    """The next mark at a place where one may stand."""
    for match in style.hard.finditer(text, position):
        start = match.start()
        if _opens(text, start):
            return match
        soft = style.soft.match(text, start) if style.soft and marks else None
        if soft and len(_CHARACTERS.findall(text, max(marks[-1].end, start - _NEAR), start)) >= _MIN_BETWEEN:
            return soft
    return None


def _opens(text: str, place: int) -> bool:
    """Whether a line or a sentence begins at a place, blanks aside."""
    while place and text[place - 1] in " \t　\u00a0":
        place -= 1
    return place == 0 or text[place - 1] in _OPENS


def _again(text: str, style: _Style, position: int) -> bool:
    """Whether a 2 follows a 1 that begins anew."""
    following = (match for match in style.hard.finditer(text, position) if _opens(text, match.start()))
    return next((style.number(match[1]) == 2 for match in following), False)


def _parts(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    lead = _lead(text[: marks[0].start])
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        part = text[mark.end : after.start if after else len(text)]
        following = ""
        if after and after.number == 1:
            heading = _HEADING.search(part)
            following = _lead(heading[1]) if heading else ""
            part = part[: heading.start()] if heading else part
        part = part.strip().rstrip("；;").strip()
        if part:
            yield lead + part
        if after and after.number == 1:
            lead = following


def _lead(written: str) -> str:
    """What is repeated in each part: ``用地方面：``, but no mere announcement."""
    text = written.strip()
    return "" if _ANNOUNCES.fullmatch(text) or not _CHARACTERS.search(text) else text

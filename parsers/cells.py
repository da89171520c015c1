"""Cells that hold more than a word: money, telephones, lists of units, several problems (forms.md 5.1, 5.6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from campaign.text import squeeze
from campaign.vocabulary import is_blank

_WAN = {"亿元": 10000.0, "亿": 10000.0, "万元": 1.0, "万": 1.0, "元": 0.0001, "千元": 0.1, "百万元": 100.0}
_UNITS = "亿元|亿|百万元|万元|万|千元|元"
_MONEY = re.compile(
    rf"(?:约|共|总投资|计划投资|人民币|¥|￥)*(-?[\d,]+(?:\.\d+)?)(?:余|多|左右)?({_UNITS})?(?:人民币|左右|以上)?"
)
_MONEY_UNIT = re.compile("亿元|百万元|万元|千元|元")


def money_unit(label: str) -> str | None:
    """The unit named in a label or head line: ``总投资（亿元）`` → 亿元."""
    found = _MONEY_UNIT.search(squeeze(label))
    return found[0] if found else None


def money(text: str, unit: str | None) -> float | None:
    """An amount in 万元; `unit` holds where the cell names none (万元 if that is unknown too). None: not an amount."""
    match = _MONEY.fullmatch(squeeze(text))
    if not match:
        return None
    factor = _WAN[match[2] or unit or "万元"]
    return round(float(match[1].replace(",", "")) * factor, 6)


_NARROW = str.maketrans("０１２３４５６７８９－（）", "0123456789-()")
_POINT_ZERO = re.compile(r"(?<=\d)\.0+(?!\d)")
_FLOATED = re.compile(r"(?<![\d.])\d(?:\.\d+)?[Ee]\+?1[0-2](?!\d)")
_RUN = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?(\d[\d\-—–() （）]{5,18}\d)(?!\d)")
#: mobile, landline with area code and extension or without, service number
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}\d{7,8}(?:\d{1,4})?|\d{7,8}|400\d{7}")
_NO_DIGITS = re.compile(r"\D+")
_JOINT = re.compile(r"[/、,，;；\n或]|\s{2,}")


@dataclass(frozen=True)
class Phones:
    """Telephone numbers of a text as digits; `odd` are runs of digits that are none, `lost` those made 1.38E+10."""

    numbers: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def phones(text: str) -> Phones:
    """Mobile numbers (11 digits) and landlines (with or without area code) in a text."""
    numbers: list[str] = []
    odd: list[str] = []
    lost: list[str] = []
    rest = _FLOATED.sub(lambda match: _unfloat(match[0], lost), text) if "E" in text.upper() else text
    for piece in _JOINT.split(rest):
        for match in _RUN.finditer(squeeze_digits(piece)):
            for digits in _numbers(match[1]):
                (numbers if _is_phone(digits) else odd).append(digits)
    return Phones(tuple(dict.fromkeys(numbers)), tuple(odd), tuple(lost))


def squeeze_digits(text: str) -> str:
    """Full-width digits as ASCII, a trailing ``.0`` of a number gone; spaces kept, since they may part two numbers."""
    return _POINT_ZERO.sub("", text.translate(_NARROW))


def _unfloat(written: str, lost: list[str]) -> str:
    """1.3812345678E+10 still has its digits; 1.38E+10 has lost them."""
    digits = str(round(float(written)))
    if len(written.upper().split("E")[0].replace(".", "")) >= len(digits) - 1:
        return digits
    lost.append(written)
    return " "


def _numbers(run: str) -> list[str]:
    """Digits of a run; two numbers parted by a single space are two."""
    digits = _NO_DIGITS.sub("", run)
    if not _is_phone(digits):
        parts = [_NO_DIGITS.sub("", part) for part in run.split()]
        if len(parts) > 1 and all(map(_is_phone, parts)):
            return parts
    return [digits]


def _is_phone(digits: str) -> bool:
    return _PHONE.fullmatch(digits) is not None


_SEPARATORS = re.compile(r"[、，,/；;\n\r→|＋+]|->|—>")
_JOINED = re.compile(r"(?:以及|及|和|与|会同|会|并)")
_OFFICE_END = re.compile(
    r"(?:局|办|厅|委|部|院|政府|公司|集团|中心|大队|支队|管委会|镇|乡|街道|站|所|队|室|窗口|单位|银行|中介|业主|部门|机构)$"
)
_ROLE = re.compile(
    r"^(?:牵头单位|牵头|主办单位|主办|责任单位|配合单位|配合|协办单位|协办|由|请|需|报)[：:]?|等(?:部门|单位)?$"
)
_ROLE_NOTE = re.compile(r"[（(](牵头|主办|配合|协办|牵头单位|配合单位|主责)[）)]")


def units(text: str, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """Names of a list of units, lead first (5.1 row 14). `is_name` knows full names that contain 和 or 与."""
    if is_name(text.strip()):
        return (text.strip(),)
    names: list[str] = []
    lead: list[str] = []
    for piece in _SEPARATORS.split(text):
        for name in _parted(piece.strip(), is_name):
            role = _ROLE_NOTE.search(name)
            plain = _ROLE_NOTE.sub("", _ROLE.sub("", name)).strip(" 　。.：:")
            if is_blank(plain):
                continue
            (lead if role and role[1] in ("牵头", "主办", "牵头单位", "主责") else names).append(plain)
    return tuple(dict.fromkeys(lead + names))


def _parted(piece: str, is_name: Callable[[str], bool]) -> list[str]:
    """``住建局和林业局`` → two; ``发展和改革局`` stays one."""
    if is_name(piece):
        return [piece]
    for match in _JOINED.finditer(piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if left and right and (is_name(left) or _OFFICE_END.search(left)) and len(right) >= 2:
            return [left, *_parted(right, is_name)]
    return piece.split() if len(piece.split()) > 1 and all(map(_OFFICE_END.search, piece.split())) else [piece]


_BOX = "□☐○◯"
_TICK = "☑☒√✓✔■●"
_OPTION = re.compile(rf"([{_BOX}{_TICK}])?\s*([^{_BOX}{_TICK}\s、,，/;；]+)\s*")
_OPTION_BEFORE = re.compile(rf"([^{_BOX}{_TICK}\s、,，/;；（(]+)[（(]?\s*([{_BOX}{_TICK}])[）)]?")


def chosen(text: str) -> str:
    """The options ticked in a cell of little boxes: ``☑县级 □市级`` → 县级. Other texts come back as they are."""
    if not any(box in text for box in _BOX):
        return text
    if text.strip()[0] in _BOX + _TICK:
        ticked = [match[2] for match in _OPTION.finditer(text) if match[1] and match[1] in _TICK]
    else:
        ticked = [match[1] for match in _OPTION_BEFORE.finditer(text) if match[2] in _TICK]
    return "、".join(ticked)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_CHINESE = "一二三四五六七八九十"
_MARKERS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"(\d{1,2})\s*(?:[.．](?!\d)|、|[)）])\s*"), int),
    (re.compile(r"[（(]\s*(\d{1,2})\s*[)）][、.．]?\s*"), int),
    (re.compile(rf"([{_CIRCLED}])[、.．]?\s*"), lambda mark: _CIRCLED.index(mark) + 1),
    (re.compile(rf"([{_CHINESE}])是[：:，,]?\s*"), lambda mark: _CHINESE.index(mark) + 1),
    (re.compile(rf"[第其]([{_CHINESE}])[，,、：:]\s*"), lambda mark: _CHINESE.index(mark) + 1),
    (re.compile(rf"([{_CHINESE}])、\s*"), lambda mark: _CHINESE.index(mark) + 1),
    (re.compile(rf"[（(]([{_CHINESE}])[)）][、.．]?\s*"), lambda mark: _CHINESE.index(mark) + 1),
)
_FIRST_MARK = re.compile("[1１①一]")
_BEFORE_MARK = re.compile(r"(?:^|[\n\r；;。：:，,])[\s　]*$")


def split_problems(text: str) -> tuple[str, ...]:
    """Several numbered problems of one cell, without their marks; one alone comes back as it is.

    Marks stand at the start, on a new line or after a sentence, and count 1, 2, 3. What stands before the first
    is repeated in each part, unless it only announces them (``存在以下问题：``).
    """
    for pattern, number in _MARKERS if _FIRST_MARK.search(text) else ():
        marks = _counted(text, pattern, number)
        if len(marks) >= 2:
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            lead = text[: marks[0].start()].strip()
            lead = "" if lead.endswith(("：", ":")) else lead
            return tuple(
                lead + text[mark.end() : end].strip().rstrip("；;") for mark, end in zip(marks, ends, strict=True)
            )
    return (text,)


def _counted(text: str, pattern: re.Pattern[str], number: Callable[[str], int]) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if number(match[1]) == len(marks) + 1 and _BEFORE_MARK.search(text[: match.start()]):
            marks.append(match)
    return marks

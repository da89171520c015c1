"""Problem numbers as people write them: `GJ2018-0003、0007-0010`, `gj2018—12号`, `７－９号`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

_DASH = "[-—–−~至到]"
_JOIN = r"[、,，和及与;；\s]"
_NOT_A_DATE = r"(?!\d)(?!\s*[-年./]\s*\d{1,2}(?!\d))(?!\s*(?:[月日个]|:\s*\d))"
#: after 号 follows what makes it a road, a building, a day: 3号路, 12号楼, 20号前
_NOT_A_PLACE = (
    r"(?!\s*(?:路|街|线|楼|地块|桥|井|机|站|泵|门|厂|矿|文|令|公告|之?前|以前|左右|起|当[天日]|[上下]午|晚|早))"
)
#: how many short numbers a list may have before its 号
_LONGEST = 50
#: what may stand before and after a number that is written without its prefix
_LEAD = (
    r"(?:(?<![\w〔\[【〕\]%％‰.．\-—/／])|(?<=[和及与除对将把第])"
    r"|(?<=关于|其中|编号|问题|恢复|退回|销号|上报|提级|延期|撤回|改派|合并|拆分))"
)
_TAIL = (
    r"(?=\s*(?:$|[^\w\s]|[、和及与至到已正的均都现也还尚未非不暂需应由因可请为经拟将等退延提恢撤改合同申恳建取目预问事办外])"
    r"|\s+\S)"
)


#: 惠林〔2018〕12号、13号: numbers of documents, not of problems
_DOCUMENT = re.compile(
    rf"[〔\[（(【]\s*20\d{{2}}\s*[〕\]）)】]\s*第?\s*\d+\s*号?(?:\s*(?:{_JOIN}|{_DASH})\s*\d+\s*号)*"
)


@dataclass(frozen=True)
class Found:
    """Numbers named in one place of a text. `start` and `end` are positions in the text as it was given."""

    numbers: tuple[str, ...]
    start: int
    end: int


def narrowed(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones, character by character: positions stay the same."""
    return "".join(map(_narrow, text))


@lru_cache(maxsize=8192)
def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


@lru_cache
def _pattern(prefix: str, width: int) -> re.Pattern[str]:
    """A full number, then a list or range: of numbers with all their digits, or of short ones closed by 号."""
    head = re.escape(prefix.rstrip("-"))
    step = rf"\s*(?:{_JOIN}+|{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?"
    whole = rf"{step}\d{{{width}}}{_NOT_A_DATE}(?:\s*号)?"
    short = rf"(?:{step}\d{{1,{width}}}(?!\d)){{1,{_LONGEST}}}\s*号{_NOT_A_PLACE}"
    return re.compile(
        rf"{head}\s*{_DASH}?\s*(?P<first>\d{{1,6}})(?:\s*号)?(?P<more>(?:{whole}|{short})*)", re.IGNORECASE
    )


@lru_cache
def _bare_pattern(prefix: str, width: int) -> re.Pattern[str]:
    """Numbers without the prefix: with all their digits and a leading zero or 号, or short ones closed by 号."""
    step = rf"\s*(?:{_JOIN}+|{_DASH})\s*"
    end = rf"{_NOT_A_DATE}(?![-—]\d{{{width + 1}}})"
    whole = rf"(?:0\d{{{width - 1}}}(?:\s*号)?|\d{{{width}}}\s*号){end}{_NOT_A_PLACE}"
    short = rf"\d{{1,{width}}}(?:{step}\d{{1,{width}}}){{0,{_LONGEST}}}\s*号{_NOT_A_PLACE}"
    one = rf"(?:{whole}|{short}){_TAIL}"
    return re.compile(rf"{_LEAD}(?P<more>{one}(?:{step}{one})*)")


@lru_cache
def _following(prefix: str) -> re.Pattern[str]:
    head = re.escape(prefix.rstrip("-"))
    return re.compile(
        rf"(?P<sep>(?:{_JOIN}|号)+|号?\s*{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?(?P<n>\d{{1,6}})", re.IGNORECASE
    )


def places(text: str, prefix: str, width: int, known: bool = False, among: Collection[str] = ()) -> list[Found]:
    """Where the text names numbers, in order.

    Lists and ranges continue a full number (``GJ2018-0003、0007-0010``, ``GJ2018-0003、5、7—9号``); a bare digit
    string, a date or a time is never a number. `known`: it is clear which series is meant, because a full number
    stands before the text or the letter answered is about one; then ``0012`` and ``7—9号`` are numbers, too, and in
    the text itself they are after the first full one. With `among`, one that has not all its digits must be one of
    these, or it may be a line of a list.
    """
    plain = narrowed(text)
    full = [
        (match.start(), match.end(), _named(match["first"] + match["more"], prefix, width))
        for match in _pattern(prefix, width).finditer(plain)
    ]
    first = full[0][1] if full else len(plain)
    documents = [match.span() for match in _DOCUMENT.finditer(plain)]
    blank = _blanked(plain, [*documents, *((start, end) for start, end, _ in full)])
    bare = [
        (match.start("more"), match.end("more"), _named(match["more"], prefix, width))
        for match in _bare_pattern(prefix, width).finditer(blank, 0 if known else first)
    ]
    clear = [
        one
        for one in bare
        if not among or one[0] > first or _all_digits(plain[one[0] : one[1]], width) or set(one[2]) <= set(among)
    ]
    return [Found(numbers, start, end) for start, end, numbers in sorted(full + clear)]


def _all_digits(written: str, width: int) -> bool:
    return all(len(digits) == width for digits in re.findall(r"\d+", written))


def blanked(text: str, found: list[Found]) -> str:
    """The text with spaces in the place of its numbers: positions stay the same."""
    return _blanked(text, [(one.start, one.end) for one in found])


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def find_numbers(text: str, prefix: str, width: int) -> tuple[tuple[str, ...], str]:
    """Numbers named in the text, in order and without repeats, and the text, half-width, without them."""
    found = places(text, prefix, width)
    numbers = tuple(dict.fromkeys(number for one in found for number in one.numbers))
    return numbers, " ".join(blanked(narrowed(text), found).split())


def _named(written: str, prefix: str, width: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{prefix}{n:0{width}d}" for n in _expand(written, prefix)))


def _expand(written: str, prefix: str) -> list[int]:
    first = re.match(r"\d+", written)
    assert first is not None
    numbers = [int(first[0])]
    for step in _following(prefix).finditer(written, first.end()):
        n = int(step["n"])
        is_range = bool(re.search(_DASH + r"\s*$", step["sep"])) and numbers[-1] < n < numbers[-1] + 500
        numbers.extend(range(numbers[-1] + 1, n + 1) if is_range else [n])
    return numbers

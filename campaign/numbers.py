"""Problem numbers as people write them: `GJ2018-0003、0007-0010`, `gj2018—12号`, `７－９号`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASH = "[-—–−~至到]"
_JOIN = r"[、,，和及与;；\s]"
_NOT_A_DATE = r"(?!\d)(?!\s*[-年./]\s*\d{1,2}(?!\d))(?!\s*[月日个:])"


@lru_cache
def _pattern(prefix: str, width: int) -> re.Pattern[str]:
    """A full number, then a list or range: of numbers with all their digits, or of short ones closed by 号."""
    head = re.escape(prefix.rstrip("-"))
    step = rf"\s*(?:{_JOIN}+|{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?"
    whole = rf"{step}\d{{{width}}}{_NOT_A_DATE}(?:\s*号)?"
    short = rf"(?:{step}\d{{1,{width}}}(?!\d))+\s*号"
    return re.compile(
        rf"{head}\s*{_DASH}?\s*(?P<first>\d{{1,6}})(?:\s*号)?(?P<more>(?:{whole})*(?:{short})?)", re.IGNORECASE
    )


@lru_cache
def _following(prefix: str) -> re.Pattern[str]:
    head = re.escape(prefix.rstrip("-"))
    return re.compile(rf"(?P<sep>{_JOIN}+|{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?(?P<n>\d{{1,6}})", re.IGNORECASE)


def find_numbers(text: str, prefix: str, width: int) -> tuple[tuple[str, ...], str]:
    """Numbers named in the text, in order and without repeats, and the text without them.

    Lists and ranges continue a full number (``GJ2018-0003、0007-0010``, ``GJ2018-0003、5、7—9号``); a bare digit
    string, a date or a time is never a number.
    """
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, None] = {}
    for match in _pattern(prefix, width).finditer(plain):
        found.update(dict.fromkeys(f"{prefix}{n:0{width}d}" for n in _expand(match, prefix)))
    return tuple(found), _pattern(prefix, width).sub(" ", plain).strip()


def _expand(match: re.Match[str], prefix: str) -> list[int]:
    numbers = [int(match["first"])]
    for step in _following(prefix).finditer(match["more"]):
        n = int(step["n"])
        is_range = bool(re.fullmatch(_DASH, step["sep"].strip() or " ")) and numbers[-1] < n < numbers[-1] + 500
        numbers.extend(range(numbers[-1] + 1, n + 1) if is_range else [n])
    return numbers

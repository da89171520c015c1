"""Problem numbers as people write them: `GJ2018-0003、0007-0010`, `gj2018—12号`, `７－９号`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASH = "[-—–−~至到]"
_JOIN = r"[、,，和及与;；\s]"


@lru_cache
def _pattern(prefix: str) -> re.Pattern[str]:
    head = re.escape(prefix.rstrip("-"))
    first = rf"{head}\s*{_DASH}?\s*(?P<first>\d{{1,6}})(?:\s*号)?"
    further = rf"\s*(?:{_JOIN}+|{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?\d{{1,4}}(?!\d|[年月日个./])(?:\s*号)?"
    return re.compile(rf"{first}(?P<more>(?:{further})*)", re.IGNORECASE)


@lru_cache
def _following(prefix: str) -> re.Pattern[str]:
    head = re.escape(prefix.rstrip("-"))
    return re.compile(rf"(?P<sep>{_JOIN}+|{_DASH})\s*(?:{head}\s*{_DASH}?\s*)?(?P<n>\d{{1,4}})", re.IGNORECASE)


def find_numbers(text: str, prefix: str, width: int) -> tuple[tuple[str, ...], str]:
    """Numbers named in the text, in order and without repeats, and the text without them.

    Lists and ranges continue a full number (``GJ2018-0003、0007-0010``); a bare digit string is never a number.
    """
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, None] = {}
    for match in _pattern(prefix).finditer(plain):
        found.update(dict.fromkeys(f"{prefix}{n:0{width}d}" for n in _expand(match, prefix)))
    return tuple(found), _pattern(prefix).sub(" ", plain).strip()


def _expand(match: re.Match[str], prefix: str) -> list[int]:
    numbers = [int(match["first"])]
    for step in _following(prefix).finditer(match["more"]):
        n = int(step["n"])
        is_range = bool(re.fullmatch(_DASH, step["sep"].strip() or " ")) and numbers[-1] < n < numbers[-1] + 500
        numbers.extend(range(numbers[-1] + 1, n + 1) if is_range else [n])
    return numbers

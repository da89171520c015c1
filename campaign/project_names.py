"""How the written names of projects are compared: what in a name is only writing, and what tells two projects apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from campaign.text import essence

_FILLER = re.compile("项目|工程|建设")
_LEAD = re.compile("^关于(?:申请|请求|要求|恳请)?(?:协调|解决)*")
_TAIL = re.compile("的?(?:有关|相关|若干)?(?:问题|事宜|事项|情况)(?:的(?:请示|报告|函))?$")
_NUMERAL = re.compile("[零〇一二三四五六七八九十]+")
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_ROMAN = re.compile("(?<![a-z])(?:iv|vi{0,3}|i{1,3})(?![a-z])")
_ROMANS = {roman: str(value) for value, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"), 1)}
_STAGE = re.compile("第?(\\d{1,2}|首|[a-e])(期|标段|标(?!准))|标段?(\\d{1,2}|[a-e])(?![\\da-z])")

#: a name that has one of these more than another is a different project: numbers, sides, sizes, kinds of place and work
_TELLING = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyz东南西北中上下左右前后内外新旧老大小高低正副首末主次总分甲乙丙丁"
    "镇乡村街区县市省扩改迁续非不"
)


@dataclass(frozen=True)
class Naming:
    """How a campaign compares names. `county`: written or left out before a name; `places`: towns, without 镇.

    `score` and `margin` (0-1): a likeness is accepted from `score` on, when the next project is `margin` below.
    """

    county: str = ""
    places: frozenset[str] = frozenset()
    score: float = 0.90
    margin: float = 0.06

    @cached_property
    def _county(self) -> re.Pattern[str]:
        stem = re.escape(self.county.removesuffix("县"))
        names = (f"{stem}县", stem) if stem else ()
        return re.compile(f"^(?:\\w{{2,3}}省)?(?:\\w{{2,3}}市)?(?:{'|'.join((*names, '[我本]?县'))})(?=\\w{{2}})")

    @cached_property
    def _places(self) -> re.Pattern[str] | None:
        longest_first = sorted(map(re.escape, self.places), key=lambda place: (-len(place), place))
        return re.compile(f"({'|'.join(longest_first)})(?:镇|乡|街道)?") if longest_first else None

    def read(self, name: str) -> Name:
        """The parts of a name that count."""
        return _read(self, name)


@dataclass(frozen=True)
class Name:
    """`core`: without what is only writing (项目, 工程, 建设, the county, punctuation); `stages`: its 期 and 标段."""

    core: str
    stages: frozenset[str]
    places: frozenset[str]

    def may_be(self, other: Name) -> bool:
        """Whether the two can be one project by a slip of the pen: characters lost, none of them telling.

        A different character in the place of another may be another village, school or building: 东岭, 东桥.
        """
        if self.stages != other.stages or self.places != other.places:
            return False
        shorter, longer = sorted((self.core, other.core), key=len)
        lost = Counter(longer) - Counter(shorter)
        return Indel.distance(shorter, longer) == lost.total() and not _TELLING & lost.keys()


def core_name(name: str) -> tuple[str, frozenset[str]]:
    """A name without what is only writing, and apart its 期 and 标段; equal names are one project's."""
    read = Naming().read(name)
    return read.core, read.stages


@lru_cache(maxsize=16384)
def _read(naming: Naming, name: str) -> Name:
    text = _ROMAN.sub(lambda match: _ROMANS[match[0]], essence(name))
    text = _TAIL.sub("", _LEAD.sub("", text))
    text = _NUMERAL.sub(lambda match: _number(match[0]), text)
    stages = frozenset(_stage(match) for match in _STAGE.finditer(text))
    core = naming._county.sub("", _FILLER.sub("", _STAGE.sub("", text)))
    pattern = naming._places
    if pattern is None:
        return Name(core, stages, frozenset())
    return Name(pattern.sub(r"\1", core), stages, frozenset(pattern.findall(core)))


def _number(numeral: str) -> str:
    """``十二`` → 12, ``二十`` → 20, ``一二`` → 12."""
    tens, ten, ones = numeral.rpartition("十")
    digits = "".join(_DIGITS.get(char, "") for char in (tens or "一" if ten else "") + ones)
    return digits + "0" if ten and not ones else digits


def _stage(match: re.Match[str]) -> str:
    which = (match[1] or match[3]).replace("首", "1")
    return which + ("期" if match[2] == "期" else "标")

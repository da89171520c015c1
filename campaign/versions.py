"""Which of two versions of a unit's sheet is the newer one, and whether a mail brings all of it or a supplement.

Units say so in many ways: ``V2``, 第二稿, 修改版, 最终版, 以此为准, a date or ``(1)`` in the name of the file. Where
they do not, the mail's own date decides (A20).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from campaign.text import simplified

#: a mail's own date is believed when it is at most so long before its arrival
BELIEVED = timedelta(days=7)

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)}
_N = r"(\d{1,2}|[一二三四五六七八九十])"
_NUMBERED = re.compile(
    rf"(?<![a-z])v(?:er(?:sion)?)?[.\s_-]*(\d{{1,2}})(?!\d)|第{_N}(?:稿|版|次(?:报送|上报|修改|修订|更新|更正|调整))|"
    rf"(?:修改|修订|更新|更正|调整)(?:版|稿|件)?[（(]?{_N}(?![\d月日年.])"
)
_FINAL = re.compile(
    r"最终|最后(?:一版|版|稿)|定稿|终稿|正式(?:版|稿|上报)|以(?:此|本|该|这|最新|新|现)[^，。；,;]{0,8}为准"
)
_CHANGED = re.compile(r"修改|修订|更正|更新|改正|订正|勘误|调整后|重新(?:报送|上报|填报|提交)|重报|新版|改版")
_COPIED = re.compile(r"[（(](\d{1,2})[)）]$")
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
_DAY = (
    re.compile(r"(?<!\d)(20\d{2})[-_./年]?(0?[1-9]|1[0-2])[-_./月]?(0?[1-9]|[12]\d|3[01])日?+(?![\d:：前])"),
    re.compile(r"(?<![\d.])()(0?[1-9]|1[0-2])[./月-](0?[1-9]|[12]\d|3[01])日?+(?![\d.:：前亩公])"),
    re.compile(r"(?<!\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_MORE = re.compile(
    r"补充(?!完善|材料|修改|说明|意见|佐证)|补报|补填|补录|增报|增补|追加报送|续报|漏报|漏填|遗漏|"
    r"新增(?:的)?(?:\d+|[一二三四五六七八九十两])?(?:个|条|项)?问题|另(?:有|报|附|增|行)|再报"
)

#: without any mark, changed, final
_PLAIN, _REVISED, _LAST = 0, 1, 2


@dataclass(frozen=True)
class Version:
    """When a sheet was written and what it says of itself. `number`: V2 → 2; `copy`: ``(1)`` → 1."""

    written: datetime
    number: int | None = None
    day: date | None = None
    rank: int = _PLAIN
    copy: int = 0

    def is_older_than(self, other: Version) -> bool:
        """By the numbers where both have one, else by the days in the names, else by when they were written."""
        if self.number is not None and other.number is not None and self.number != other.number:
            return self.number < other.number
        if self.day and other.day and self.day != other.day:
            return self.day < other.day
        return (self.written, self.rank, self.copy) < (other.written, other.rank, other.copy)

    def data(self) -> dict[str, Any]:
        """As JSON values, to be stored in an event."""
        return {**asdict(self), "written": self.written.isoformat(), "day": self.day and self.day.isoformat()}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Version:
        day = date.fromisoformat(data["day"]) if data["day"] else None
        return cls(**{**data, "written": datetime.fromisoformat(data["written"]), "day": day})


def written_at(dated: datetime | None, received: datetime) -> datetime:
    """When a mail was written: its own date, unless a wrong clock set it; else its arrival."""
    if dated is None or dated.tzinfo is None or not received - BELIEVED <= dated <= received:
        return received
    return dated


def version(written: datetime, year: int, name: str, subject: str = "") -> Version:
    """The version of a file by its name, and where its name says nothing by the subject of its mail."""
    marked = _marked(Version(written), year, name)
    return marked if marked != Version(written) else _marked(marked, year, subject)


def _marked(plain: Version, year: int, words: str) -> Version:
    text = _EXTENSION.sub("", simplified(words).casefold())
    number = _NUMBERED.search(text)
    copy = _COPIED.search(text)
    rank = _LAST if _FINAL.search(text) else _REVISED if _CHANGED.search(text) else _PLAIN
    return replace(
        plain,
        number=_to_int(next(filter(None, number.groups()))) if number else None,
        day=_day(text, year),
        rank=rank,
        copy=int(copy[1]) if copy else 0,
    )


def _to_int(digit: str) -> int:
    return int(digit) if digit.isdigit() else _DIGITS[digit]


def _day(text: str, year: int) -> date | None:
    found = next(filter(None, (pattern.search(text) for pattern in _DAY)), None)
    if found is None:
        return None
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:  # 31 June is no day
        return None


def brings_more(*words: str) -> bool:
    """Whether a mail says that it adds to what was reported: 补充报送, 另有两个问题. What replaces it adds nothing."""
    return any(_MORE.search(simplified(text)) for text in words) and not replaces(*words)


def replaces(*words: str) -> bool:
    """Whether a mail says that it takes the place of what was reported: 以此为准, 最终版, 修改版, V2."""
    return any(
        pattern.search(simplified(text).casefold()) for text in words for pattern in (_FINAL, _CHANGED, _NUMBERED)
    )

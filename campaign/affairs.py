"""Affairs 事项 of the offices beside the problems: append-only acts are the truth, an affair is what its acts say.

督办 (D54), 联审联办 (D53), 专项督查 (D71), 通报 (D73), 整改 (D74), 台账批次 (D61-D63), 更正 (M24), and the
前期准备情况 of a project's matter (D66). What the acts of a sort mean is the business of that sort's own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Sort(StrEnum):
    """What an affair is."""

    SUPERVISION = "supervision"  # 督办 M17
    REVIEW = "review"  # 联审联办 M13
    INSPECTION = "inspection"  # 专项督查 M19
    CIRCULAR = "circular"  # 通报 M22
    RECTIFICATION = "rectification"  # 整改 M23
    BATCH = "batch"  # 台账批次 M18
    CORRECTION = "correction"  # 更正 M24
    PREPARATION = "preparation"  # 前期准备情况 F5: key is project code and matter


#: the letters of the token that stands at the end of a subject: ``[DB-003]``
SERIES: Mapping[Sort, str] = {
    Sort.SUPERVISION: "DB",
    Sort.REVIEW: "LS",
    Sort.INSPECTION: "DC",
    Sort.CIRCULAR: "TB",
    Sort.RECTIFICATION: "ZG",
    Sort.BATCH: "TZ",
    Sort.CORRECTION: "GZ",
}
_SORTS = {letters: sort for sort, letters in SERIES.items()}
_TOKEN = re.compile(rf"\[({'|'.join(_SORTS)})-0*([1-9]\d*)\]\s*$")


@dataclass(frozen=True)
class Act:
    """One thing that happened to one affair: `kind` is its sort's word (``issued``, ``answered``). `data` is JSON.

    `actor` is a unit code or ``system``; `message_id` the mail that caused it.
    """

    sort: Sort
    key: str
    kind: str
    at: datetime
    actor: str
    message_id: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True)
class Affair:
    """The acts of one affair, oldest first; there is at least one."""

    sort: Sort
    key: str
    acts: tuple[Act, ...]

    def all(self, kind: str) -> tuple[Act, ...]:
        """Its acts of a kind, oldest first."""
        return tuple(act for act in self.acts if act.kind == kind)

    def last(self, kind: str) -> Act | None:
        """Its newest act of a kind."""
        return next((act for act in reversed(self.acts) if act.kind == kind), None)


@dataclass(frozen=True)
class Affairs:
    """All affairs of a campaign, by sort and key, in the order in which they began."""

    known: Mapping[tuple[Sort, str], Affair] = field(default_factory=dict)

    @classmethod
    def fold(cls, acts: Iterable[Act]) -> Affairs:
        grouped: dict[tuple[Sort, str], list[Act]] = {}
        for act in acts:
            grouped.setdefault((act.sort, act.key), []).append(act)
        return cls({(sort, key): Affair(sort, key, tuple(own)) for (sort, key), own in grouped.items()})

    def of(self, sort: Sort) -> Iterator[Affair]:
        return (affair for affair in self.known.values() if affair.sort is sort)

    def find(self, sort: Sort, key: str) -> Affair | None:
        return self.known.get((sort, key))


def token(sort: Sort, key: str) -> str:
    """``DB-003`` of 督办第3号: what stands in brackets at the end of the subject of its letters."""
    return f"{SERIES[sort]}-{int(key):03}"


def named_by(subject: str) -> tuple[Sort, str] | None:
    """The affair whose token ends a subject."""
    match = _TOKEN.search(subject)
    return (_SORTS[match[1]], match[2]) if match else None

"""What changed since the last digest: events, by kind, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.events import Event, Kind
from campaign.problem import Problem
from reports.wording import joined, one_line, ranges

#: events a digest tells; the others are steps inside one of these
_WORDS: Mapping[Kind, str] = {
    Kind.REGISTERED: "登记挂号",
    Kind.MERGED: "合并",
    Kind.ASSIGNED: "交办",
    Kind.HANDED_BACK: "退回，待改派",
    Kind.PROGRESSED: "反馈进展",
    Kind.OWNER_ASKED: "催请业主补件",
    Kind.OWNER_REPORTED: "业主报送前期准备情况",
    Kind.RAISED: "提级为县级协调",
    Kind.MEETING_SET: "确定县级会议时间",
    Kind.CONFERRED: "会商（会议）形成意见",
    Kind.PROPOSED: "列入拟上报",
    Kind.ESCALATED: "已上报",
    Kind.SENT_BACK: "退回继续办理",
    Kind.ANSWERED: "上级已批复或答复",
    Kind.CLOSE_REQUESTED: "申请销号",
    Kind.CLOSED: "已对号销号",
    Kind.REOPENED: "恢复办理",
    Kind.WITHDRAWN: "撤回",
    Kind.REJECTED: "不予受理",
    Kind.CARRIED: "转后续跟踪",
    Kind.DUE_CHANGED: "调整办理时限",
    Kind.SUPERVISED: "督办、督办反馈或办结",
}


@dataclass(frozen=True)
class Change:
    """`numbers`: the numbers concerned, or the projects of rows that have none."""

    what: str
    count: int
    numbers: str


def changes(events: Iterable[Event], problems: Mapping[int, Problem]) -> tuple[Change, ...]:
    """Events told by kind, in the order of a problem's life; `problems` by entry, as they are now."""
    entries: dict[Kind, dict[int, Problem]] = {kind: {} for kind in _WORDS}
    for event in events:
        if event.kind in entries and event.entry in problems:
            entries[event.kind][event.entry] = problems[event.entry]
    return tuple(_change(kind, list(found.values())) for kind, found in entries.items() if found)


def _change(kind: Kind, found: list[Problem]) -> Change:
    numbers = ranges(p.number for p in found if p.number)
    projects = dict.fromkeys(one_line(p.report.project_name) for p in found if not p.number)
    return Change(_WORDS[kind], len(found), joined(filter(None, [numbers, *projects])))

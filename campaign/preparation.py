"""前期准备情况 (F5): what an owner reports of a matter of its project, and how it agrees with the ledger (D66, D67).

An affair of the sort PREPARATION for each project and matter, an act for each change. What an owner reports changes no
number: to the responsible unit it is a suggestion, to the offices a contradiction 口径不一致 where there is one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.campaign import Campaign
from campaign.problem import OWNER, Problem, State
from campaign.text import essence

REPORTED = "reported"
OBTAINED, HANDED_IN, TAKEN_IN = "已取得", "已报送", "已受理"
_NOT_BEGUN = frozenset({"未启动", "编制中"})
_DAYS = ("planned_on", "obtained_on")
#: what ends the name of a matter without being part of it
_ENDING = re.compile(r"(?:(?:的)?(?:审批|审核|审查|核准|批复|许可|手续|办理|报批|申请|同意书?|意见书?))+$")
_NOT_TAKEN_IN = re.compile(r"(?:未|没有)(?:收到|收件|受理|报送|提交|报来)|不予受理")


@dataclass(frozen=True)
class Preparation:
    """One row of F5; `project` is a code of the catalogue, `status` one of the form's."""

    project: str
    matter: str
    status: str
    planned_on: date | None = None
    obtained_on: date | None = None
    document: str = ""
    missing: str = ""
    intermediary: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Of its affair: the project's code and the matter, however that is punctuated."""
        matter = essence(self.matter)
        short = matter if len(matter) <= 32 else hashlib.sha256(matter.encode()).hexdigest()[:32]
        return f"{self.project}/{short}"

    @property
    def stored(self) -> dict[str, Any]:
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Preparation:
        known = {field.name: data[field.name] for field in fields(cls)}
        return cls(**{**known, **{key: known[key] and date.fromisoformat(known[key]) for key in _DAYS}})


def newest(affair: Affair | None) -> Preparation | None:
    """What the owner reported last of the matter."""
    act = affair.last(REPORTED) if affair else None
    return Preparation.of(act.data) if act else None


def is_late(campaign: Campaign, told: Preparation, arrived: datetime) -> bool:
    """实时 (A5): what was obtained during the campaign is reported on the day itself, before office hours end."""
    day = told.obtained_on
    if day is None or day < campaign.settings.campaign.starts:
        return False
    due = campaign.calendar.next_working_day(day)
    return arrived > campaign.calendar.instant(due, campaign.settings.clocks.day_ends)


def is_about(problem: Problem, matter: str) -> bool:
    """Whether the problem is about the matter: by its 审批事项, and where it has none by the words of its text."""
    name = _name(matter)
    if len(name) < 2:
        return False
    if problem.report.matter:
        other = _name(problem.report.matter)
        return len(other) >= 2 and (name in other or other in name)
    return name in essence(problem.report.problem)


def _name(matter: str) -> str:
    text = essence(matter)
    return _ENDING.sub("", text) or text


def concerned(problems: Iterable[Problem], told: Preparation) -> list[Problem]:
    """The numbers that the report is about."""
    return [p for p in problems if p.number and p.project_code == told.project and is_about(p, told.matter)]


def suggestion(told: Preparation, problem: Problem) -> str | None:
    """What the responsible unit may make of the report; None where there is nothing to do (D67)."""
    if not problem.is_open or problem.state is State.CLOSE_REQ:
        return None
    if told.status == OBTAINED:
        proof = "，".join(filter(None, (_day(told.obtained_on), told.document)))
        return f"业主报告“{told.matter}”已取得{f'（{proof}）' if proof else ''}，请核实；属实且问题已解决的，请申请销号"
    if told.status in {HANDED_IN, TAKEN_IN} and problem.waiting_on == OWNER:
        return f"业主报告“{told.matter}”{told.status}，请核实；材料已齐的，请继续办理"
    return None


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


@dataclass(frozen=True)
class Conflict:
    """口径不一致: what the owner reports of a matter and how the number stands; `since` when the one met the other."""

    problem: Problem
    told: Preparation
    since: datetime


def conflicts(affairs: Affairs, problems: Iterable[Problem]) -> Iterator[Conflict]:
    """Owners' reports that contradict the ledger, in the order in which their matters were first reported."""
    counted = [p for p in problems if p.counts]
    for affair in affairs.of(Sort.PREPARATION):
        act = affair.last(REPORTED)
        told = newest(affair)
        for problem in concerned(counted, told) if told and act else ():
            if told and act and contradicts(told, problem):
                yield Conflict(problem, told, max(filter(None, (act.at, problem.ended_at))))


def contradicts(told: Preparation, problem: Problem) -> bool:
    """Obtained, while the number is being worked on; not begun, while it is closed; handed in, while none has come."""
    if told.status == OBTAINED:
        return problem.is_open and problem.state is not State.CLOSE_REQ
    if told.status in _NOT_BEGUN:
        return problem.state is State.CLOSED
    said = _NOT_TAKEN_IN.search(problem.opinion or "")
    return told.status in {HANDED_IN, TAKEN_IN} and problem.is_open and said is not None


def obtained_nodes(campaign: Campaign, affairs: Affairs) -> frozenset[tuple[str, int]]:
    """Project code and number of the nodes whose matter is reported obtained: nobody is reminded of them."""
    told = [told for affair in affairs.of(Sort.PREPARATION) if (told := newest(affair)) and told.status == OBTAINED]
    return frozenset(
        (node.project_code, node.no)
        for one in told
        for node in campaign.catalogue.nodes_of(one.project)
        if _name(one.matter) == _name(node.name)
    )


def reported(told: Preparation, unit: str, at: datetime, message_id: str, *, late: bool) -> Act:
    """The act that keeps the report."""
    return Act(Sort.PREPARATION, told.key, REPORTED, at, unit, message_id, {**told.stored, "late": late})


def changed(before: Preparation, now: Preparation, labels: Mapping[str, str]) -> Collection[tuple[str, str, str]]:
    """(label, before, now) of every field that is another."""
    old, new = before.stored, now.stored
    return [(labels[key], old[key] or "", new[key] or "") for key in labels if (old[key] or "") != (new[key] or "")]

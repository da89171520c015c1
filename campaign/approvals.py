"""项目审批服务台账 (D59): each project's approval matters with their status, day and problem numbers, joined.

Matters come from the node plan, from what owners report of their preparation (F5, D67), and from the problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from campaign.affairs import Affairs, Sort
from campaign.campaign import Campaign
from campaign.catalogue import Node, Project
from campaign.milestones import is_done
from campaign.problem import Problem
from campaign.text import essence

#: what ends the name of a matter without being part of it
_ENDING = re.compile(r"(?:审批|审核|审查|核准|批复|许可证?|手续|办理|报批|申请|同意书?|意见书?|组卷|上报|方案)+$")


@dataclass(frozen=True)
class Matter:
    """A line of the ledger. `status`: of the node plan, empty where it has no such node. `reported`: by the owner (F5).

    `opened`, `ended`: numbers that are open, and that are closed or carried over.
    """

    project: Project
    name: str
    status: str = ""
    planned_on: date | None = None
    done_on: date | None = None
    reported: str = ""
    opened: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


def approval_ledger(campaign: Campaign, problems: Iterable[Problem], affairs: Affairs, today: date) -> list[Matter]:
    """Every matter of every catalogue project, in the order of catalogue and node plan."""
    counted: dict[str | None, list[Problem]] = {}
    for problem in problems:
        if problem.counts:
            counted.setdefault(problem.project_code, []).append(problem)
    prepared = _prepared(affairs)
    return [
        matter
        for project in campaign.catalogue.projects
        for matter in _matters(campaign, project, counted.get(project.code, []), prepared.get(project.code, {}), today)
    ]


def _matters(
    campaign: Campaign, project: Project, problems: Iterable[Problem], prepared: Mapping[str, str], today: date
) -> Iterator[Matter]:
    found = [_planned(project, node, today) for node in campaign.catalogue.nodes_of(project.code)]
    for name, reported in prepared.items():
        at = _place(found, name, Matter(project, name))
        found[at] = replace(found[at], reported=reported)
    for problem in problems:
        name = problem.report.matter or problem.category or "其他"
        at = _place(found, name, Matter(project, name))
        number, was = problem.number or "", found[at]
        if problem.is_open:
            found[at] = replace(was, opened=(*was.opened, number))
        else:
            found[at] = replace(was, ended=(*was.ended, number))
    yield from found


def _planned(project: Project, node: Node, today: date) -> Matter:
    done = is_done(node, today)
    late = node.due is not None and node.due < today
    status = "已完成" if done else "逾期未完成" if late else "未到期"
    return Matter(project, node.name, status, node.due, node.done_on if done else None)


def _place(found: list[Matter], name: str, fresh: Matter) -> int:
    """Where the matter stands in the list; a new one goes to its end."""
    at = next((at for at, matter in enumerate(found) if _are_one(matter.name, name)), None)
    if at is None:
        found.append(fresh)
        return len(found) - 1
    return at


def _are_one(one: str, other: str) -> bool:
    """使用林地审核 and 使用林地审核同意, 用地预审 and its 批复; each of several names of a node: 供地/用地规划许可."""
    return any(_core(a) == _core(b) or a == b for a in _names(one) for b in _names(other))


def _names(written: str) -> list[str]:
    return [essence(part) for part in re.split(r"[/／、]", written) if essence(part)]


def _core(name: str) -> str:
    return _ENDING.sub("", name) or name


def _prepared(affairs: Affairs) -> Mapping[str, Mapping[str, str]]:
    """Project code → matter → what its owner reported of it last."""
    found: dict[str, dict[str, str]] = {}
    for affair in affairs.of(Sort.PREPARATION):
        reported = affair.last("reported")
        if reported is None:
            continue
        data = reported.data
        told = "，".join(filter(None, (data["status"], data.get("obtained_on"), data.get("document"))))
        found.setdefault(data["project"], {})[data["matter"]] = told
    return found

"""Which projects should come under the ledger next (D61, D63): candidates of the catalogue, scored with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.campaign import Campaign
from campaign.catalogue import Node, Project
from campaign.milestones import is_done
from campaign.problem import Problem
from campaign.vocabulary import LEVELS


@dataclass(frozen=True)
class Candidate:
    """A project that is not yet under the ledger. Points by `[expansion]`; `reasons`: Chinese clauses that say why."""

    project: Project
    level: int
    nodes: int
    problems: int
    investment: int
    reasons: tuple[str, ...]

    @property
    def score(self) -> int:
        return self.level + self.nodes + self.problems + self.investment


def candidates(
    campaign: Campaign, problems: Iterable[Problem], under_ledger: Collection[str], today: date
) -> list[Candidate]:
    """All projects outside the ledger, best first; equal scores in the order of the catalogue."""
    opened: dict[str | None, int] = {}
    for problem in problems:
        if problem.is_open:
            opened[problem.project_code] = opened.get(problem.project_code, 0) + 1
    outside = (project for project in campaign.catalogue.projects if project.code not in under_ledger)
    scored = [_candidate(campaign, project, opened.get(project.code, 0), today) for project in outside]
    return sorted(scored, key=lambda one: -one.score)


def _candidate(campaign: Campaign, project: Project, opened: int, today: date) -> Candidate:
    weights = campaign.settings.expansion
    level = min(project.levels, key=LEVELS.index, default=None)
    late, near = _pressing(campaign, project, today)
    money = int((project.year_investment or 0) // weights.investment_per)
    return Candidate(
        project,
        level=weights.level.get(level or "", 0),
        nodes=weights.node_overdue if late else weights.node_near if near else 0,
        problems=min(opened * weights.problem, weights.problems_most),
        investment=min(money, weights.investment_most),
        reasons=tuple(_reasons(project, level, late, near, opened)),
    )


def _reasons(project: Project, level: str | None, late: list[Node], near: list[Node], opened: int) -> Iterator[str]:
    if level:
        yield f"{level}级重点项目"
    for nodes, word in ((late, "逾期"), (near, "临近")):
        if nodes:
            yield f"节点{word}：" + "、".join(f"{n.name}（{n.due.month}月{n.due.day}日）" for n in nodes if n.due)
    if opened:
        yield f"未销号问题{opened}个"
    if project.year_investment:
        yield f"年度计划投资{project.year_investment:g}万元"


def _pressing(campaign: Campaign, project: Project, today: date) -> tuple[list[Node], list[Node]]:
    """Nodes not done today that are overdue, and those due within `near_days`."""
    until = today + timedelta(days=campaign.settings.expansion.near_days)
    left = [node for node in campaign.catalogue.nodes_of(project.code) if not is_done(node, today) and node.due]
    late = [node for node in left if node.due and node.due < today]
    return late, [node for node in left if node.due and today <= node.due <= until]

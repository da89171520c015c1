"""The node plan 节点计划 against the calendar: what fell due in the campaign, what a project passed (D9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.catalogue import Node
from campaign.problem import Problem, State
from campaign.text import squeeze

_EITHER = re.compile("[/／、]")


@dataclass(frozen=True)
class NodePlan:
    """Nodes due from the campaign's first day up to the instant, and those `done` by then.

    Done by the plan, or by a number whose closing passed the node: the plan may not have been brought up to date.
    """

    due: tuple[Node, ...]
    done: tuple[Node, ...]


def node_plan(campaign: Campaign, problems: Iterable[Problem], now: datetime) -> NodePlan:
    """What 节点达成率 is counted from (D9)."""
    proved = {(node.project_code, node.no) for p in problems for node in passed(campaign, p, now)}
    starts, today = campaign.settings.campaign.starts, campaign.calendar.local(now).date()
    due = [n for n in campaign.catalogue.nodes if n.due and starts <= n.due <= _last_day(campaign, today)]
    done = (node for node in due if is_done(node, today) or (node.project_code, node.no) in proved)
    return NodePlan(tuple(due), tuple(done))


def _last_day(campaign: Campaign, today: date) -> date:
    return min(today, campaign.settings.campaign.ends)


def is_done(node: Node, day: date) -> bool:
    """Done by the day; what was done later was not done then."""
    return node.done_on <= day if node.done_on else node.is_done


def passed(campaign: Campaign, problem: Problem, now: datetime) -> tuple[Node, ...]:
    """Nodes that the project of a closed problem passed with it, in plan order.

    Those that the evidence itself names (施工许可 in 建筑工程施工许可证), and those that the node plan says were done
    in the campaign, on the day the matter was or later.
    """
    if problem.state is not State.CLOSED or problem.project_code is None:
        return ()
    return tuple(_passed(campaign, problem, campaign.calendar.local(now).date()))


def _passed(campaign: Campaign, problem: Problem, today: date) -> Iterator[Node]:
    since = max(filter(None, (problem.done_on, campaign.settings.campaign.starts)))
    evidence = squeeze(problem.evidence or "")
    for node in campaign.catalogue.nodes_of(problem.project_code or ""):
        named = any(squeeze(name) in evidence for name in _EITHER.split(node.name))
        in_plan = node.done_on is not None and since <= node.done_on <= today
        if in_plan or (named and not (node.done_on and node.done_on < since)):
            yield node

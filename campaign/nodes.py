"""Node reminders to owners 节点提醒: T-7, T-3, T-0 and once when the planned date has passed (D64)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.calendar import Calendar
from campaign.campaign import Campaign
from campaign.catalogue import Node
from campaign.milestones import is_done

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NodeDue:
    """A node of which its owner is to be told. `left`: days to its planned date, negative once it has passed."""

    node: Node
    left: int


def nodes_due(
    campaign: Campaign, owner: str, today: date, told: date | None, obtained: Collection[tuple[str, int]] = ()
) -> list[NodeDue]:
    """The owner's nodes that have reached a stage since it was last told of its nodes (`told`), earliest date first.

    Each stage is told once; of several that were reached meanwhile only the last. `obtained`: project code and node
    number of those whose permit is reported obtained; they are done, whatever the node plan says.
    """
    plan, found = campaign.catalogue, list[NodeDue]()
    for project in plan.of_owner(owner):
        for node in plan.nodes_of(project.code):
            if node.due is None or is_done(node, today) or (node.project_code, node.no) in obtained:
                continue
            reached = [day for day in stages(campaign, node.due) if day <= today]
            if reached and (told is None or max(reached) > told):
                found.append(NodeDue(node, (node.due - today).days))
    return sorted(found, key=lambda one: (one.left, one.node.project_code, one.node.no))


def stages(campaign: Campaign, due: date) -> tuple[date, ...]:
    """The days on which a node with this planned date is reminded of."""
    return tuple(_stages(campaign.calendar, due, campaign.settings.nodes.remind_before))


def _stages(calendar: Calendar, due: date, before: tuple[int, ...]) -> Iterator[date]:
    """On working days alone (A13): ahead of a day off before it, for one that has passed after it."""
    for days in before:
        yield calendar.last_working_day(due - days * _DAY)
    yield calendar.next_working_day(due + _DAY)

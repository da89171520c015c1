"""M10 进展提醒: yellow lights, nodes that come near, and at the week's end what a unit has open (D36, D54, D64)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Attachment, Letter
from campaign.lights import Reason, reasons, silent_days
from campaign.nodes import NodeDue
from campaign.problem import Problem, State
from reports.letters.base import Envelope, compose, signed_by, workbook
from reports.views import oldest_first, view, views
from reports.wording import moment, short_day
from reports.workbooks.forms import F2_TITLE, feedback_sheet


@dataclass(frozen=True)
class NodeLine:
    """A node as the letter shows it; `tone`: ``bad`` once its date has passed."""

    code: str
    project: str
    node: str
    due: str
    left: str
    tone: str
    unit: str


def progress_reminder(
    campaign: Campaign,
    unit: Unit,
    yellow: Sequence[Problem],
    others: Sequence[Problem],
    nodes: Sequence[NodeDue],
    now: datetime,
) -> Letter:
    """M10 to a unit and its window, in the name of the offices that lead its numbers (7.3).

    `yellow`: its numbers with a yellow light; `others`: what else it has open, for the week's list. The key is made of
    what is said, so that the same is not said twice.
    """
    local, day_ends = campaign.calendar.local(now), campaign.settings.clocks.day_ends
    listed = oldest_first([*yellow, *others])
    to_fill = [p for p in listed if p.state is not State.CLOSE_REQ]
    token = listed[0].number if len(listed) == 1 else ""
    return compose(
        campaign,
        "M10",
        Envelope(unit.code, _content(campaign, yellow, others, nodes, now), unit.addresses),
        now,
        heading="进展提醒",
        addressee=unit.name,
        context={
            "headline": "，".join(_headline(campaign, yellow, others, nodes, now)),
            "token": f" [{token}]" if token else "",
            "as_of": moment(local),
            "yellow": views(campaign, oldest_first(yellow), now),
            "others": views(campaign, oldest_first(others), now),
            "nodes": tuple(_line(campaign, one) for one in nodes),
            "red_after": campaign.settings.lights.red_after,
            "by": f"于今日{day_ends:%H:%M}前" if local.time() < day_ends else "尽快",
        },
        attachments=list(_sheet(campaign, unit, to_fill, now)),
        signature=signed_by(campaign, {p.lead for p in listed if p.lead}),
    )


def _sheet(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Iterator[Attachment]:
    if problems:
        yield workbook(F2_TITLE, feedback_sheet(campaign, unit, problems, now))


def _headline(
    campaign: Campaign, yellow: Sequence[Problem], others: Sequence[Problem], nodes: Sequence[NodeDue], now: datetime
) -> Iterator[str]:
    """What the subject says: each yellow number under the first of its reasons, then the nodes, or the week's list."""
    if yellow:
        yield f"贵单位{'，'.join(_by_reason(campaign, yellow, now))}"
    late = sum(one.left < 0 for one in nodes)
    if len(nodes) > late:
        yield f"{len(nodes) - late}个项目节点临近计划时间"
    if late:
        yield f"{late}个项目节点已逾期"
    if not (yellow or nodes):
        yield f"贵单位在办问题{len(others)}个，请继续抓紧办理"


def _by_reason(campaign: Campaign, yellow: Sequence[Problem], now: datetime) -> Iterator[str]:
    why = {p.entry: reasons(p, now, campaign) for p in yellow}
    left = list(yellow)
    for reason in (Reason.SILENT, Reason.PAST_DUE, Reason.NEAR_DUE, Reason.SENT_BACK):
        found = [p for p in left if reason in why[p.entry]]
        left = [p for p in left if p not in found]
        if found and reason is Reason.SILENT:
            days = sorted({silent_days(p, now, campaign) for p in found})
            yield f"{len(found)}个问题已{'至'.join(map(str, dict.fromkeys((days[0], days[-1]))))}个工作日未反馈进展"
        elif found:
            yield f"{len(found)}个问题{reason.value}"


def _line(campaign: Campaign, one: NodeDue) -> NodeLine:
    node, days = one.node, abs(one.left)
    left = f"已逾期{days}天" if one.left < 0 else f"还有{days}天" if days else "今日到期"
    return NodeLine(
        code=node.project_code,
        project=campaign.catalogue.by_code[node.project_code].name,
        node=node.name,
        due=short_day(node.due),
        left=left,
        tone="bad" if one.left < 0 else "warn",
        unit=node.unit,
    )


def _content(
    campaign: Campaign, yellow: Sequence[Problem], others: Sequence[Problem], nodes: Sequence[NodeDue], now: datetime
) -> str:
    """A cause that is the same for the same content; the week's list is a new one each time.

    Numbers whose clock began anew, or whose date was moved, are another content though the reminder says the same.
    """
    said = [(p.number, p.clock_at, p.due, p.close_refusals, view(campaign, p, now).warnings) for p in yellow]
    said_of_nodes = [(one.node.project_code, one.node.no, one.left) for one in nodes]
    day = campaign.calendar.local(now).date() if others else None
    digest = hashlib.sha256(repr((said, said_of_nodes, day)).encode()).hexdigest()[:12]
    return f"{day}/{digest}" if day else digest

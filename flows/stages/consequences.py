"""Letters that follow at once from a message: M16 on closing, M06 on a new handoff, M02d on rows decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.letters import Letter
from campaign.problem import Problem, State
from db.ledger import SqlLedger
from reports.letters.handoffs import closing_notices, handoff
from reports.letters.outcomes import OutcomeItem, outcome_notice

_Change = tuple[Problem | None, Event, Problem]


def consequences(
    campaign: Campaign, ledger: SqlLedger, sender: str, message_id: str, now: datetime
) -> Iterator[Letter]:
    """Letters to others than the sender (a unit's code), who gets a receipt."""
    changes = ledger.recorded
    closed = [after for _, event, after in changes if event.kind is Kind.CLOSED]
    if closed:
        yield from closing_notices(campaign, closed, approved=True, reason="", now=now)
    for reason, refused in _refused(changes).items():
        yield from closing_notices(campaign, refused, approved=False, reason=reason, now=now)
    for unit, problems in _assigned(changes).items():
        yield handoff(campaign, campaign.directory[unit], problems, now)
    for unit, items in _decided(changes, sender).items():
        yield outcome_notice(campaign, campaign.directory[unit], items, now, cause=message_id.strip("<>"))


#: what reporters are told of rows that an office decided on (T3, T5, T19, T20)
_DECIDED: Mapping[Kind, str] = {
    Kind.REGISTERED: "已纳入并登记挂号",
    Kind.MERGED: "已合并至所列编号",
    Kind.REJECTED: "不予受理",
    Kind.WITHDRAWN: "已撤回",
}


def _decided(changes: list[_Change], sender: str) -> dict[str, list[OutcomeItem]]:
    """Decisions on rows, by reporting unit; a unit's own completion of a row is told in its receipt."""
    told: dict[str, list[OutcomeItem]] = {}
    for _, event, after in changes:
        for unit in after.reporters if event.kind in _DECIDED else ():
            if unit != sender:
                item = OutcomeItem(
                    after.report.project_name,
                    after.report.problem,
                    _DECIDED[event.kind],
                    after.merged_into or after.number,
                    event.note or "",
                )
                told.setdefault(unit, []).append(item)
    return told


def _refused(changes: list[_Change]) -> dict[str, list[Problem]]:
    """Close requests sent back (T17), by reason."""
    refused: dict[str, list[Problem]] = {}
    for before, event, after in changes:
        if event.kind is Kind.SENT_BACK and before and before.state is State.CLOSE_REQ:
            refused.setdefault(event.note or "", []).append(after)
    return refused


def _assigned(changes: list[_Change]) -> dict[str, list[Problem]]:
    """Numbers given to a unit by an office's 改派 (T7)."""
    handed: dict[str, list[Problem]] = {}
    for _, event, after in changes:
        if event.kind is Kind.ASSIGNED and after.responsible:
            handed.setdefault(after.responsible, []).append(after)
    return handed

"""Letters that follow at once from what a message did to the ledger: M16 on closing, M06 on a new handoff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.letters import Letter
from campaign.problem import Problem, State
from db.ledger import SqlLedger
from reports.letters.handoffs import closing_notices, handoff

_Change = tuple[Problem | None, Event, Problem]


def consequences(campaign: Campaign, ledger: SqlLedger, now: datetime) -> Iterator[Letter]:
    """Letters to others than the sender, who gets a receipt."""
    changes = ledger.recorded
    closed = [after for _, event, after in changes if event.kind is Kind.CLOSED]
    if closed:
        yield from closing_notices(campaign, closed, approved=True, reason="", now=now)
    for reason, refused in _refused(changes).items():
        yield from closing_notices(campaign, refused, approved=False, reason=reason, now=now)
    for unit, problems in _assigned(changes).items():
        yield handoff(campaign, campaign.directory[unit], problems, now)


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

"""What must be reported up 汇总上报 in batches, and its pursuit once it has been (D38-D42, T12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.problem import Problem, State


def next_batch(ledger: Ledger, at: datetime) -> tuple[int, list[Problem]] | None:
    """Put every 拟上报 number that is in no batch yet on the list of a new one; None when there is none."""
    unlisted = [p for p in ledger.where({State.PROPOSED}) if p.batch is None]
    if not unlisted:
        return None
    batch = max((p.batch or 0 for p in ledger.where(set(State))), default=0) + 1
    return batch, [ledger.record(Event(p.entry, Kind.BATCHED, at, SYSTEM, data={"batch": batch})) for p in unlisted]


def report_by(campaign: Campaign, decided: datetime) -> date:
    """The day by which the offices send up what both have agreed to (`clocks.upward_report`, 7.4)."""
    days = campaign.settings.clocks.upward_report
    return campaign.calendar.add_working_days(campaign.calendar.local(decided).date(), days)


def not_heard_of(campaign: Campaign, problems: Iterable[Problem], now: datetime) -> list[Problem]:
    """Numbers reported up of which nothing was heard for the status inquiry's interval, in order (D42)."""
    days = campaign.settings.clocks.status_inquiry
    waiting = [p for p in problems if p.state is State.ESCALATED and p.escalated_at]
    return [p for p in waiting if campaign.calendar.working_days_since(_last_heard(p), now) >= days]


def _last_heard(problem: Problem) -> datetime:
    return max(at for at in (problem.escalated_at, problem.feedback_at) if at)


def to_send_up(campaign: Campaign, problems: Iterable[Problem], now: datetime) -> dict[int, list[Problem]]:
    """Batch → its numbers that wait for a reply, where the day by which it is to be sent up has come."""
    today, found = campaign.calendar.local(now).date(), dict[int, list[Problem]]()
    for p in problems:
        if p.state is State.ESCALATED and p.batch and p.escalated_at and report_by(campaign, p.escalated_at) <= today:
            found.setdefault(p.batch, []).append(p)
    return found

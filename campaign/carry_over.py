"""Carrying leftovers over to 后续跟踪 (D48, D50, A14, T21): proposed by the calendar, confirmed by both offices."""

from __future__ import annotations

from datetime import date, datetime

from campaign.acts import Actor
from campaign.campaign import Campaign
from campaign.events import Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.problem import OPEN, Problem, State


def propose(ledger: Ledger, campaign: Campaign, at: datetime) -> list[Problem]:
    """Propose every open number that does not wait for a review; each gets a next step and a next date."""
    left = ledger.where(OPEN - {State.CLOSE_REQ})
    calendar = Actor(campaign, ledger, SYSTEM, at, None)
    return [
        calendar.act(
            problem,
            Kind.CARRY_PROPOSED,
            next_step=next_step(problem),
            next_date=next_date(problem, campaign).isoformat(),
        )
        for problem in left
    ]


def next_step(problem: Problem) -> str:
    """What the unit itself said comes next; for what was reported up, following the superior's reply."""
    if problem.state is State.ESCALATED:
        return f"跟踪{problem.superior or '上级部门'}批复进展"
    if problem.next_step:
        return problem.next_step
    return "提请县政府协调" if problem.state is State.COUNTY else "继续协调办理"


def next_date(problem: Problem, campaign: Campaign) -> date:
    """The date the unit gave, if it lies after the campaign; else a status inquiry's interval after its end (D42)."""
    ends = campaign.settings.campaign.ends
    if problem.next_date and problem.next_date > ends:
        return problem.next_date
    return campaign.calendar.add_working_days(ends, campaign.settings.clocks.status_inquiry)

"""Handing numbers to the units that must solve them (D32-D36, T6, T8)."""

from __future__ import annotations

from datetime import datetime

from campaign.acts import Actor
from campaign.campaign import Campaign
from campaign.events import Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS


def responsible_unit(problem: Problem, campaign: Campaign) -> str | None:
    """The unit that must act: the first named body that is in the directory, else the category's own department."""
    for body in problem.report.bodies:
        unit = campaign.directory.find(body)
        if unit is not None and unit.code not in problem.refused_by:
            return unit.code
    return campaign.category_unit(problem.category)


def hand_off(ledger: Ledger, campaign: Campaign, at: datetime) -> dict[str, list[Problem]]:
    """Assign every registered number that can be assigned by rule (T6); unit code → its new numbers.

    A number that a unit handed back waits for the lead office's 改派 and is left alone.
    """
    calendar = Actor(campaign, ledger, SYSTEM, at, None)
    handed: dict[str, list[Problem]] = {}
    for problem in ledger.where({State.REGISTERED}):
        unit = responsible_unit(problem, campaign)
        if unit is None or problem.refused_by:
            continue
        assigned = calendar.act(problem, Kind.ASSIGNED, unit=unit, due=due_of(problem, campaign, at))
        handed.setdefault(unit, []).append(assigned)
    return handed


def due_of(problem: Problem, campaign: Campaign, at: datetime) -> str:
    """The due date (ISO) of a number that is handed off: its own, else that of its tier, 部门级 while undecided."""
    due = problem.due or campaign.default_due(problem.tier or TIERS[0], at)
    assert due is not None  # every tier has one (campaign.settings.Due)
    return due.isoformat()


def accept_silently(ledger: Ledger, campaign: Campaign, at: datetime) -> list[Problem]:
    """Handoffs not refused within the clock are deemed accepted (T8, C2-1)."""
    calendar = Actor(campaign, ledger, SYSTEM, at, None)
    silent = [p for p in ledger.where({State.ASSIGNED}) if not calendar.refusals(p, Kind.ACCEPTED)]
    return [calendar.record(problem, Kind.ACCEPTED, note="逾期未提出异议，视为接受") for problem in silent]

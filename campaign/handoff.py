"""Handing numbers to the units that must solve them (D32-D36, T6, T8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.problem import Problem, State


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
    handed: dict[str, list[Problem]] = {}
    for problem in ledger.where({State.REGISTERED}):
        unit = responsible_unit(problem, campaign)
        if unit is None or problem.refused_by:
            continue
        data = {"unit": unit, "due": problem.due.isoformat() if problem.due else None}
        handed.setdefault(unit, []).append(ledger.record(Event(problem.entry, Kind.ASSIGNED, at, SYSTEM, data=data)))
    return handed


def accept_silently(ledger: Ledger, campaign: Campaign, at: datetime) -> list[Problem]:
    """Handoffs not refused within the clock are deemed accepted (T8, C2-1)."""
    silent = [p for p in ledger.where({State.ASSIGNED}) if _clock_ran_out(p, campaign, at)]
    return list(_accepted(silent, ledger, at))


def _clock_ran_out(problem: Problem, campaign: Campaign, at: datetime) -> bool:
    if problem.assigned_at is None:
        return False
    return campaign.calendar.working_days_since(problem.assigned_at, at) > campaign.settings.clocks.acceptance


def _accepted(problems: Iterable[Problem], ledger: Ledger, at: datetime) -> Iterable[Problem]:
    for problem in problems:
        yield ledger.record(Event(problem.entry, Kind.ACCEPTED, at, SYSTEM, note="逾期未提出异议，视为接受"))

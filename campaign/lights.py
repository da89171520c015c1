"""Traffic lights of open numbers, in working days (lifecycle.md, last paragraph; check C2-2)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from campaign.campaign import Campaign
from campaign.problem import Problem, State

#: while one of these holds the ball, the department's clock stands still (D44, D55)
ELSEWHERE = frozenset({"业主", "中介", "上级"})
_WITHOUT = frozenset({State.RECEIVED, State.PENDING, State.REGISTERED})


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"


def silent_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days since the last feedback, or since the handoff when there was none."""
    since = problem.feedback_at or problem.assigned_at
    if since is None:
        return 0
    return campaign.calendar.working_days_since(since, now)


def overdue_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days past the due date; 0 when not past due, at least 1 when it is."""
    today = campaign.calendar.local(now).date()
    if problem.due is None or today <= problem.due:
        return 0
    return max(1, campaign.calendar.working_days_between(problem.due, today))


def light(problem: Problem, now: datetime, campaign: Campaign) -> Light | None:
    """The light of an open, handed-off number; None for anything else."""
    if not problem.is_open or problem.state in _WITHOUT:
        return None
    if problem.state is State.ESCALATED:
        return Light.BLUE
    if problem.state is State.CLOSE_REQ:
        return Light.GREEN
    if problem.waiting_on in ELSEWHERE:
        return Light.YELLOW if overdue_days(problem, now, campaign) else Light.GREEN
    return _department_light(problem, now, campaign)


def _department_light(problem: Problem, now: datetime, campaign: Campaign) -> Light:
    limits = campaign.settings.lights
    silent = silent_days(problem, now, campaign)
    if silent >= limits.red_after or overdue_days(problem, now, campaign):
        return Light.RED
    if silent >= limits.yellow_after or problem.close_refusals or _near_due(problem, now, campaign):
        return Light.YELLOW
    return Light.GREEN


def _near_due(problem: Problem, now: datetime, campaign: Campaign) -> bool:
    if problem.due is None:
        return False
    today = campaign.calendar.local(now).date()
    return campaign.calendar.working_days_between(today, problem.due) <= campaign.settings.lights.near_due

"""Traffic lights of open numbers, in working days (lifecycle.md, last paragraph; check C2-2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from campaign.campaign import Campaign
from campaign.problem import ELSEWHERE, Problem, State

_WITHOUT = frozenset({State.RECEIVED, State.PENDING, State.REGISTERED})


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"


class Reason(StrEnum):
    """Why a number is yellow or red; the value is the Chinese of a headline."""

    PAST_DUE = "已过办理时限"
    UNANSWERED = "督办未反馈"
    NEAR_DUE = "临近办理时限"
    SILENT = "未反馈进展"
    SENT_BACK = "佐证材料被退回"


def silent_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days on the responsible unit's clock (A5); it began anew whenever the ball came back to the unit."""
    if problem.clock_at is None:
        return 0
    return campaign.calendar.working_days_since(problem.clock_at, now)


def waiting_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days on the clock of the 业主, 中介 or 上级 that holds the ball; 0 while the unit holds it (D44)."""
    if problem.waiting_on not in ELSEWHERE or problem.waiting_since is None:
        return 0
    return campaign.calendar.working_days_since(problem.waiting_since, now)


def held_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days for which whoever holds the ball has had it: reviewers, a body elsewhere, or the unit itself."""
    if problem.state is State.CLOSE_REQ:
        since = problem.close_requested_at
    elif problem.waiting_on in ELSEWHERE:
        since = problem.waiting_since
    else:
        came = (problem.registered_at, problem.assigned_at, problem.returned_at)
        since = max(filter(None, came), default=None)
    return campaign.calendar.working_days_since(since, now) if since else 0


def overdue_days(problem: Problem, now: datetime, campaign: Campaign) -> int:
    """Working days past the due date; 0 when not past due, at least 1 when it is."""
    if problem.due is None or not campaign.is_past(problem.due, now):
        return 0
    return max(1, campaign.calendar.working_days_between(problem.due, campaign.calendar.local(now).date()))


def is_unanswered(problem: Problem, now: datetime) -> bool:
    """督办未反馈: its slip has not been answered within the limit."""
    return problem.slip_due is not None and now > problem.slip_due


def light(problem: Problem, now: datetime, campaign: Campaign) -> Light | None:
    """The light of an open, handed-off number; None for anything else."""
    if not problem.is_open or problem.state in _WITHOUT:
        return None
    if problem.state is State.ESCALATED:
        return Light.BLUE
    if problem.state is State.CLOSE_REQ:
        return Light.GREEN
    if is_unanswered(problem, now):
        return Light.RED
    if problem.waiting_on in ELSEWHERE:
        return Light.YELLOW if overdue_days(problem, now, campaign) else Light.GREEN
    return _department_light(problem, now, campaign)


def _department_light(problem: Problem, now: datetime, campaign: Campaign) -> Light:
    why = reasons(problem, now, campaign)
    if Reason.PAST_DUE in why or silent_days(problem, now, campaign) >= campaign.settings.lights.red_after:
        return Light.RED
    return Light.YELLOW if why else Light.GREEN


def reasons(problem: Problem, now: datetime, campaign: Campaign) -> tuple[Reason, ...]:
    """What is to be said of an open number's pace; while another holds the ball, nothing of the unit's own silence."""
    late, unanswered = overdue_days(problem, now, campaign) > 0, is_unanswered(problem, now)
    if problem.waiting_on in ELSEWHERE:
        return _held(((Reason.PAST_DUE, late), (Reason.UNANSWERED, unanswered)))
    silent = silent_days(problem, now, campaign) >= campaign.settings.lights.yellow_after
    found = (
        (Reason.PAST_DUE, late),
        (Reason.UNANSWERED, unanswered),
        (Reason.NEAR_DUE, not late and _near_due(problem, now, campaign)),
        (Reason.SILENT, silent),
        (Reason.SENT_BACK, problem.close_refusals > 0),
    )
    return _held(found)


def _held(found: Iterable[tuple[Reason, bool]]) -> tuple[Reason, ...]:
    return tuple(reason for reason, holds in found if holds)


def _near_due(problem: Problem, now: datetime, campaign: Campaign) -> bool:
    if problem.due is None:
        return False
    today, left = campaign.calendar.local(now).date(), campaign.settings.lights.near_due
    return problem.due < campaign.calendar.add_working_days(today, left + 1)

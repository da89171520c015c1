"""What is counted of a problem of 登记总数, each as a question about one problem (final-summary.md)."""

from __future__ import annotations

from campaign.campaign import Campaign
from campaign.problem import Problem, State


def is_closed(problem: Problem) -> bool:
    return problem.state is State.CLOSED


def is_on_time(campaign: Campaign, problem: Problem) -> bool:
    """按期销号: closed on or before its due date."""
    if not is_closed(problem):
        return False
    return problem.due is None or problem.ended_at is None or not campaign.is_past(problem.due, problem.ended_at)


def is_early(campaign: Campaign, problem: Problem) -> bool:
    """提前办结 (D56): closed on a day before its due date."""
    if not is_closed(problem) or problem.due is None or problem.ended_at is None:
        return False
    return campaign.calendar.local(problem.ended_at).date() < problem.due


def is_answered(problem: Problem) -> bool:
    """已批复: reported up, and answered or closed since."""
    return problem.ever_escalated and (is_closed(problem) or problem.replied_on is not None)


def is_carried(problem: Problem) -> bool:
    return problem.state is State.CARRIED


def is_left(problem: Problem) -> bool:
    """未结（含转后续）."""
    return problem.is_open or is_carried(problem)

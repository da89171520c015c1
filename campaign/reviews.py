"""Requests to close that wait for their review 销号审核 (T15, T16, C3-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.lifecycle import reviewers
from campaign.problem import Problem, State


@dataclass(frozen=True)
class Reviews:
    """What an office is asked to review: `new` since it was last asked, and `slow`, which waits for too long."""

    new: tuple[Problem, ...] = ()
    slow: tuple[Problem, ...] = ()


def reviews(
    campaign: Campaign, problems: Iterable[Problem], office: str, asked: datetime | None, now: datetime
) -> Reviews:
    """What is to be put before an office (unit code) that was last asked at `asked`; slow ones once a day (C3-1)."""
    waiting = [p for p in problems if _waits_for(campaign, p, office)]
    new = tuple(p for p in waiting if asked is None or (p.close_requested_at or now) > asked)
    local = campaign.calendar.local
    if asked is not None and local(asked).date() == local(now).date():
        return Reviews(new)
    return Reviews(new, tuple(p for p in waiting if p not in new and review_overdue(campaign, p, now)))


def _waits_for(campaign: Campaign, problem: Problem, office: str) -> bool:
    if problem.state is not State.CLOSE_REQ or office in problem.consents.get("close", frozenset()):
        return False
    return office in reviewers(problem, campaign.settings.offices)


def review_overdue(campaign: Campaign, problem: Problem, now: datetime) -> bool:
    """Whether a request to close has waited for longer than the review clock (7.4)."""
    if problem.state is not State.CLOSE_REQ or problem.close_requested_at is None:
        return False
    return campaign.calendar.working_days_since(problem.close_requested_at, now) > campaign.settings.clocks.review

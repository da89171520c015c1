"""What became of a due date, and why a light is yellow or red, in words that are true on days off too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from campaign.campaign import Campaign
from campaign.lights import Light, is_unanswered, light, silent_days
from campaign.problem import ELSEWHERE, Problem, State
from reports.wording import short_day


def due_note(problem: Problem, now: datetime, campaign: Campaign) -> tuple[str, str]:
    """Chinese remark and tone (``bad``, ``good``) on an open number's due date; both empty where there is none.

    What was reported up or asks to be closed has met its date by that: nobody is told that it is late.
    """
    local = campaign.calendar.local
    if problem.state is State.ESCALATED and problem.escalated_at:
        return f"已于{short_day(local(problem.escalated_at))}上报", "good"
    if problem.state is State.CLOSE_REQ and problem.close_requested_at:
        return f"已于{short_day(local(problem.close_requested_at))}申请销号", "good"
    late = overdue(problem, now, campaign) if problem.is_open else ""
    return (late, "bad") if late else ("", "")


def overdue(problem: Problem, now: datetime, campaign: Campaign) -> str:
    """``超期2个工作日``; ``已过时限`` where no working day has passed since; empty when not past due."""
    if problem.due is None or not campaign.is_past(problem.due, now):
        return ""
    days = campaign.calendar.working_days_between(problem.due, campaign.calendar.local(now).date())
    return f"超期{days}个工作日" if days else "已过时限"


def warnings(problem: Problem, now: datetime, campaign: Campaign) -> tuple[str, ...]:
    """Why the light is yellow or red (lifecycle.md, lights); nothing for the other lights."""
    shown = light(problem, now, campaign)
    return tuple(_warnings(problem, now, campaign)) if shown in {Light.YELLOW, Light.RED} else ()


def _warnings(problem: Problem, now: datetime, campaign: Campaign) -> Iterator[str]:
    late = overdue(problem, now, campaign)
    if late:
        yield late
    if is_unanswered(problem, now):
        yield "督办未反馈"
    if problem.waiting_on in ELSEWHERE:
        return
    if not late and problem.due is not None:
        left = campaign.calendar.working_days_between(campaign.calendar.local(now).date(), problem.due)
        if left <= campaign.settings.lights.near_due:
            yield f"临近时限（剩{left}个工作日）" if left else "临近时限"
    silent = silent_days(problem, now, campaign)
    if silent >= campaign.settings.lights.yellow_after:
        yield f"未反馈{silent}个工作日"
    if problem.close_refusals:
        yield "佐证材料被退回"

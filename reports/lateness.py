"""What became of a due date, and why a light is yellow or red, in words that are true on days off too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.lights import Light, Reason, light, reasons, silent_days
from campaign.problem import Problem, State
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
    for reason in reasons(problem, now, campaign):
        if reason is Reason.PAST_DUE:
            yield overdue(problem, now, campaign)
        elif reason is Reason.NEAR_DUE and problem.due is not None:
            yield f"临近时限（{_left(problem.due, now, campaign)}）"
        elif reason is Reason.SILENT:
            yield f"未反馈{silent_days(problem, now, campaign)}个工作日"
        else:
            yield reason.value


def _left(due: date, now: datetime, campaign: Campaign) -> str:
    """``剩2个工作日``, ``今日到期``, or where it fell on a day off until when it has rolled on (C2-5)."""
    today, calendar = campaign.calendar.local(now).date(), campaign.calendar
    if due == today and calendar.is_working_day(due):
        return "今日到期"
    left = calendar.working_days_between(today, due)
    if left:
        return f"剩{left}个工作日"
    return f"顺延至{short_day(calendar.next_working_day(due))}{campaign.settings.clocks.rolled_until:%H:%M}"

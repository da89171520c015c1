"""M06, M14, M16, M21: letters to the units that must solve numbers, sheets already filled in (D34-D36, D46, D50)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Letter
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS
from reports.letters.base import Envelope, boxes, compose, fingerprint, workbook
from reports.views import by_weight, oldest_first, views
from reports.wording import joined, moment, reason_alone, short_day
from reports.workbooks.forms import F2_TITLE, carried_form, feedback_sheet
from reports.workbooks.lists import carry_over_list

#: characters of a reason that still fit into a subject
_SHORT = 16


def handoff(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Letter:
    """M06 交办单: the numbers handed to one unit together; the F2 sheet attached is filled with them."""
    local = campaign.calendar.local(now)
    ordered = by_weight(problems)
    due = campaign.settings.due
    return compose(
        campaign,
        "M06",
        Envelope(unit.code, f"{local:%Y-%m-%dT%H:%M}/{fingerprint(problems)}", boxes([unit])),
        now,
        heading="交办单",
        addressee=unit.name,
        context={
            "unit": unit.name,
            "count": len(problems),
            "items": views(campaign, ordered, now),
            "subject_due": _subject_due(problems),
            "due": _ahead(due.by_tier[TIERS[0]], local.date()),
            "escalation_due": _ahead(due.escalation_requests, local.date()),
            "refusal_days": campaign.settings.clocks.refusal,
            "feedback_days": campaign.settings.clocks.feedback,
            "green": any(_green(campaign, p) for p in problems),
        },
        attachments=[workbook(F2_TITLE, feedback_sheet(campaign, unit, ordered, now))],
    )


def _subject_due(problems: Sequence[Problem]) -> str:
    """``6月15日前``, with ``最早`` where the numbers have different due dates."""
    dues = sorted({p.due for p in problems if p.due})
    return f"{'最早' if len(dues) > 1 else ''}{short_day(dues[0])}前" if dues else ""


def _ahead(day: date, today: date) -> str:
    """``6月15日前``; empty once the day has passed."""
    return f"{short_day(day)}前" if today <= day else ""


def _green(campaign: Campaign, problem: Problem) -> bool:
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    return project is not None and project.green_channel


def worklist(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Letter:
    """M14 扫尾清单: what a unit still has open in the last phase, oldest first.

    What it has applied to close is listed apart and not asked for again; the F2 sheet is filled with the rest.
    """
    local = campaign.calendar.local(now)
    ordered = oldest_first(problems)
    applied = [p for p in ordered if p.state is State.CLOSE_REQ]
    left = [p for p in ordered if p.state is not State.CLOSE_REQ]
    return compose(
        campaign,
        "M14",
        Envelope(unit.code, f"{local:%Y-%m-%d}", boxes([unit])),
        now,
        heading="扫尾清单",
        addressee=unit.name,
        context={
            "count": len(problems),
            "items": views(campaign, left, now),
            "applied": views(campaign, applied, now),
            "requests_by": moment(campaign.settings.closing.requests_by),
            "reviews_by": moment(campaign.settings.closing.reviews_by),
        },
        attachments=[workbook(F2_TITLE, feedback_sheet(campaign, unit, left, now))] if left else [],
    )


def closing_notices(
    campaign: Campaign, problems: Sequence[Problem], *, approved: bool, reason: str, now: datetime
) -> tuple[Letter, ...]:
    """M16 销号通知 or 销号退回, one letter for each responsible unit and owner concerned (D47, T16, T17)."""

    def concerned(problem: Problem) -> tuple[str, str]:
        project = campaign.catalogue.by_code.get(problem.project_code or "")
        return problem.responsible or "", (project.owner or "") if project else ""

    groups = groupby(sorted(oldest_first(problems), key=concerned), key=concerned)
    return tuple(
        _closing_notice(
            campaign, unit=unit, owner=owner, problems=list(group), approved=approved, reason=reason, now=now
        )
        for (unit, owner), group in groups
    )


def _closing_notice(
    campaign: Campaign,
    *,
    unit: str,
    owner: str,
    problems: list[Problem],
    approved: bool,
    reason: str,
    now: datetime,
) -> Letter:
    known = campaign.directory.by_code
    to, cc = ([known[code]] if code else [] for code in (unit, owner))
    cause = f"{campaign.calendar.local(now):%Y-%m-%dT%H:%M:%S}/{fingerprint(problems)}"
    told = reason_alone(reason)
    return compose(
        campaign,
        "M16",
        Envelope(unit or owner, cause, boxes(to or cc), boxes(cc)),
        now,
        heading="销号通知" if approved else "销号退回",
        addressee=(to or cc)[0].name,
        context={
            "numbers": joined(p.number or "" for p in problems),
            "items": views(campaign, problems, now),
            "approved": approved,
            "reason": told,
            "short_reason": told if len(told) <= _SHORT else "",
            "requests_by": _requests_by(campaign, now),
            "token": f" [{problems[0].number}]" if len(problems) == 1 else "",
        },
    )


def _requests_by(campaign: Campaign, now: datetime) -> str:
    """``6月27日18:00前``, the end of close requests (C3-3); empty once it has passed."""
    last = campaign.settings.closing.requests_by
    return f"{moment(last)}前" if now <= campaign.instant(last) else ""


def follow_up(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Letter:
    """M21 后续跟踪清单: the leftovers a unit, an owner or an office has to follow, with next step and date (D50)."""
    name, ordered = f"后续跟踪推进问题清单（{unit.name}）", oldest_first(problems)
    own = [p for p in ordered if p.responsible == unit.code]
    seed = [workbook("结转下期问题汇总表", carried_form(campaign, own))] if own else []
    return compose(
        campaign,
        "M21",
        Envelope(unit.code, "carried", boxes([unit])),
        now,
        heading="后续跟踪推进问题清单",
        addressee=unit.name,
        context={
            "count": len(problems),
            "items": views(campaign, oldest_first(problems), now),
            "feedback_days": campaign.settings.clocks.status_inquiry,
        },
        attachments=[workbook(name, carry_over_list(campaign, ordered, now)), *seed],
    )

"""M12b 上报结果、已上报问题跟踪: what both offices have reported up, and how it stands (D40-D42, T12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.escalation import report_by
from campaign.letters import Attachment, Letter
from campaign.lights import waiting_days
from campaign.problem import Problem
from campaign.vocabulary import TIERS
from reports.letters.base import Envelope, boxes, compose, coordinators, fingerprint, names, workbook
from reports.views import ProblemView, oldest_first, view
from reports.wording import joined, short_day
from reports.workbooks.forms import F2_TITLE, feedback_sheet

#: the cause of an inquiry begins so
INQUIRY = "inquiry"
RESULT, SEND_UP = "result", "upward"


@dataclass(frozen=True)
class Line:
    """A number reported up: the day of the decision, and for how long its reply has been waited for."""

    item: ProblemView
    decided: str
    waited: int


def reported_up(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Letter:
    """M12b to a responsible unit or an owner, when both offices have agreed (T12)."""
    envelope = Envelope(unit.code, f"{RESULT}/{_batches(problems)}/{fingerprint(problems)}", boxes([unit]))
    return _letter(campaign, RESULT, envelope, "上报结果通知", unit.name, problems, now, unit=unit)


def status_inquiry(campaign: Campaign, unit: Unit, problems: Sequence[Problem], now: datetime) -> Letter:
    """M12b to the responsible unit: how do the numbers stand with the bodies above? The F2 sheet is filled in."""
    envelope = Envelope(unit.code, f"{INQUIRY}/{campaign.calendar.local(now):%Y-%m-%d}", boxes([unit]))
    sheet = workbook(F2_TITLE, feedback_sheet(campaign, unit, oldest_first(problems), now))
    return _letter(campaign, INQUIRY, envelope, "已上报问题跟踪", unit.name, problems, now, attachments=[sheet])


def send_up(campaign: Campaign, batch: int, problems: Sequence[Problem], now: datetime) -> Letter:
    """M12b to both offices on the day by which a batch is to be sent up by letter; the system itself sends nothing."""
    offices = coordinators(campaign)
    envelope = Envelope("+".join(office.code for office in offices), f"{SEND_UP}/{batch}", boxes(offices))
    return _letter(campaign, SEND_UP, envelope, "行文上报提醒", names(offices), problems, now)


def _letter(
    campaign: Campaign,
    about: str,
    envelope: Envelope,
    heading: str,
    addressee: str,
    problems: Sequence[Problem],
    now: datetime,
    *,
    unit: Unit | None = None,
    attachments: Sequence[Attachment] = (),
) -> Letter:
    ordered = oldest_first(problems)
    decided = max((p.escalated_at for p in problems if p.escalated_at), default=now)
    return compose(
        campaign,
        "M12b",
        envelope,
        now,
        heading=heading,
        addressee=addressee,
        context={
            "about": about,
            "count": len(problems),
            "batches": _batches(problems),
            "offices": names(coordinators(campaign)),
            "above": joined(tier[0] for tier in reversed(TIERS) if tier in {p.tier for p in problems}) or "上级",
            "token": f" [{ordered[0].number}]" if len(ordered) == 1 else "",
            "lines": tuple(_line(campaign, p, now) for p in ordered),
            "decided": short_day(campaign.calendar.local(decided).date()),
            "by": short_day(report_by(campaign, decided)),
            "responsible": unit is not None and any(p.responsible == unit.code for p in problems),
            "days": campaign.settings.clocks.status_inquiry,
            "example": ordered[0].number,
            "superior": ordered[0].superior or "上级部门",
        },
        attachments=attachments,
    )


def _batches(problems: Sequence[Problem]) -> str:
    return joined(f"第{batch}批" for batch in sorted({p.batch for p in problems if p.batch}))


def _line(campaign: Campaign, problem: Problem, now: datetime) -> Line:
    decided = campaign.calendar.local(problem.escalated_at).date() if problem.escalated_at else None
    return Line(view(campaign, problem, now), short_day(decided), waiting_days(problem, now, campaign))

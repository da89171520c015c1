"""M17 督办通知单: to the unit and its window, copies to the efficiency office and the county government (D54, 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Attachment, Letter
from campaign.lights import overdue_days
from campaign.problem import Problem, State
from reports.letters.base import DOCX, Envelope, boxes, compose, office_units, workbook
from reports.slip import CLOSING, SlipItem, slip_document
from reports.views import oldest_first, view
from reports.wording import joined, moment, reason_alone, short_day
from reports.workbooks.forms import F2_TITLE, feedback_sheet


@dataclass(frozen=True)
class Reminder:
    """What the unit was told before about a number, and when."""

    what: str
    at: datetime


def supervision_slip(
    campaign: Campaign,
    unit: Unit,
    problems: Sequence[Problem],
    n: int,
    due: datetime,
    reminders: Mapping[int, Sequence[Reminder]],
    now: datetime,
) -> Letter:
    """督办第n号 about a unit's red numbers; `due`: until when it has to answer; `reminders` by entry."""
    ordered = oldest_first(problems)
    items = [_item(campaign, p, reminders.get(p.entry, ()), now) for p in ordered]
    document = slip_document(campaign, unit, items, n, due, now)
    return _letter(
        campaign,
        unit,
        n,
        due,
        now,
        cause=f"{n}",
        items=items,
        attachments=[
            Attachment(f"督办通知单（第{n}号）.docx", document, DOCX),
            workbook(F2_TITLE, feedback_sheet(campaign, unit, ordered, now)),
        ],
    )


def slip_returned(
    campaign: Campaign, unit: Unit, problems: Sequence[Problem], n: int, due: datetime, reason: str, now: datetime
) -> Letter:
    """The answer to 督办第n号 does not do: why, and until when the unit has to answer again (practice.md 4.3)."""
    items = [_item(campaign, p, (), now) for p in oldest_first(problems)]
    cause = f"{n}/{campaign.calendar.local(now):%Y-%m-%dT%H:%M:%S}"
    return _letter(campaign, unit, n, due, now, cause=cause, items=items, reason=reason_alone(reason))


def _letter(
    campaign: Campaign,
    unit: Unit,
    n: int,
    due: datetime,
    now: datetime,
    *,
    cause: str,
    items: Sequence[SlipItem],
    reason: str = "",
    attachments: Sequence[Attachment] = (),
) -> Letter:
    offices = campaign.settings.offices
    copies = office_units(campaign, offices.efficiency, offices.government)
    return compose(
        campaign,
        "M17",
        Envelope(unit.code, cause, unit.addresses, boxes(copies)),
        now,
        heading=f"督办通知单（第{n}号）",
        addressee=unit.name,
        context={
            "n": n,
            "unit": unit.name,
            "due": moment(campaign.calendar.local(due)),
            "items": items,
            "reason": reason,
            "closing": CLOSING,
            "copies": joined(copy.name for copy in copies),
            "token": token(Sort.SUPERVISION, str(n)),
        },
        attachments=attachments,
    )


def _item(campaign: Campaign, problem: Problem, reminders: Sequence[Reminder], now: datetime) -> SlipItem:
    item = view(campaign, problem, now)
    return SlipItem(
        number=item.number,
        project=item.titled,
        gist=item.gist,
        cause=item.warnings,
        request=_request(campaign, problem, now),
        reminded=_told(campaign, reminders),
    )


def _request(campaign: Campaign, problem: Problem, now: datetime) -> str:
    """办理要求 by what is wrong."""
    if problem.state in {State.COUNTY, State.PROPOSED}:
        return "反馈协调、上报进展和下一步措施"
    if overdue_days(problem, now, campaign):
        return "说明未按期办结的原因和下一步措施，明确办结日期"
    return "反馈办理进展、当前等待方和预计办结日期"


def _told(campaign: Campaign, reminders: Sequence[Reminder]) -> str:
    """``6月9日交办；6月14日、6月15日提醒``."""
    days: dict[str, dict[str, None]] = {}
    for reminder in reminders:
        day = short_day(campaign.calendar.local(reminder.at).date())
        days.setdefault(reminder.what, {})[day] = None
    return "；".join(f"{joined(found)}{what}" for what, found in days.items())

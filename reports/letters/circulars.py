"""M22 通报 as a draft to be signed and as it goes out, M23 责成整改通知 (D73-D75)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.circular import signers
from campaign.directory import Unit
from campaign.letters import Attachment, Letter
from campaign.problem import Problem
from campaign.rectification import Rectification
from campaign.standing import Standing
from reports.letters.base import DOCX, Envelope, boxes, compose, names, office_units, workbook
from reports.views import oldest_first, unit_name
from reports.wording import moment, reason_alone
from reports.workbooks.forms import F2_TITLE, feedback_sheet


@dataclass(frozen=True)
class _Line:
    unit: str
    causes: tuple[str, ...]


def circular_draft(
    campaign: Campaign, criticised: Sequence[Standing], praised: Sequence[str], document: bytes, n: int, now: datetime
) -> Letter:
    """M22: the draft 代拟稿, to the offices that may sign it."""
    to = office_units(campaign, *signers(campaign.settings))
    name = _title(campaign)
    return compose(
        campaign,
        "M22",
        Envelope("+".join(unit.code for unit in to), f"{n}", boxes(to)),
        now,
        heading=f"请审签：{name}（代拟稿）",
        addressee=names(to),
        context={
            "n": n,
            "name": name,
            "criticised": tuple(_line(campaign, one) for one in criticised),
            "praised": tuple(unit_name(campaign, code) for code in praised),
            "signatures": campaign.settings.circulars.signatures,
            "token": token(Sort.CIRCULAR, str(n)),
        },
        attachments=[Attachment(f"{name}（代拟稿）.docx", document, DOCX)],
    )


def circular_issued(campaign: Campaign, unit: Unit, document: bytes, n: int, now: datetime) -> Letter:
    """M22b: the circular as it was signed, to one of its addressees; the office gives the 发文字号."""
    name = _title(campaign)
    return compose(
        campaign,
        "M22b",
        Envelope(unit.code, f"{n}", boxes([unit])),
        now,
        heading=name,
        addressee=unit.name,
        context={"name": name},
        attachments=[Attachment(f"{name}.docx", document, DOCX)],
    )


def _title(campaign: Campaign) -> str:
    return f"关于{campaign.settings.campaign.title}进展情况的通报"


def _line(campaign: Campaign, one: Standing) -> _Line:
    return _Line(unit_name(campaign, one.unit), tuple(cause.words for cause in one.causes))


def rectification_order(
    campaign: Campaign, standing: Standing, problems: Sequence[Problem], n: int, due: datetime, now: datetime
) -> Letter:
    """M23: what a unit was criticised for, to be rectified by `due`; `problems`: the numbers still open with it."""
    unit, ordered = campaign.directory[standing.unit], oldest_first(problems)
    sheet = [workbook(F2_TITLE, feedback_sheet(campaign, unit, ordered, now))] if ordered else []
    return _order(campaign, standing, n, due, now, f"{n}", "", sheet)


def rectification_failed(campaign: Campaign, one: Rectification, due: datetime, reason: str, now: datetime) -> Letter:
    """M23 again: looked at and not rectified, for this reason; by the new day."""
    cause = f"{one.n}/{campaign.calendar.local(now):%Y-%m-%dT%H:%M:%S}"
    return _order(campaign, one.standing, one.n, due, now, cause, reason_alone(reason), [])


def _order(
    campaign: Campaign,
    standing: Standing,
    n: int,
    due: datetime,
    now: datetime,
    cause: str,
    reason: str,
    attachments: Sequence[Attachment],
) -> Letter:
    unit = campaign.directory[standing.unit]
    return compose(
        campaign,
        "M23",
        Envelope(unit.code, cause, unit.addresses, boxes(office_units(campaign, campaign.settings.offices.efficiency))),
        now,
        heading=f"责成整改通知（第{n}号）",
        addressee=unit.name,
        context={
            "n": n,
            "circular": _title(campaign),
            "causes": tuple(cause.words for cause in standing.causes),
            "numbers": standing.numbers,
            "due": moment(campaign.calendar.local(due)),
            "reason": reason,
            "with_sheet": bool(attachments),
            "token": token(Sort.RECTIFICATION, str(n)),
        },
        attachments=attachments,
    )

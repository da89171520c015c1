"""M20, M20b: the final summary leaves for the county government, and what has changed since (D49, C3-5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.figures import Figures, Totals
from campaign.letters import Attachment, Letter
from reports.letters.base import DOCX, Envelope, boxes, compose, coordinators, names, office_units, workbook
from reports.letters.offices import COUNT_LABELS, counts
from reports.wording import cut_off, percent


def summary(campaign: Campaign, counted: Figures, docx: bytes, xlsx: bytes, now: datetime) -> Letter:
    """M20 扫尾总结（代拟稿） to the government office, both offices and the efficiency office.

    `docx` and `xlsx` come from `summary_document` and `summary_workbook` over the same figures.
    """
    to, others = _readers(campaign)
    name = f"{campaign.settings.campaign.title}扫尾总结（代拟稿）"
    return compose(
        campaign,
        "M20",
        Envelope(to[0].code, f"{campaign.calendar.local(counted.at):%Y-%m-%dT%H:%M}", boxes((*to, *others))),
        now,
        heading="扫尾总结（代拟稿）",
        addressee=names((*to, *others)),
        context={
            "title": name,
            "as_of": cut_off(campaign.calendar.local(counted.at)),
            "totals": counted.totals,
            "rate": percent(counted.all.rate),
            "replied": counted.all.replied,
            "breaks": counted.breaks,
            "labels": ("问题类别", *COUNT_LABELS),
            "by_category": counts(counted.by_category, counted.all),
        },
        attachments=[Attachment(f"{name}.docx", docx, DOCX), workbook(f"{name}附表", xlsx)],
    )


def _readers(campaign: Campaign) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The government office, and the others that get the summary."""
    offices = campaign.settings.offices
    others = (*coordinators(campaign), *office_units(campaign, offices.efficiency))
    return office_units(campaign, offices.government), others


#: the totals that an addendum compares
_TOLD: Mapping[str, Callable[[Totals], int]] = {
    "报送问题（条）": lambda t: t.rows,
    "登记挂号（个）": lambda t: t.registered,
    "合并（条）": lambda t: t.merged,
    "不予受理（条）": lambda t: t.rejected,
    "撤回（条）": lambda t: t.withdrawn,
    "已对号销号（个）": lambda t: t.closed,
    "曾上报市级以上部门（个）": lambda t: t.escalated,
    "转后续跟踪（个）": lambda t: t.carried,
    "未结（个）": lambda t: t.open,
}


def summary_addendum(campaign: Campaign, told: Figures, now_so: Figures, now: datetime) -> Letter:
    """M20b 扫尾总结补充说明: the totals that are others now than the summary `told`, to the same readers."""
    to, others = _readers(campaign)
    both = ((label, of(told.totals), of(now_so.totals)) for label, of in _TOLD.items())
    lines = [(label, before, after) for label, before, after in both if before != after]
    local = campaign.calendar.local(now_so.at)
    return compose(
        campaign,
        "M20b",
        Envelope(to[0].code, f"{local:%Y-%m-%dT%H:%M}", boxes((*to, *others))),
        now,
        heading="扫尾总结补充说明",
        addressee=names((*to, *others)),
        context={
            "told_as_of": cut_off(campaign.calendar.local(told.at)),
            "as_of": cut_off(local),
            "rate": percent(now_so.all.rate),
            "lines": tuple(lines),
        },
    )

"""M20: the final summary leaves for the county government (D49, C3-5)."""

from __future__ import annotations

from datetime import datetime

from campaign.campaign import Campaign
from campaign.figures import Figures
from campaign.letters import Attachment, Letter
from reports.letters.base import DOCX, Envelope, boxes, compose, coordinators, names, office_units, workbook
from reports.letters.offices import COUNT_LABELS, counts
from reports.wording import cut_off, percent


def summary(campaign: Campaign, counted: Figures, docx: bytes, xlsx: bytes, now: datetime) -> Letter:
    """M20 扫尾总结（代拟稿） to the government office, both offices and the efficiency office.

    `docx` and `xlsx` come from `summary_document` and `summary_workbook` over the same figures.
    """
    offices = campaign.settings.offices
    to = office_units(campaign, offices.government)
    others = (*coordinators(campaign), *office_units(campaign, offices.efficiency))
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

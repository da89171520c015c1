"""M21b: the leftovers that would be carried over, for both offices to confirm on the last working day (T21, D50)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.letters import Letter
from campaign.problem import Problem
from reports.letters.base import Envelope, boxes, compose, coordinators, names, workbook
from reports.views import oldest_first, views
from reports.wording import short_day
from reports.workbooks.lists import carry_over_list


def carry_over_proposal(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> Letter:
    """代拟稿 to both offices; they answer 同意转后续."""
    offices = coordinators(campaign)
    ordered = oldest_first(problems)
    return compose(
        campaign,
        "M21b",
        Envelope("+".join(unit.code for unit in offices), f"{campaign.calendar.local(now):%Y-%m-%d}", boxes(offices)),
        now,
        heading="转后续跟踪推进问题清单",
        addressee=names(offices),
        context={
            "count": len(problems),
            "ends": short_day(campaign.settings.campaign.ends),
            "items": views(campaign, ordered, now),
            "example": ordered[0].number,
        },
        attachments=[workbook("转后续跟踪推进问题清单代拟稿", carry_over_list(campaign, ordered, now))],
    )

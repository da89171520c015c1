"""M19 专项督查建议名单及问题清单: to the three bodies, the Centre first (D69, D71)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.circular import signers
from campaign.inspection import Inspection
from campaign.letters import Letter
from campaign.problem import Problem
from campaign.standing import Standing
from reports.letters.base import Envelope, boxes, compose, names, office_units, workbook
from reports.views import unit_name
from reports.wording import joined, moment, short_day
from reports.workbooks.inspection import inspection_workbook


@dataclass(frozen=True)
class _Line:
    unit: str
    causes: tuple[str, ...]
    numbers: str
    score: int


@dataclass(frozen=True)
class _Told:
    """A unit of an earlier list: what has been told of it."""

    unit: str
    n: int
    day: str
    finding: str
    result: str


def inspection_list(
    campaign: Campaign,
    found: Sequence[Standing],
    problems: Sequence[Problem],
    earlier: Sequence[Inspection],
    n: int,
    now: datetime,
) -> Letter:
    """List 第n次 of units proposed for inspection, with the workbook; `earlier`: the units of the lists before."""
    to = office_units(campaign, *signers(campaign.settings))
    name = f"专项督查建议名单及问题清单（第{n}次）"
    return compose(
        campaign,
        "M19",
        Envelope("+".join(unit.code for unit in to), f"{n}", boxes(to)),
        now,
        heading=name,
        addressee=names(to),
        context={
            "n": n,
            "as_of": moment(campaign.calendar.local(now)),
            "items": tuple(_line(campaign, one) for one in found),
            "earlier": tuple(_told(campaign, one) for one in earlier),
            "example": unit_name(campaign, found[0].unit) if found else "",
            "day": short_day(campaign.calendar.next_working_day(campaign.calendar.local(now).date())),
            "token": token(Sort.INSPECTION, str(n)),
        },
        attachments=[workbook(name, inspection_workbook(campaign, found, problems, n, now))] if found else [],
    )


def _line(campaign: Campaign, one: Standing) -> _Line:
    causes = tuple(f"（{cause.reason.value}）{cause.words}" for cause in one.causes)
    return _Line(unit_name(campaign, one.unit), causes, joined(one.numbers), one.score)


def _told(campaign: Campaign, one: Inspection) -> _Told:
    return _Told(unit_name(campaign, one.unit), one.n, short_day(one.on), one.finding, one.result)

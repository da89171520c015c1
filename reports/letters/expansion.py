"""M18 拟纳入台账管理项目名单 to the key projects office, M18b the confirmed 批 to the Centre (D61-D63)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.expansion import Candidate
from campaign.letters import Letter
from reports.letters.base import Envelope, boxes, compose, office_units, workbook
from reports.wording import percent
from reports.workbooks.expansion import expansion_list, level_words, owner_name


@dataclass(frozen=True)
class Coverage:
    """台账覆盖: projects under the ledger `before` a batch, and all of the catalogue."""

    before: int
    projects: int

    def share(self, count: int) -> str:
        """``25.0%`` of the catalogue."""
        return percent(count * 100 / self.projects if self.projects else None)


@dataclass(frozen=True)
class _Line:
    code: str
    name: str
    level: str
    owner: str
    score: int
    reasons: str


def expansion_proposal(
    campaign: Campaign,
    chosen: Sequence[Candidate],
    others: Sequence[Candidate],
    n: int,
    coverage: Coverage,
    now: datetime,
    *,
    replaces: str,
    in_time: bool,
) -> Letter:
    """M18: 第n批 for the key projects office to confirm.

    `replaces`: the day of an earlier list that nobody has confirmed, empty without one. `in_time` is false when no
    batch has come under the ledger this week (C2-7): the Centre is told, too.
    """
    (office,) = office_units(campaign, campaign.settings.offices.projects)
    copies = () if in_time else boxes(office_units(campaign, campaign.settings.offices.centre))
    day = f"{campaign.calendar.local(now):%Y-%m-%d}"
    return compose(
        campaign,
        "M18",
        Envelope(office.code, f"{n}/{day}", boxes([office]), copies),
        now,
        heading=f"第{n}批拟纳入台账管理项目名单",
        addressee=office.name,
        context={
            "n": n,
            "items": _lines(campaign, chosen),
            "others": len(others),
            "covered": coverage.before,
            "projects": coverage.projects,
            "share": coverage.share(coverage.before),
            "replaces": replaces,
            "in_time": in_time,
            "some": [one.project.code for one in chosen[:2]],
            "last": chosen[-1].project.code,
            "token": token(Sort.BATCH, str(n)),
            "centre": campaign.directory[campaign.settings.offices.centre].name,
        },
        attachments=[workbook(f"第{n}批拟纳入台账管理项目名单", expansion_list(campaign, chosen, others, n, now))],
    )


def expansion_confirmed(
    campaign: Campaign,
    taken: Sequence[Candidate],
    others: Sequence[Candidate],
    n: int,
    coverage: Coverage,
    now: datetime,
) -> Letter:
    """M18b: the confirmed 第n批 is handed over to the Centre (D62)."""
    centre, office = office_units(campaign, *campaign.settings.offices.coordinators)
    total = coverage.before + len(taken)
    return compose(
        campaign,
        "M18b",
        Envelope(centre.code, f"{n}", boxes([centre])),
        now,
        heading=f"第{n}批纳入台账管理项目名单",
        addressee=centre.name,
        context={
            "n": n,
            "office": office.name,
            "items": _lines(campaign, taken),
            "others": len(others),
            "before": coverage.before,
            "total": total,
            "projects": coverage.projects,
            "share": coverage.share(total),
        },
        attachments=[workbook(f"第{n}批纳入台账管理项目名单", expansion_list(campaign, taken, others, n, now))],
    )


def _lines(campaign: Campaign, found: Sequence[Candidate]) -> tuple[_Line, ...]:
    return tuple(
        _Line(
            one.project.code,
            one.project.name,
            level_words(one.project),
            owner_name(campaign, one.project),
            one.score,
            "；".join(one.reasons),
        )
        for one in found
    )

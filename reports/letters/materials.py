"""M13b 业主缺件催缴: what an owner has to hand in, told once in full and then reminded of (D55, D58)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.letters import Letter
from campaign.materials import Owed, wanted_by
from campaign.problem import Problem
from reports.letters.base import Envelope, boxes, compose, fingerprint
from reports.views import oldest_first, view
from reports.wording import short_day


@dataclass(frozen=True)
class Wanted:
    """A number as the letter shows it. `materials`: one line each; `late`: Chinese, empty while there is time."""

    number: str
    project: str
    what: str
    unit: str
    materials: tuple[str, ...]
    by: str
    late: str


def missing_materials(campaign: Campaign, owner: Unit, owed: Owed, now: datetime) -> Letter:
    """M13b to one owner: `fresh` numbers in full, `again` as a reminder."""
    told = (*oldest_first(owed.fresh), *oldest_first(owed.again))
    local = campaign.calendar.local(now)
    return compose(
        campaign,
        "M13b",
        Envelope(owner.code, f"{local:%Y-%m-%dT%H:%M}/{fingerprint(told)}", boxes([owner])),
        now,
        heading="补齐材料通知" if owed.fresh else "补齐材料提醒",
        addressee=owner.name,
        context={
            "headline": _headline(campaign, told, now),
            "token": f" [{told[0].number}]" if len(told) == 1 else "",
            "reminds": not owed.fresh,
            "fresh": tuple(_wanted(campaign, p, now) for p in oldest_first(owed.fresh)),
            "again": tuple(_wanted(campaign, p, now) for p in oldest_first(owed.again)),
            "sample": told[0].number,
        },
    )


def _headline(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> str:
    """``滨海通道工程使用林地审核尚缺2项材料，请于6月14日前提供``."""
    by = _until(sorted({wanted_by(campaign, p, now) for p in problems}), campaign.calendar.local(now).date())
    if len(problems) > 1:
        return f"{len(problems)}个问题尚缺材料，{by}"
    shown, lack = view(campaign, problems[0], now), problems[0].lack
    count = f"尚缺{len(lack.materials)}项材料" if lack and lack.named else "需补充材料"
    return f"{shown.project}{shown.matter or shown.category}{count}，{by}"


def _until(days: Sequence[date], today: date) -> str:
    ahead = [day for day in days if day > today]
    if not ahead or len(ahead) < len(days):
        return "请尽快提供"
    return f"{'最早' if len(days) > 1 else ''}请于{short_day(days[0])}前提供"


def _wanted(campaign: Campaign, problem: Problem, now: datetime) -> Wanted:
    shown, by = view(campaign, problem, now), wanted_by(campaign, problem, now)
    return Wanted(
        number=shown.number,
        project=shown.project,
        what=shown.matter or shown.gist,
        unit=shown.unit,
        materials=_lines(problem.lack.materials if problem.lack else ()),
        by=f"{short_day(by)}前",
        late=_late(campaign, by, now),
    )


def _lines(materials: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(materials)
    return listed if len(listed) == 1 else tuple(f"{n}.{name}" for n, name in enumerate(listed, 1))


def _late(campaign: Campaign, by: date, now: datetime) -> str:
    if not campaign.is_past(by, now):
        return ""
    days = campaign.calendar.working_days_between(by, campaign.calendar.local(now).date())
    return f"已逾期{days}个工作日" if days else "已逾期"

"""M05, M07, M11, M12: what the coordinating offices and the county government get (D29, D33, D43, D40)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from campaign.affairs import Affairs
from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.titles import TITLES
from campaign.curve import Day
from campaign.directory import Unit
from campaign.events import Event
from campaign.figures import Figures, Tally, figures
from campaign.letters import Attachment, Inline, Letter
from campaign.lights import Light, light
from campaign.matrix import Line as Standings
from campaign.matrix import matrix
from campaign.problem import Problem
from campaign.returns import Return
from campaign.supervision import slips
from campaign.vocabulary import TIERS
from reports.affair_decisions import affair_decisions
from reports.changes import changes
from reports.charts import curve
from reports.decisions import decisions
from reports.letters.base import PNG, Envelope, boxes, compose, coordinators, names, office_units, workbook
from reports.views import ProblemView, county_meeting, oldest_first, view, views
from reports.wording import joined, moment, percent, short_day
from reports.workbooks.ledger import master_ledger
from reports.workbooks.lists import common_problems, county_list, escalation_list, escalation_order

VERDICTS: Mapping[Verdict, str] = {
    Verdict.PASS: "通过",
    Verdict.WARN: "通过（有例外）",
    Verdict.FAIL: "未通过",
}
_CHART = "curve"


@dataclass(frozen=True)
class Line:
    """A line of a table of counts."""

    label: str
    values: tuple[str, ...]
    is_sum: bool = False


def counts(tallies: Mapping[str, Tally], total: Tally) -> tuple[Line, ...]:
    """挂号, 销号, 上报, 未结, 销号率 for each key, and their sum."""
    lines = [Line(key or "未明确", _values(tally)) for key, tally in tallies.items()]
    return (*lines, Line("合计", _values(total), is_sum=True))


def _values(tally: Tally) -> tuple[str, ...]:
    whole = (tally.registered, tally.closed, tally.escalated, tally.unfinished)
    return (*map(str, whole), percent(tally.rate))


COUNT_LABELS = ("挂号", "销号", "上报", "未结", "销号率")


def master(
    campaign: Campaign,
    problems: Sequence[Problem],
    returns: Iterable[Return],
    result: CheckResult,
    now: datetime,
    *,
    affairs: Affairs | None = None,
) -> tuple[Letter, ...]:
    """M05 汇总情况 after gate G1: to both offices, and without telephones to the government office (D29, D83)."""
    given = {returned.unit: returned for returned in returns}
    counted = figures(campaign, problems, given.values(), now)
    lines = matrix(campaign, problems, given, (), now)
    government = office_units(campaign, campaign.settings.offices.government)
    return tuple(
        _master(campaign, problems, counted, lines, result, now, to=to, contacts=contacts, affairs=affairs)
        for to, contacts in ((coordinators(campaign), True), (government, False))
    )


def _master(
    campaign: Campaign,
    problems: Sequence[Problem],
    counted: Figures,
    lines: Sequence[Standings],
    result: CheckResult,
    now: datetime,
    *,
    to: Sequence[Unit],
    contacts: bool,
    affairs: Affairs | None,
) -> Letter:
    phase = campaign.settings.phases[0]
    recipients = "+".join(unit.code for unit in to)
    version = f"M05/{recipients}/{result.code}"
    return compose(
        campaign,
        "M05",
        Envelope(recipients, result.code, boxes(to)),
        now,
        heading=f"{phase.title}汇总情况",
        addressee=names(to),
        context={
            "phase": phase.title,
            "as_of": moment(campaign.calendar.local(now)),
            "should": counted.should_report,
            "totals": counted.totals,
            "reported_share": percent(counted.reported_share),
            "on_time_share": percent(counted.on_time_share),
            "projects": sum(counted.projects.values()),
            "levels": tuple(f"{level}级{n}个" for level, n in counted.projects.items() if level),
            "verdict": VERDICTS[result.result],
            "detail": result.detail,
            "labels": ("类别", "挂号个数"),
            "by_category": _registered(counted.by_category),
            "by_tier": _registered(counted.by_tier),
            "decides": contacts,
            "above": sum(t.registered for tier, t in counted.by_tier.items() if tier in TIERS[1:]),
        },
        attachments=[
            _ledger(
                campaign,
                problems,
                now,
                version if contacts else None,
                [unit.code for unit in to] if contacts else [],
                affairs,
                lines,
                [result],
            )
        ],
    )


def _registered(tallies: Mapping[str, Tally]) -> tuple[tuple[str, int], ...]:
    return tuple((key or "未明确", tally.registered) for key, tally in tallies.items())


def _ledger(
    campaign: Campaign,
    problems: Sequence[Problem],
    now: datetime,
    version: str | None,
    offices: Sequence[str],
    affairs: Affairs | None,
    lines: Sequence[Standings],
    results: Sequence[CheckResult],
) -> Attachment:
    """总台账. `version`: the letter's kind, recipient and cause, for an office that may decide in it; such a copy has
    telephones (D83)."""
    content = master_ledger(
        campaign,
        problems,
        now,
        contacts=version is not None,
        version=version,
        offices=offices,
        affairs=affairs,
        lines=lines,
        results=results,
    )
    return workbook("问题总台账", content)


@lru_cache(maxsize=1)
def _curve(days: tuple[Day, ...], phases: tuple[tuple[str, date], ...]) -> bytes:
    """Both offices get the same picture; it is drawn once."""
    return curve(days, phases)


def digest(
    campaign: Campaign,
    office: Unit,
    problems: Sequence[Problem],
    events: Iterable[Event],
    *,
    n: int,
    now: datetime,
    history: Sequence[Event] | None = None,
    affairs: Affairs | None = None,
    returns: Mapping[str, Return] | None = None,
    results: Sequence[CheckResult] = (),
) -> Letter:
    """M07 日报 No. n for one office: totals of all, and of its own numbers what is red, yellow or waits for it.

    `events`: what was recorded since the last digest; `history`: everything up to `now`, for the curve.
    `results`: of the checks held since, those that found something; `returns` by unit.
    """
    local = campaign.calendar.local(now)
    counted = figures(campaign, problems, (), now, history)
    lights = {p.entry: light(p, now, campaign) for p in problems}
    own = [p for p in oldest_first(problems) if p.lead == office.code]
    known = affairs or Affairs()
    waiting = (*decisions(campaign, office.code, problems), *affair_decisions(campaign, office.code, known, now))
    phases = tuple((phase.title, phase.starts) for phase in campaign.settings.phases)
    chart = _curve(counted.curve, phases)
    lines = matrix(campaign, problems, returns or {}, history or (), now)
    return compose(
        campaign,
        "M07",
        Envelope(office.code, f"{n}", boxes([office])),
        now,
        heading=f"日报（第{n}期）",
        addressee=office.name,
        context={
            "n": n,
            "day": f"{local.month}月{local.day}日",
            "as_of": moment(local),
            "totals": counted.totals,
            "rate": percent(counted.all.rate),
            "lights": {shade.value: list(lights.values()).count(shade) for shade in Light},
            "slips": [one for one in slips(known) if one.is_open],
            "overdue_slips": [one for one in slips(known) if one.is_overdue(now)],
            "own": len([p for p in own if p.is_open]),
            "waiting": waiting,
            "red": views(campaign, [p for p in own if lights[p.entry] is Light.RED], now),
            "yellow": views(campaign, [p for p in own if lights[p.entry] is Light.YELLOW], now),
            "changes": changes(events, {p.entry: p for p in problems}),
            "results": tuple((TITLES[r.code], moment(campaign.calendar.local(r.at)), r.detail) for r in results),
            "labels": ("需协调层级", *COUNT_LABELS),
            "by_tier": counts(counted.by_tier, counted.all),
            "chart": _CHART,
        },
        attachments=[
            _ledger(campaign, problems, now, f"M07/{office.code}/{n}", [office.code], affairs, lines, results),
        ],
        inline=[Inline(_CHART, chart, PNG)],
    )


@dataclass(frozen=True)
class _Raised:
    """A line of M11. `since`: how long the ball has lain there; `meeting`: the day set, or what was concluded."""

    item: ProblemView
    is_new: bool
    since: str
    meeting: str


def county(
    campaign: Campaign,
    problems: Sequence[Problem],
    n: int,
    now: datetime,
    *,
    before: Sequence[Problem] = (),
    told: datetime | None = None,
) -> Letter:
    """M11 提请县政府协调事项清单 No. n: to the government office, copies to both offices (D13, D43).

    `before`: what the last list of `told` had, as it stands now.
    """
    government = office_units(campaign, campaign.settings.offices.government)
    listed, known = oldest_first(problems), {p.entry for p in before}
    gone = oldest_first([p for p in before if p.entry not in {q.entry for q in problems}])
    return compose(
        campaign,
        "M11",
        Envelope(government[0].code, f"{n}", boxes(government), boxes(coordinators(campaign))),
        now,
        heading="提请县政府协调事项清单",
        addressee=names(government),
        context={
            "n": n,
            "count": len(problems),
            "lines": tuple(_raised(campaign, p, now, is_new=told is None or p.entry not in known) for p in listed),
            "undated": sum(p.meeting_on is None and p.conferred_on is None for p in problems),
            "told": short_day(campaign.calendar.local(told).date()) if told else "",
            "added": joined(p.number or "" for p in listed if p.entry not in known),
            "gone": joined(f"{p.number}（{p.state.chinese}）" for p in gone),
            "example": listed[0].number if listed else campaign.number(1),
        },
        attachments=[workbook("提请县政府协调事项清单", county_list(campaign, problems, now))],
    )


def _raised(campaign: Campaign, problem: Problem, now: datetime, *, is_new: bool) -> _Raised:
    since = problem.waiting_since or problem.clock_at or problem.registered_at
    days = campaign.calendar.working_days_since(since, now) if since else 0
    return _Raised(view(campaign, problem, now), is_new, f"{days}个工作日", county_meeting(problem))


def escalation(campaign: Campaign, problems: Sequence[Problem], batch: int, now: datetime) -> Letter:
    """M12 上报清单（代拟稿） of a batch, to both offices, which must both agree (D40, D41, T12)."""
    offices = coordinators(campaign)
    name = f"需市级以上部门协调解决问题清单（第{batch}批）代拟稿"
    return compose(
        campaign,
        "M12",
        Envelope("+".join(unit.code for unit in offices), f"{batch}", boxes(offices)),
        now,
        heading=f"需市级以上部门协调解决问题清单（第{batch}批）",
        addressee=names(offices),
        context={
            "batch": batch,
            "count": len(problems),
            "days": campaign.settings.clocks.second_confirmation,
            "common": tuple(tuple(map(str, row)) for row in common_problems(campaign, problems)),
            "items": views(campaign, escalation_order(campaign, problems), now),
            "example": problems[0].number if problems else campaign.number(1),
        },
        attachments=[workbook(name, escalation_list(campaign, problems, batch, now))],
    )

"""M08 周报、阶段检查报告, and the results of C3-3 and C3-4: who holds what, for how long, what has changed (7.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.titles import TITLES, recipients
from campaign.directory import Unit
from campaign.events import Event
from campaign.evidence import Proofs
from campaign.figures import Figures, figures
from campaign.letters import Attachment, Letter
from campaign.lights import Light, light
from campaign.problem import Problem
from campaign.returns import Return
from reports.changes import changes
from reports.letters.base import Envelope, boxes, compose, coordinators, names, office_units, workbook
from reports.letters.offices import COUNT_LABELS, VERDICTS, Line, counts
from reports.letters.reviews import enclosure
from reports.views import LIGHTS, oldest_first, unit_name, views
from reports.wording import joined, moment, percent, ranges
from reports.workbooks.forms import F2_TITLE, feedback_sheet
from reports.workbooks.ledger import master_ledger

#: the cause of a report begins so
REPORT = "report"
#: so many numbers are listed one by one; the workbook has all
_LISTED = 60
_TONES: Mapping[Verdict, str] = {Verdict.PASS: "good", Verdict.WARN: "warn", Verdict.FAIL: "bad"}


@dataclass(frozen=True)
class Finding:
    """The result of a check as the report tells it; `units` and `numbers` may be empty."""

    title: str
    verdict: str
    tone: str
    detail: str
    units: str
    numbers: str


def stage_report(
    campaign: Campaign,
    problems: Sequence[Problem],
    returns: Iterable[Return],
    results: Sequence[CheckResult],
    events: Iterable[Event],
    *,
    n: int | None,
    now: datetime,
) -> Letter:
    """M08 on the results of checks, or as the week's report No. n, to the offices that 7.2 names.

    `events`: what was recorded since the last report.
    """
    counted = figures(campaign, problems, returns, now)
    to = office_units(campaign, *recipients(tuple(result.code for result in results), campaign.settings.offices))
    lights = {p.entry: light(p, now, campaign) for p in problems if p.counts}
    watched = _watched(problems, results, lights)
    title, as_of = _title(campaign, results, n), results[-1].at if results else now
    return compose(
        campaign,
        "M08",
        Envelope(to[0].code, f"{REPORT}/{campaign.calendar.local(now):%Y-%m-%dT%H:%M}", boxes(to)),
        now,
        heading=title,
        addressee=names(to),
        context={
            "about": REPORT,
            "title": title,
            "as_of": moment(campaign.calendar.local(as_of)),
            "returns": _returns(campaign, counted, now),
            "totals": counted.totals,
            "rate": percent(counted.all.rate),
            "lights": {shade.value: list(lights.values()).count(shade) for shade in Light},
            "findings": tuple(_finding(campaign, result) for result in results),
            "watched": views(campaign, watched[:_LISTED], now),
            "more": max(0, len(watched) - _LISTED),
            "unit_labels": ("责任单位", *COUNT_LABELS, LIGHTS[Light.RED], LIGHTS[Light.YELLOW]),
            "by_unit": _by_unit(campaign, problems, counted, lights),
            "labels": ("问题类别", *COUNT_LABELS),
            "by_category": counts(counted.by_category, counted.all),
            "changes": changes(events, {p.entry: p for p in problems}),
        },
        attachments=[_ledger(campaign, problems, now)],
    )


def _title(campaign: Campaign, results: Sequence[CheckResult], n: int | None) -> str:
    """A gate repeated on the first day of a phase is that of the phase before."""
    if not results:
        return f"周报（第{n}期）"
    day = campaign.calendar.local(results[-1].at).date()
    phase = next(phase for phase in reversed(campaign.settings.phases) if phase.starts < day)
    check = TITLES[results[-1].code]
    return phase.title + (check.removeprefix("阶段") if phase.title.endswith("阶段") else check)


def _watched(
    problems: Sequence[Problem], results: Sequence[CheckResult], lights: Mapping[int, Light | None]
) -> Sequence[Problem]:
    """What checks have named and what is red, oldest first."""
    named = {number for result in results for number in result.numbers}
    return oldest_first(p for p in problems if p.counts and (p.number in named or lights[p.entry] is Light.RED))


def _returns(campaign: Campaign, counted: Figures, now: datetime) -> str:
    """How many units have reported; said in the first phase alone."""
    if campaign.phase_of(campaign.calendar.local(now).date()) != campaign.settings.phases[0]:
        return ""
    should, missing = counted.should_report, counted.totals.missing_units
    told = f"应报单位{should}个，已报{should - missing}个，报送率{percent(counted.reported_share)}"
    return told + (f"，其中零报告{counted.totals.zero_units}个" if counted.totals.zero_units else "")


def _finding(campaign: Campaign, result: CheckResult) -> Finding:
    return Finding(
        title=f"{TITLES[result.code]}（{moment(campaign.calendar.local(result.at))}）",
        verdict=VERDICTS[result.result],
        tone=_TONES[result.result],
        detail=result.detail,
        units=joined(unit_name(campaign, code) for code in result.units),
        numbers=ranges(result.numbers),
    )


def _by_unit(
    campaign: Campaign, problems: Sequence[Problem], counted: Figures, lights: Mapping[int, Light | None]
) -> tuple[Line, ...]:
    """The counts of each responsible unit, with its red and yellow lights."""
    shown = Counter((p.responsible or "", lights[p.entry]) for p in problems if p.counts)
    tallies = {unit_name(campaign, code): tally for code, tally in counted.by_unit.items()}
    codes = [*counted.by_unit, None]
    return tuple(
        replace(line, values=(*line.values, *(_lit(shown, code, shade) for shade in (Light.RED, Light.YELLOW))))
        for line, code in zip(counts(tallies, counted.all), codes, strict=True)
    )


def _lit(shown: Counter[tuple[str, Light | None]], code: str | None, shade: Light) -> str:
    return str(sum(n for (unit, lit), n in shown.items() if lit is shade and code in (unit, None)))


def _ledger(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> Attachment:
    """Without telephones (D83) and not to be decided in."""
    return workbook("问题总台账", master_ledger(campaign, problems, now, contacts=False, version=None, offices=[]))


def last_call(
    campaign: Campaign, unit: Unit, problems: Sequence[Problem], result: CheckResult, now: datetime
) -> Letter:
    """M08 to a unit, once the last day for close requests has passed: what it has not asked to close (C3-3)."""
    ordered, closing = oldest_first(problems), campaign.settings.closing
    return compose(
        campaign,
        "M08",
        Envelope(unit.code, f"{result.code}/{campaign.calendar.local(result.at):%Y-%m-%dT%H:%M}", boxes([unit])),
        now,
        heading=TITLES[result.code],
        addressee=unit.name,
        context={
            "about": "last call",
            "title": f"{TITLES[result.code]}：贵单位尚有{len(ordered)}个问题未申请销号",
            "as_of": moment(campaign.calendar.local(result.at)),
            "requests_by": moment(closing.requests_by),
            "reviews_by": moment(closing.reviews_by),
            "watched": views(campaign, ordered, now),
        },
        attachments=[workbook(F2_TITLE, feedback_sheet(campaign, unit, ordered, now))],
    )


def recheck(
    campaign: Campaign, problems: Sequence[Problem], proofs: Proofs, result: CheckResult, now: datetime
) -> Letter:
    """M08 to both offices and the efficiency office: the numbers drawn to be opened again, with their proof (C3-4)."""
    efficiency = office_units(campaign, campaign.settings.offices.efficiency)
    to, ordered = (*coordinators(campaign), *efficiency), oldest_first(problems)
    return compose(
        campaign,
        "M08",
        Envelope(to[0].code, f"{result.code}/{campaign.calendar.local(result.at):%Y-%m-%dT%H:%M}", boxes(to)),
        now,
        heading="回头看抽查清单",
        addressee=names(to),
        context={
            "about": "recheck",
            "title": f"回头看抽查清单：请核查{len(ordered)}个已销号问题",
            "as_of": moment(campaign.calendar.local(result.at)),
            "detail": result.detail,
            "watched": views(campaign, ordered, now),
            "left_out": joined(f"“{proof.name}”（{joined(proof.numbers)}）" for proof in proofs.left_out),
            "example": ordered[0].number,
        },
        attachments=[enclosure(proof) for proof in proofs.enclosed],
    )

"""The campaign in numbers 数据口径: what the summary, the gates and the reconciliation count (C3-2, final-summary.md).

登记总数 = numbered and neither merged, rejected nor withdrawn; every share is of it unless it says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from campaign.campaign import Campaign
from campaign.courses import Course, courses, is_timely
from campaign.coverage import uncovered
from campaign.curve import Day, remembered, replayed
from campaign.events import Event
from campaign.measures import is_answered, is_carried, is_closed, is_early, is_on_time
from campaign.milestones import NodePlan, node_plan
from campaign.problem import ENDED, OPEN, Problem, State
from campaign.returns import Return
from campaign.vocabulary import LEVELS, TIERS

_UNDECIDED = frozenset({State.RECEIVED, State.PENDING})


@dataclass(frozen=True)
class Totals:
    """`gongjian summary`'s totals. A row is an entry of the ledger; zero reports are also among on time or late."""

    rows: int
    registered: int
    merged: int
    rejected: int
    withdrawn: int
    pending: int
    closed: int
    carried: int
    open: int
    escalated: int
    on_time_units: int
    late_units: int
    zero_units: int
    missing_units: int
    balanced: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Tally:
    """One line of a table.

    `early`: closed before the due date (D56). `escalated` ever; `answered` of these, by a reply or by closing, and
    `replied` of these closed. `days`, `own_days`, `median_days`: working days from handoff to the close request that
    was granted, mean of all, mean without the waiting of owner and superior, median of all. `intervals` of feedback,
    `timely` of these (`campaign.courses`); both 0 where the events are not known.
    """

    registered: int = 0
    closed: int = 0
    on_time: int = 0
    early: int = 0
    carried: int = 0
    open: int = 0
    escalated: int = 0
    answered: int = 0
    replied: int = 0
    reopened: int = 0
    days: float | None = None
    own_days: float | None = None
    median_days: float | None = None
    intervals: int = 0
    timely: int = 0

    @property
    def rate(self) -> float | None:
        """销号率 in per cent, one decimal; None where nothing was registered."""
        return share(self.closed, self.registered)

    @property
    def overdue(self) -> int:
        """超期销号: closed after the due date."""
        return self.closed - self.on_time

    @property
    def on_time_rate(self) -> float | None:
        """按期销号率."""
        return share(self.on_time, self.closed)

    @property
    def timely_rate(self) -> float | None:
        """反馈及时率."""
        return share(self.timely, self.intervals)

    @property
    def rebound(self) -> float | None:
        """回弹: reopened of closed."""
        return share(self.reopened, self.closed)

    @property
    def escalated_share(self) -> float | None:
        """上报占比."""
        return share(self.escalated, self.registered)

    @property
    def unfinished(self) -> int:
        """未结: still open or carried over."""
        return self.open + self.carried


@dataclass(frozen=True)
class Figures:
    """Everything counted, as of `at`. Tables keep configuration's order; `breaks`: Chinese, what does not balance.

    `projects`: with problems, by level; `screened` of the `catalogue` have a row or are covered by a zero report (D11).
    `courses`: by entry; empty where the events are not known.
    """

    at: datetime
    totals: Totals
    all: Tally
    should_report: int
    by_category: Mapping[str, Tally]
    by_unit: Mapping[str, Tally]
    by_tier: Mapping[str, Tally]
    by_superior: Mapping[str, Tally]
    by_level: Mapping[str, Tally]
    projects: Mapping[str, int]
    catalogue: int
    screened: int
    nodes: NodePlan
    courses: Mapping[int, Course]
    curve: tuple[Day, ...]
    breaks: tuple[str, ...]

    @property
    def reported_share(self) -> float | None:
        """报送率: on time or late, zero reports included."""
        return share(self.totals.on_time_units + self.totals.late_units, self.should_report)

    @property
    def on_time_share(self) -> float | None:
        """按时率."""
        return share(self.totals.on_time_units, self.should_report)

    @property
    def node_share(self) -> float | None:
        """节点达成率 (D9): done of the nodes that fell due in the campaign."""
        return share(len(self.nodes.done), len(self.nodes.due))


def share(part: int, whole: int) -> float | None:
    """Per cent with one decimal, halves up as in print; None of nothing."""
    return None if whole == 0 else int(part * 1000 / whole + 0.5) / 10


def figures(
    campaign: Campaign,
    problems: Iterable[Problem],
    returns: Iterable[Return],
    now: datetime,
    events: Sequence[Event] | None = None,
) -> Figures:
    """Count a ledger that was folded up to `now`. `returns` holds each unit's return, units of no duty included.

    `events`: all events up to `now`, as recorded; with them a day of the curve says what was so on that day, also
    where a number was closed, reopened and closed again since.
    """
    entries, reported = list(problems), list(returns)
    counted = [p for p in entries if p.counts]
    breaks = tuple(_breaks(entries))
    gone = courses(campaign, events or (), now)
    by = _Tables(campaign, counted, gone)
    return Figures(
        at=now,
        totals=_totals(campaign, entries, reported, balanced=not breaks),
        all=by.tally(counted),
        should_report=len(campaign.should_report()),
        by_category=by.group(lambda p: p.category, campaign.categories),
        by_unit=by.group(lambda p: p.responsible, campaign.directory.by_code),
        by_tier=by.group(lambda p: p.tier, TIERS),
        by_superior=by.group(lambda p: p.superior or "", among=lambda p: p.ever_escalated),
        by_level=by.group(lambda p: project_level(campaign, p), LEVELS),
        projects=_projects(campaign, counted),
        catalogue=len(campaign.catalogue.projects),
        screened=len(campaign.catalogue.projects) - len(uncovered(campaign, entries, reported)),
        nodes=node_plan(campaign, counted, now),
        courses=gone,
        curve=tuple(remembered(campaign, counted, now) if events is None else replayed(campaign, events, now)),
        breaks=breaks,
    )


def _totals(campaign: Campaign, entries: Sequence[Problem], returns: Sequence[Return], *, balanced: bool) -> Totals:
    states = Counter(p.state for p in entries)
    due = {unit.code for unit in campaign.should_report()}
    reported = {r.unit: r for r in returns if r.unit in due}
    return Totals(
        rows=len(entries),
        registered=sum(p.counts for p in entries),
        merged=states[State.MERGED],
        rejected=states[State.REJECTED],
        withdrawn=states[State.WITHDRAWN],
        pending=sum(states[state] for state in _UNDECIDED),
        closed=states[State.CLOSED],
        carried=states[State.CARRIED],
        open=sum(p.is_open for p in entries),
        escalated=sum(p.counts and p.ever_escalated for p in entries),
        on_time_units=sum(not r.late for r in reported.values()),
        late_units=sum(r.late for r in reported.values()),
        zero_units=sum(r.zero for r in reported.values()),
        missing_units=len(due - reported.keys()),
        balanced=balanced,
    )


@dataclass(frozen=True)
class _Tables:
    """Counts what is part of 登记总数, `counted`, group by group."""

    campaign: Campaign
    counted: Sequence[Problem]
    courses: Mapping[int, Course]

    def group(
        self,
        key: Callable[[Problem], str | None],
        order: Iterable[str] = (),
        among: Callable[[Problem], bool] = lambda problem: True,
    ) -> dict[str, Tally]:
        """Tallies by key in the given order, then in order of appearance; what has no key is under the empty string."""
        groups: dict[str, list[Problem]] = {name: [] for name in order}
        for problem in filter(among, self.counted):
            groups.setdefault(key(problem) or "", []).append(problem)
        return {name: self.tally(group) for name, group in groups.items() if group}

    def tally(self, problems: Sequence[Problem]) -> Tally:
        closed = [p for p in problems if is_closed(p)]
        spans = [(self._course(p), p.assigned_at, p.close_requested_at) for p in closed]
        done = [(course, since, until) for course, since, until in spans if since and until]
        whole = [self.campaign.calendar.working_days_since(since, until) for _, since, until in done]
        intervals = [interval for p in problems for interval in self._course(p).intervals]
        return Tally(
            registered=len(problems),
            closed=len(closed),
            on_time=sum(is_on_time(self.campaign, p) for p in closed),
            early=sum(is_early(self.campaign, p) for p in closed),
            carried=sum(map(is_carried, problems)),
            open=sum(p.is_open for p in problems),
            escalated=sum(p.ever_escalated for p in problems),
            answered=sum(map(is_answered, problems)),
            replied=sum(p.ever_escalated for p in closed),
            reopened=sum(p.reopened > 0 for p in problems),
            days=_mean(whole),
            own_days=_mean([course.days(self.campaign, since, until) for course, since, until in done]),
            median_days=round(median(whole), 1) if whole else None,
            intervals=len(intervals),
            timely=sum(one.answered and is_timely(self.campaign, one) for one in intervals),
        )

    def _course(self, problem: Problem) -> Course:
        return self.courses.get(problem.entry, Course())


def _mean(days: Sequence[int]) -> float | None:
    return round(sum(days) / len(days), 1) if days else None


def project_level(campaign: Campaign, problem: Problem) -> str | None:
    """The highest level of the problem's project (D7); None for a project that is not in the catalogue."""
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    return min(project.levels, key=LEVELS.index, default=None) if project else None


def _projects(campaign: Campaign, problems: Sequence[Problem]) -> dict[str, int]:
    """Projects with problems, by level."""
    levels = {p.project_code: project_level(campaign, p) or "" for p in problems}
    counts = Counter(levels.values())
    return {level: counts[level] for level in (*LEVELS, "") if counts[level]}


def _breaks(entries: Sequence[Problem]) -> Iterable[str]:
    """Where rows = registered + merged + rejected + withdrawn, or the row of numbers, does not hold (C3-2)."""
    pending = sum(p.state in _UNDECIDED for p in entries)
    if pending:
        yield f"尚有{pending}条报送内容待补正或待确认，未作出登记、合并或不予受理的处理"
    unnumbered = sum(p.number is None and p.state in OPEN | ENDED for p in entries)
    if unnumbered:
        yield f"有{unnumbered}个问题已进入办理但没有编号"
    yield from number_breaks(p.number for p in entries if p.number)


def number_breaks(numbers: Iterable[str]) -> Iterable[str]:
    """Chinese sentences for numbers missing from 1..N or given twice (C3-2, forms.md 5.8)."""
    counts = Counter(numbers)
    twice = [number for number, count in counts.items() if count > 1]
    if twice:
        yield f"编号重复：{'、'.join(sorted(twice))}"
    serials = {int(match.group()): number for number in counts if (match := re.search(r"\d+$", number))}
    missing = sorted(set(range(1, max(serials, default=0) + 1)) - serials.keys())
    if missing:
        yield f"编号不连续，缺第{'、'.join(map(str, missing))}号"

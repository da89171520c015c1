"""The course of a number: what its events tell beyond its last state, for the measures (KPI, D44, A5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from campaign.campaign import Campaign
from campaign.events import Event, apply
from campaign.problem import ELSEWHERE, Problem, State

#: while one of these lasts, the responsible unit owes feedback (A5)
_RUNNING = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.COUNTY, State.PROPOSED})
#: whose waiting time is not the unit's, in 平均办理工作日 (final-summary.md)
_NOT_COUNTED = frozenset({"业主", "上级"})


@dataclass(frozen=True)
class Wait:
    """The ball lay with `holder` (业主, 中介, 上级); `until` None: it still does."""

    holder: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Interval:
    """A unit's clock ran from `since`; `answered`: its feedback ended it, at `until`."""

    unit: str
    since: datetime
    until: datetime
    answered: bool


@dataclass(frozen=True)
class Course:
    """In order of time. `intervals` are those that count: answered, or left unanswered beyond the limit."""

    waits: tuple[Wait, ...] = ()
    intervals: tuple[Interval, ...] = ()

    def days(self, campaign: Campaign, since: datetime, until: datetime) -> int:
        """Working days between two instants that were the unit's own: without those that owner or superior had."""
        between = campaign.calendar.working_days_since
        waited = (
            between(max(wait.since, since), min(wait.until or until, until))
            for wait in self.waits
            if wait.holder in _NOT_COUNTED
        )
        return between(since, until) - sum(waited)


def courses(campaign: Campaign, events: Iterable[Event], now: datetime) -> dict[int, Course]:
    """Course by entry, after all events up to `now`."""
    entries: dict[int, Problem] = {}
    found: dict[int, Course] = {}
    for event in events:
        before = entries.get(event.entry)
        after = entries[event.entry] = apply(before, event)
        found[event.entry] = _gone_on(campaign, found.get(event.entry, Course()), before, after, event)
    return {entry: _left_open(campaign, course, entries[entry], now) for entry, course in found.items()}


def _gone_on(campaign: Campaign, course: Course, before: Problem | None, after: Problem, event: Event) -> Course:
    if before is None:
        return course
    holder, waits, since = _elsewhere(after), course.waits, before.clock_at
    if _elsewhere(before) != holder:
        ended = (*waits[:-1], replace(waits[-1], until=event.at)) if _elsewhere(before) else waits
        course = replace(course, waits=(*ended, Wait(holder, event.at)) if holder else ended)
    if _runs(before) and since and before.responsible and (not _runs(after) or after.clock_at != since):
        answered = event.actor == before.responsible and after.feedback_at == event.at
        course = _with(campaign, course, Interval(before.responsible, since, event.at, answered))
    return course


def _elsewhere(problem: Problem) -> str | None:
    """Who has the ball, if the unit has not; what was reported up lies above, whatever is told of it meanwhile."""
    if problem.state is State.ESCALATED:
        return "上级"
    return problem.waiting_on if problem.waiting_on in ELSEWHERE else None


def _runs(problem: Problem) -> bool:
    return problem.state in _RUNNING and _elsewhere(problem) is None


def _with(campaign: Campaign, course: Course, interval: Interval) -> Course:
    """What ended before the limit without the unit's doing says nothing of it."""
    if not interval.answered and is_timely(campaign, interval):
        return course
    return replace(course, intervals=(*course.intervals, interval))


def _left_open(campaign: Campaign, course: Course, problem: Problem, now: datetime) -> Course:
    if not _runs(problem) or problem.clock_at is None or problem.responsible is None:
        return course
    return _with(campaign, course, Interval(problem.responsible, problem.clock_at, now, answered=False))


def is_timely(campaign: Campaign, interval: Interval) -> bool:
    """Within the clock of feedback (A5, 7.4)."""
    days = campaign.calendar.working_days_since(interval.since, interval.until)
    return days <= campaign.settings.clocks.feedback


def waited_for(found: Mapping[int, Course], problems: Iterable[Problem], holder: str) -> list[Problem]:
    """The problems that waited for the holder at some time."""
    return [p for p in problems if any(w.holder == holder for w in found.get(p.entry, Course()).waits)]

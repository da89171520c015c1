"""The reporting matrix 报送情况: which unit has done its part in which phase (D20-D24, D30, D36, D44).

In phase 1 a unit reports its problems; afterwards it tells how the numbers stand for which it is responsible. Owners
that are responsible for none owe nothing then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from campaign.campaign import Campaign
from campaign.directory import Unit
from campaign.events import Event
from campaign.problem import Problem, State
from campaign.returns import Return
from campaign.settings import Phase
from campaign.waiting import NOT_LISTED

_DAY = timedelta(days=1)


class Standing(Enum):
    """How far a unit has done its part."""

    SILENT = "silent"
    PARTIAL = "partial"
    COMPLETE = "complete"
    ZERO = "zero report"


@dataclass(frozen=True)
class Part:
    """A unit's part in a phase. `asked`, `done`: rows or numbers; `late`: 迟报, or later than the feedback clock."""

    standing: Standing
    late: bool = False
    asked: int = 0
    done: int = 0


@dataclass(frozen=True)
class Line:
    """A unit and its part in each phase of the campaign, None in one that asks nothing of it or has not begun."""

    unit: Unit
    parts: tuple[Part | None, ...]


def matrix(
    campaign: Campaign,
    problems: Sequence[Problem],
    returns: Mapping[str, Return],
    events: Iterable[Event],
    now: datetime,
) -> tuple[Line, ...]:
    """Everybody who should report, has reported or is responsible for a number; in the order of the directory.

    `events`: what has been recorded up to `now`.
    """
    words = _words(events)
    owing = {unit.code for unit in campaign.should_report()}
    lines = (
        Line(
            unit,
            tuple(
                _reported(campaign, unit, problems, returns.get(unit.code), owes=unit.code in owing)
                if phase == campaign.settings.phases[0]
                else _answered(campaign, unit, phase, problems, words, now)
                for phase in campaign.settings.phases
            ),
        )
        for unit in campaign.directory.units
    )
    return tuple(line for line in lines if any(line.parts))


def _reported(
    campaign: Campaign, unit: Unit, problems: Iterable[Problem], returned: Return | None, *, owes: bool
) -> Part | None:
    """Partial: rows that the unit must complete are left, or a project of its own is neither reported nor zero."""
    if returned is None:
        return Part(Standing.SILENT) if owes else None
    if returned.zero:
        return Part(Standing.ZERO, returned.late)
    own = [p for p in problems if unit.code in p.reporters and p.state is not State.WITHDRAWN]
    left = sum(p.state is State.PENDING and p.pending != (NOT_LISTED,) for p in own)
    told = {p.project_code for p in problems if p.state is not State.REJECTED}
    bare = sum(project.code not in told for project in campaign.catalogue.of_owner(unit.code))
    standing = Standing.PARTIAL if left or bare else Standing.COMPLETE
    return Part(standing, returned.late, asked=len(own) + bare, done=len(own) - left)


def _words(events: Iterable[Event]) -> Mapping[tuple[int, str], list[datetime]]:
    """Entry and unit → when the unit said something about it by mail."""
    found: dict[tuple[int, str], list[datetime]] = {}
    for event in events:
        if event.message_id is not None:
            found.setdefault((event.entry, event.actor), []).append(event.at)
    return found


def _answered(
    campaign: Campaign,
    unit: Unit,
    phase: Phase,
    problems: Iterable[Problem],
    words: Mapping[tuple[int, str], list[datetime]],
    now: datetime,
) -> Part | None:
    calendar = campaign.calendar
    begins, ends = calendar.instant(phase.starts), min(now, calendar.instant(phase.ends + _DAY))
    asked = [p for p in problems if begins <= now and p.responsible == unit.code and _was_asked(p, begins, ends)]
    if not asked:
        return None
    first = {p.entry: _first(words.get((p.entry, unit.code), ()), begins, ends) for p in asked}
    done = sum(at is not None for at in first.values())
    late = any(_is_late(campaign, max(begins, p.assigned_at or begins), first[p.entry]) for p in asked)
    standing = Standing.COMPLETE if done == len(asked) else Standing.PARTIAL if done else Standing.SILENT
    return Part(standing, late, len(asked), done)


def _was_asked(problem: Problem, begins: datetime, ends: datetime) -> bool:
    """Handed off by the end of the time, and not at its end before it began."""
    handed = problem.assigned_at is not None and problem.assigned_at <= ends
    return problem.counts and handed and (problem.ended_at is None or problem.ended_at >= begins)


def _first(said: Iterable[datetime], begins: datetime, ends: datetime) -> datetime | None:
    return min((at for at in said if begins <= at <= ends), default=None)


def _is_late(campaign: Campaign, since: datetime, at: datetime | None) -> bool:
    return at is not None and campaign.calendar.working_days_since(since, at) > campaign.settings.clocks.feedback

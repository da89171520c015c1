"""What the final summary tells: one ledger, counted once; text, tables, charts and workbook all read this value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from campaign.affairs import Affairs
from campaign.campaign import Campaign
from campaign.courses import Course
from campaign.figures import Figures
from campaign.measures import is_answered, is_closed, is_left
from campaign.problem import Problem
from campaign.returns import Return
from campaign.vocabulary import TIERS
from reports.views import oldest_first


@dataclass(frozen=True)
class Account:
    """`entries`: the whole ledger, folded up to `counted.at`."""

    campaign: Campaign
    counted: Figures
    entries: Sequence[Problem]
    returns: Sequence[Return]
    affairs: Affairs = field(default_factory=Affairs)

    @property
    def at(self) -> datetime:
        return self.counted.at

    @cached_property
    def known(self) -> tuple[Problem, ...]:
        """The problems of 登记总数, oldest number first."""
        return tuple(oldest_first([p for p in self.entries if p.counts]))

    @cached_property
    def closed(self) -> tuple[Problem, ...]:
        return tuple(filter(is_closed, self.known))

    @cached_property
    def left(self) -> tuple[Problem, ...]:
        """未结: open, or carried over."""
        return tuple(filter(is_left, self.known))

    @cached_property
    def pending_above(self) -> tuple[Problem, ...]:
        """Reported up, and neither answered nor closed."""
        return tuple(p for p in self.left if p.ever_escalated and not is_answered(p))

    @cached_property
    def for_the_county(self) -> tuple[Problem, ...]:
        """Left, and the county government's to coordinate (D43)."""
        return tuple(p for p in self.left if p.tier == TIERS[1] and p not in self.pending_above)

    def waited(self, holder: str) -> tuple[Problem, ...]:
        """The numbers that waited for 业主, 中介 or 上级 at some time."""
        return tuple(p for p in self.known if any(w.holder == holder for w in self.course(p).waits))

    def still_waits(self, problem: Problem, holder: str) -> bool:
        waits = self.course(problem).waits
        return problem in self.left and bool(waits) and waits[-1].holder == holder and waits[-1].until is None

    def days_waited(self, problem: Problem, holder: str) -> int:
        """Working days that the number waited for the holder in all."""
        waits = [w for w in self.course(problem).waits if w.holder == holder]
        ended = problem.ended_at or self.at
        return sum(self.campaign.calendar.working_days_since(w.since, w.until or ended) for w in waits)

    def course(self, problem: Problem) -> Course:
        return self.counted.courses.get(problem.entry, Course())

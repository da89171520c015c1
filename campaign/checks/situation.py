"""What a phase check looks at: the ledger, the returns and the calendar, all as of one instant.

What it needs beside them, `notices` and `unready`, is gathered for the check alone and told as it is when it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from campaign.affairs import Affairs
from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.directory import Unit
from campaign.problem import Problem
from campaign.returns import Return


class Fate(StrEnum):
    """What became of a letter to one address; lost: refused, returned, or in doubt for a person to look at."""

    REACHED = "reached"
    WAITING = "waiting"
    LOST = "lost"


@dataclass(frozen=True)
class Delivered:
    """A letter to one address; `unit` whose address it is, None for one that has left the directory."""

    unit: str | None
    address: str
    fate: Fate


@dataclass(frozen=True)
class Gap:
    """Something amiss before the campaign begins, as a Chinese clause; one that `blocks` keeps the notice M01 back."""

    what: str
    blocks: bool = True


@dataclass(frozen=True)
class Situation:
    """`letters`: kind → when a letter of the kind was last composed.

    `notices`: the deliveries of M01 (C0-2). `unready`: what is amiss outside the ledger (C0-1).
    """

    campaign: Campaign
    problems: tuple[Problem, ...]
    returns: Mapping[str, Return]
    now: datetime
    letters: Mapping[str, datetime] = field(default_factory=dict)
    affairs: Affairs = field(default_factory=Affairs)
    notices: tuple[Delivered, ...] = ()
    unready: tuple[Gap, ...] = ()

    @property
    def today(self) -> date:
        return self.campaign.calendar.local(self.now).date()

    @cached_property
    def missing(self) -> tuple[Unit, ...]:
        """Units that owe a return and have sent none (D20-D24)."""
        return tuple(unit for unit in self.campaign.should_report() if unit.code not in self.returns)

    @cached_property
    def counted(self) -> tuple[Problem, ...]:
        """The problems of 登记总数."""
        return tuple(problem for problem in self.problems if problem.counts)

    @property
    def return_rate(self) -> float:
        """报送率 of the units that should report, 0 to 1."""
        should = len(self.campaign.should_report())
        return (should - len(self.missing)) / should if should else 1.0

    def result(
        self,
        code: str,
        verdict: Verdict,
        detail: str,
        units: tuple[str, ...] = (),
        problems: tuple[Problem, ...] | list[Problem] = (),
    ) -> CheckResult:
        """A record of a check at this instant."""
        numbers = tuple(p.number for p in problems if p.number)
        return CheckResult(code, self.now, verdict, units, numbers, detail)


def percent(rate: float) -> str:
    """``28%``; one decimal where the figure is not whole."""
    return f"{rate * 100:.1f}".removesuffix(".0") + "%"

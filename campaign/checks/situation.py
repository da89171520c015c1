"""What a phase check looks at: the ledger, the returns and the calendar, all as of one instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.directory import Unit
from campaign.problem import Problem
from campaign.returns import Return


@dataclass(frozen=True)
class Situation:
    """`letters`: kind → when a letter of the kind was last composed."""

    campaign: Campaign
    problems: tuple[Problem, ...]
    returns: Mapping[str, Return]
    now: datetime
    letters: Mapping[str, datetime] = field(default_factory=dict)

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

"""Results of the phase checks in words, for those who have to know of them (calendar-and-checks.md 7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.titles import TITLES
from reports.wording import joined, moment, ranges

VERDICTS: Mapping[Verdict, str] = {Verdict.PASS: "通过", Verdict.WARN: "有例外", Verdict.FAIL: "未通过"}


@dataclass(frozen=True)
class Checked:
    """A check's result; `units` are their full names."""

    title: str
    at: str
    verdict: str
    detail: str
    units: str
    numbers: str


def checked(campaign: Campaign, results: Iterable[CheckResult]) -> tuple[Checked, ...]:
    """Oldest first."""
    return tuple(_view(campaign, result) for result in results)


def _view(campaign: Campaign, result: CheckResult) -> Checked:
    return Checked(
        title=TITLES[result.code],
        at=moment(campaign.calendar.local(result.at)),
        verdict=VERDICTS[result.result],
        detail=result.detail,
        units=joined(campaign.directory[code].name for code in result.units),
        numbers=ranges(result.numbers),
    )

"""Rows that say themselves which entry they are: by the 问题编号 in the workbook that we sent back (A20).

A unit's own number holds however much of the row was rewritten. Any other number is told and not followed: the row
is then known by what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaign import Campaign
from campaign.ledger import Ledger
from campaign.likeness import ratio
from campaign.numbers import find_numbers
from campaign.problem import ENDED, Problem, State
from campaign.text import essence, squeeze

if TYPE_CHECKING:
    from campaign.intake import Incoming

_PROVISIONAL = re.compile(r"暂编(\d+)")


@dataclass(frozen=True)
class Claim:
    """The entry that a row names, or none and the `note` that says why its number is not followed."""

    problem: Problem | None
    note: str | None = None


def provisional(entry: int) -> str:
    """``暂编0012``: by this a row that has no number yet is known again when it comes back completed."""
    return f"暂编{entry:04d}"


def claims(rows: Sequence[Incoming], unit: str, campaign: Campaign, ledger: Ledger) -> dict[int, Claim]:
    """Row index → claim, for rows with something to follow or to tell; no entry is claimed twice."""
    found: dict[int, Claim] = {}
    for index, row in enumerate(rows):
        claim = _claim(row, unit, campaign, ledger) if row.number else None
        if claim:
            found[index] = claim
    return _each_once(found, rows)


def _claim(row: Incoming, unit: str, campaign: Campaign, ledger: Ledger) -> Claim | None:
    text = squeeze(row.number or "")
    waiting = _PROVISIONAL.search(text)
    if waiting:
        return _waiting(int(waiting[1]), unit, ledger)
    info = campaign.settings.campaign
    numbers, _ = find_numbers(text, info.number_prefix, info.number_width)
    if len(numbers) == 1:
        return _numbered(numbers[0], row, unit, campaign, ledger)
    if any(map(str.isalpha, text)):
        return _ignored(f"“{text}”不是本次活动的问题编号")
    return None  # the sender's own serial numbers


def _waiting(entry: int, unit: str, ledger: Ledger) -> Claim:
    problem = ledger.problem(entry)
    if problem is None or problem.state is not State.PENDING or unit not in problem.reporters:
        return _ignored(f"贵单位没有编号为{provisional(entry)}的待补正问题")
    return Claim(problem)


def _numbered(number: str, row: Incoming, unit: str, campaign: Campaign, ledger: Ledger) -> Claim | None:
    problem = ledger.numbered(number)
    if problem is None:
        return _ignored(f"总台账中没有编号{number}")
    why_not = _why_not(problem, row, unit, campaign.settings.identity.revision)
    if why_not is None:
        return Claim(problem)
    said_again = essence(problem.report.problem) == essence(row.report.problem)
    return None if said_again and unit in problem.reporters else _ignored(f"编号{number}{why_not}")


def _why_not(problem: Problem, row: Incoming, unit: str, least: float) -> str | None:
    """Why the row may not reword the problem: it is not the unit's, has ended, or is about something else."""
    reasons = (
        (unit not in problem.reporters, "不是贵单位报送的问题"),
        (problem.reporters[0] != unit, "登记的是另一单位先行报送的内容"),
        (problem.state is State.MERGED, f"已并入{problem.merged_into}"),
        (problem.state in {*ENDED, State.REJECTED, State.WITHDRAWN}, problem.state.chinese),
        (_of_another_project(problem, row, least), "是另一项目的问题"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _of_another_project(problem: Problem, row: Incoming, least: float) -> bool:
    """A line used for something else: the project and the problem are both others."""
    known = row.project_code is not None and problem.project_code is not None
    other = known and row.project_code != problem.project_code
    return other and ratio(problem.report.problem, row.report.problem) < least


def _ignored(reason: str) -> Claim:
    return Claim(None, f"{reason}，本行按所填内容核对")


def _each_once(found: dict[int, Claim], rows: Sequence[Incoming]) -> dict[int, Claim]:
    """Of several rows with one number a complete one keeps it, and of these the likest: the others are copies."""
    order = sorted(found, key=lambda i: (bool(rows[i].missing), -_likeness(found[i], rows[i]), i))
    taken: set[int] = set()
    for index in order:
        problem = found[index].problem
        if problem is None:
            continue
        if problem.entry in taken:
            found[index] = _ignored(f"编号{problem.number or provisional(problem.entry)}另有一行填写")
        taken.add(problem.entry)
    return found


def _likeness(claim: Claim, row: Incoming) -> float:
    return ratio(claim.problem.report.problem, row.report.problem) if claim.problem else 0.0

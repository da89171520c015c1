"""Which entry of its own a unit's row is: the same words, the number it carries, earlier words, a rewording (A20).

The rows of a whole mail are looked at together: what the mail lists beside each other is not one problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from campaign.campaign import Campaign
from campaign.claims import Claim, claims
from campaign.identity import FORGOTTEN, LIVING
from campaign.ledger import Ledger
from campaign.likeness import rewording
from campaign.problem import Problem, State, project_key
from campaign.text import essence

if TYPE_CHECKING:
    from campaign.intake import Incoming

#: a waiting row of fewer characters says too little to be recognised by its words
_VAGUE = 10


@dataclass
class Matches:
    """Row index → entry; `notes`: row index → why the number in the row was not followed; `taken`: the entries."""

    entries: dict[int, Problem] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, index: int, problem: Problem) -> None:
        self.entries[index] = problem
        self.taken.add(problem.entry)


def match_rows(rows: Sequence[Incoming], unit: str, campaign: Campaign, ledger: Ledger) -> Matches:
    """The unit's own entries that the rows are; a row that is none of them is not in the result."""
    own = _own_entries(rows, unit, ledger)
    found = Matches()
    _same_words(rows, own, found)
    _numbers(rows, claims(rows, unit, campaign, ledger), found)
    _earlier_words(rows, own, found)
    _rewordings(rows, own, found, campaign.settings.identity.revision)
    return found


def _own_entries(rows: Sequence[Incoming], unit: str, ledger: Ledger) -> Mapping[int, Sequence[Problem]]:
    """Row index → what the unit wrote of the row's project, and what waits under the same project name."""
    known: dict[str, list[Problem]] = {}
    for key in {key for row in rows for key in _keys(row)}:
        known[key] = [p for p in ledger.of_unit(key, unit) if p.state not in FORGOTTEN]
    return {index: [p for key in _keys(row) for p in known[key]] for index, row in enumerate(rows)}


def _keys(row: Incoming) -> tuple[str, ...]:
    named = project_key(None, row.report.project_name)
    return (row.project_code, named) if row.project_code else (named,)


def _same_words(rows: Sequence[Incoming], own: Mapping[int, Sequence[Problem]], found: Matches) -> None:
    for index, row in enumerate(rows):
        text = essence(row.report.problem)
        same = [p for p in own[index] if text and essence(p.report.problem) == text]
        if same:
            found.add(index, min(same, key=_preference))


def _preference(problem: Problem) -> tuple[bool, bool, int]:
    """What can still change before what has ended, a number before a waiting row, the first before the second."""
    return problem.state not in LIVING, problem.number is None and problem.state is State.PENDING, problem.entry


def _numbers(rows: Sequence[Incoming], claimed: Mapping[int, Claim], found: Matches) -> None:
    """The number in a row holds, unless the row says word for word what another entry says: it has moved."""
    for index, claim in claimed.items():
        if claim.note:
            found.notes[index] = claim.note
        if claim.problem is None or index in found.entries or claim.problem.entry in found.taken:
            continue
        found.add(index, claim.problem)


def _earlier_words(rows: Sequence[Incoming], own: Mapping[int, Sequence[Problem]], found: Matches) -> None:
    for index, row in _left(rows, found):
        text = essence(row.report.problem)
        known = (p for p in own[index] if text and p.entry not in found.taken and text in map(essence, p.wordings))
        earlier = min(known, key=_preference, default=None)
        if earlier is not None:
            found.add(index, earlier)


def _rewordings(rows: Sequence[Incoming], own: Mapping[int, Sequence[Problem]], found: Matches, least: float) -> None:
    """The likest pairs of what the mail no longer lists and what is new in it; no entry twice."""
    pairs = [
        (_likeness(problem, row), index, problem)
        for index, row in _left(rows, found)
        for problem in own[index]
        if problem.state in LIVING and problem.entry not in found.taken
    ]
    for score, index, problem in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].entry)):
        if score >= least and index not in found.entries and problem.entry not in found.taken:
            found.add(index, problem)


def _likeness(problem: Problem, row: Incoming) -> float:
    """A row that waits because it said too little is completed by any row on its matter."""
    if problem.state is State.PENDING and len(essence(problem.report.problem)) < _VAGUE and not row.missing:
        return 1.0 if problem.report.category in {None, row.report.category} else 0.0
    return max(rewording(words, row.report.problem) for words in problem.wordings)


def _left(rows: Sequence[Incoming], found: Matches) -> Iterable[tuple[int, Incoming]]:
    return [(index, row) for index, row in enumerate(rows) if index not in found.entries]

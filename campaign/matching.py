"""Which entry of its own a unit's row is: the same words, the number it carries, earlier words, a rewording (A20, I9).

The rows of a whole mail are looked at together: what the mail lists beside each other is not one problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from campaign.campaign import Campaign
from campaign.claims import Claim, claims
from campaign.identity import FORGOTTEN, LIVING
from campaign.ledger import Ledger, Saying
from campaign.likeness import rewording
from campaign.problem import Problem, State, project_key
from campaign.text import essence

if TYPE_CHECKING:
    from campaign.intake import Incoming

#: a waiting row of fewer characters says too little to be recognised by its words
_VAGUE = 10


@dataclass
class Matches:
    """Row index → entry; `notes`: row index → why the number in the row was not followed; `taken`: the entries.

    `left`: row index → the waiting entry that the row repeats as it was, while another row of the mail completes it.
    """

    entries: dict[int, Problem] = field(default_factory=dict)
    left: dict[int, Problem] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, index: int, problem: Problem) -> None:
        self.entries[index] = problem
        self.taken.add(problem.entry)


def match_rows(rows: Sequence[Incoming], unit: str, campaign: Campaign, ledger: Ledger) -> Matches:
    """The unit's own entries that the rows are; a row that is none of them is not in the result."""
    own = _Own(rows, unit, ledger)
    claimed = claims(rows, unit, campaign, ledger)
    found = Matches(left=_left_as_they_were(rows, claimed))
    _same_words(rows, own, found)
    _numbers(claimed, found)
    _earlier_words(rows, own, found)
    _rewordings(rows, own, found, campaign.settings.identity.revision)
    return found


class _Own:
    """What the unit wrote of the projects of the rows. The words come first; an entry is folded when it is a match."""

    def __init__(self, rows: Sequence[Incoming], unit: str, ledger: Ledger) -> None:
        self._ledger = ledger
        self._texts = [essence(row.report.problem) for row in rows]
        self._keys = [_keys(row) for row in rows]
        self._said: dict[str, list[Saying]] = defaultdict(list)
        for saying in ledger.said_by(unit, {key for keys in self._keys for key in keys}):
            self._said[saying.key].append(saying)
        self._ledger.problems({said.entry for index in range(len(rows)) for said in self._who_said(index)})

    def _of(self, index: int) -> Iterator[Saying]:
        return (said for key in self._keys[index] for said in self._said.get(key, ()))

    def _who_said(self, index: int) -> Iterator[Saying]:
        text = self._texts[index]
        return (said for said in self._of(index) if text and said.text == text)

    def in_these_words(self, index: int) -> list[tuple[bool, Problem]]:
        """Entries that say, or once said, what the row says; whether these words count now."""
        text = self._texts[index]
        return [(essence(p.report.problem) == text, p) for p in self._problems(self._who_said(index))]

    def alike(self, indices: Iterable[int], least: float) -> list[tuple[int, Problem]]:
        """Rows with the living entries that may say the same in other words, or that say too little to be told."""
        near = {index: list(self._near(index, least)) for index in indices}
        self._problems(saying for sayings in near.values() for saying in sayings)
        pairs = ((index, problem) for index, sayings in near.items() for problem in self._problems(sayings))
        return [(index, problem) for index, problem in pairs if problem.state in LIVING]

    def _near(self, index: int, least: float) -> Iterator[Saying]:
        text = self._texts[index]
        return (s for s in self._of(index) if len(s.text) < _VAGUE or fuzz.ratio(s.text, text) >= least * 100)

    def _problems(self, sayings: Iterable[Saying]) -> list[Problem]:
        entries = dict.fromkeys(saying.entry for saying in sayings)
        return [problem for problem in self._ledger.problems(entries) if problem.state not in FORGOTTEN]


def _left_as_they_were(rows: Sequence[Incoming], claimed: Mapping[int, Claim]) -> dict[int, Problem]:
    """Rows of the old sheet that came beside its corrected copy: what they say is what another row completes."""
    completed = [
        claim.problem
        for index, claim in claimed.items()
        if claim.problem and claim.problem.state is State.PENDING and not rows[index].missing
    ]
    return {
        index: problem
        for problem in completed
        for index, row in enumerate(rows)
        if row.missing and row.report == problem.report
    }


def _keys(row: Incoming) -> tuple[str, ...]:
    """The row's project, and what waits under the same name."""
    named = project_key(None, row.report.project_name)
    return (row.project_code, named) if row.project_code else (named,)


def _same_words(rows: Sequence[Incoming], own: _Own, found: Matches) -> None:
    for index in _left(rows, found):
        same = [problem for now, problem in own.in_these_words(index) if now]
        if same:
            found.add(index, min(same, key=_preference))


def _preference(problem: Problem) -> tuple[bool, bool, int]:
    """What can still change before what has ended, a number before a waiting row, the first before the second."""
    return problem.state not in LIVING, problem.number is None and problem.state is State.PENDING, problem.entry


def _numbers(claimed: Mapping[int, Claim], found: Matches) -> None:
    """The number in a row holds, unless the row says word for word what another entry says: it has moved."""
    for index, claim in claimed.items():
        if claim.note and index not in found.left:
            found.notes[index] = claim.note
        if claim.problem is None or index in found.entries or claim.problem.entry in found.taken:
            continue
        found.add(index, claim.problem)
    for index, problem in list(found.left.items()):
        if problem.entry not in found.taken:  # the other row was moved
            found.add(index, found.left.pop(index))


def _earlier_words(rows: Sequence[Incoming], own: _Own, found: Matches) -> None:
    for index in _left(rows, found):
        taken = found.taken
        known = [problem for _, problem in own.in_these_words(index) if problem.entry not in taken]
        if known:
            found.add(index, min(known, key=_preference))


def _rewordings(rows: Sequence[Incoming], own: _Own, found: Matches, least: float) -> None:
    """The likest pairs of what the mail no longer lists and what is new in it; no entry twice."""
    taken = found.taken
    pairs = [
        (_likeness(problem, rows[index]), index, problem)
        for index, problem in own.alike(_left(rows, found), least)
        if problem.entry not in taken
    ]
    for score, index, problem in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].entry)):
        if score >= least and index not in found.entries and problem.entry not in taken:
            found.add(index, problem)
            taken.add(problem.entry)


def _likeness(problem: Problem, row: Incoming) -> float:
    """A row that waits because it said too little is completed by any row on its matter."""
    if problem.state is State.PENDING and len(essence(problem.report.problem)) < _VAGUE and not row.missing:
        return 1.0 if problem.report.category in {None, row.report.category} else 0.0
    return max(rewording(words, row.report.problem) for words in problem.wordings)


def _left(rows: Sequence[Incoming], found: Matches) -> list[int]:
    return [index for index in range(len(rows)) if index not in found.entries and index not in found.left]

"""Identity of problems: what a reported row is to the ledger (forms.md 5.7, A16, A20; lifecycle T1-T5).

A row is the entry whose number it carries, when that is the unit's own (`campaign.claims`). Otherwise it is the same
problem as an entry of its project when the texts say the same (`essence`), whoever reports it; a unit's own rewording
of a row it no longer lists unchanged is a revision. Everything else is new.
Likeness alone never merges the problems of two units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from campaign.campaign import Campaign
from campaign.claims import REVISION_LIKENESS, Claim, claims, likeness
from campaign.events import Event, Kind, report_data
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.outcomes import RowResult
from campaign.problem import ENDED, OPEN, Problem, Report, Source, State
from campaign.text import essence
from campaign.vocabulary import TIERS


@dataclass(frozen=True)
class Incoming:
    """A row as read. `missing`: Chinese clauses, what keeps it from being numbered; empty when it is complete.

    `number`: what stands in the row's 问题编号, as written.
    """

    report: Report
    source: Source
    project_code: str | None
    missing: tuple[str, ...] = ()
    number: str | None = None


@dataclass(frozen=True)
class Taken:
    """What became of the row: the entry it is now part of (for a merged row, the surviving one), and what to tell."""

    result: RowResult
    problem: Problem
    notes: tuple[str, ...] = ()


class Intake:
    """Takes one unit's rows of one message into the ledger, at one instant."""

    def __init__(self, campaign: Campaign, ledger: Ledger, unit: str, at: datetime, message_id: str) -> None:
        self._campaign, self._ledger = campaign, ledger
        self._unit, self._at, self._message_id = unit, at, message_id

    def take(self, rows: Sequence[Incoming]) -> list[Taken]:
        """Outcomes in the order of the rows; every event is recorded in the ledger."""
        named = claims(rows, self._unit, self._campaign, self._ledger)
        known = self._revisions(rows, {i: claim.problem for i, claim in named.items() if claim.problem})
        return [self._follow(row, named.get(index), known.get(index)) for index, row in enumerate(rows)]

    def _follow(self, row: Incoming, claim: Claim | None, reworded: int | None) -> Taken:
        """The row as the entry that it names."""
        if claim is None or claim.problem is None:
            taken = self._take(row, reworded)
            return replace(taken, notes=(claim.note,)) if claim and claim.note else taken
        return self._repeat(claim.problem, row)

    def _revisions(self, rows: Sequence[Incoming], named: Mapping[int, Problem]) -> dict[int, int]:
        """Row index → entry of the unit's own that it rewords: best likeness first, no entry twice."""
        unmatched = [i for i, row in enumerate(rows) if i not in named and self._same(row) is None]
        listed = {same.entry for row in rows if (same := self._same(row))} | {p.entry for p in named.values()}
        pairs = [
            (likeness(own.report, rows[i].report), i, own.entry)
            for i in unmatched
            for own in self._own(rows[i])
            if own.entry not in listed
        ]
        found: dict[int, int] = {}
        for score, index, entry in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if score >= REVISION_LIKENESS and index not in found and entry not in found.values():
                found[index] = entry
        return found

    def _candidates(self, row: Incoming) -> Sequence[Problem]:
        """Entries of the row's project, and the unit's waiting rows that name the same project."""
        waiting = [p for p in self._ledger.where({State.PENDING}) if p.project_code is None and self._is_own(p)]
        named = [p for p in waiting if essence(p.report.project_name) == essence(row.report.project_name)]
        return [*(self._ledger.of_project(row.project_code) if row.project_code else ()), *named]

    def _is_own(self, problem: Problem) -> bool:
        return self._unit in problem.reporters

    def _own(self, row: Incoming) -> list[Problem]:
        """What the unit itself wrote first and may still reword; a number that has ended takes no new wording."""
        living = OPEN | {State.RECEIVED, State.PENDING, State.MERGED}
        return [p for p in self._candidates(row) if self._wrote(p) and p.state in living]

    def _wrote(self, problem: Problem) -> bool:
        """Whether the words are the unit's; of a merged problem both texts are kept, each its writer's (A16)."""
        return problem.reporters[0] == self._unit

    def _same(self, row: Incoming) -> Problem | None:
        """The entry that says the same; the unit's own words before another's, a number before a waiting row."""
        text = essence(row.report.problem)
        same = [p for p in self._candidates(row) if text and essence(p.report.problem) == text]
        same = [p for p in same if p.state not in {State.REJECTED, State.WITHDRAWN}]
        return min(same, key=lambda p: (not self._wrote(p), p.number is None, p.entry), default=None)

    def _take(self, row: Incoming, reworded: int | None) -> Taken:
        same = self._same(row)
        if same is None and reworded is None:
            return self._receive(row)
        if same is None:
            own = next(p for p in self._own(row) if p.entry == reworded)
            return self._revise(own, row)
        if self._wrote(same):
            return self._repeat(same, row)
        if self._is_own(same):
            return Taken(RowResult.SAME, same)
        return self._receive(row)

    def _receive(self, row: Incoming) -> Taken:
        problem = self._record(
            Kind.RECEIVED,
            self._ledger.next_entry(),
            report=report_data(row.report),
            reporter=self._unit,
            source=vars(row.source),
            project_code=row.project_code,
        )
        return self._settle(problem, row)

    def _settle(self, problem: Problem, row: Incoming) -> Taken:
        """Wait, merge or register a row that has no number yet (T2, T3, T4, T5)."""
        if row.missing or row.project_code is None:
            reasons = row.missing or ("项目未在重点项目目录内",)
            return Taken(RowResult.PENDING, self._record(Kind.PENDED, problem.entry, SYSTEM, reasons=list(reasons)))
        survivor = self._survivor(problem, row)
        if survivor is not None:
            return self._merge(problem, survivor, row)
        return Taken(RowResult.REGISTERED, register(problem, row.project_code, self._ledger, self._campaign, self._at))

    def _survivor(self, problem: Problem, row: Incoming) -> Problem | None:
        """The open problem of the project that says the same (T5: a survivor is open)."""
        text = essence(row.report.problem)
        others = (p for p in self._ledger.of_project(row.project_code or "") if p.entry != problem.entry)
        return next((p for p in others if p.is_open and essence(p.report.problem) == text), None)

    def _merge(self, problem: Problem, survivor: Problem, row: Incoming) -> Taken:
        self._record(Kind.MERGED, problem.entry, SYSTEM, into=survivor.number)
        united = self._record(
            Kind.REPORTED,
            survivor.entry,
            reporter=self._unit,
            source=vars(row.source),
            tier=_stricter(survivor.tier, row.report.tier),
        )
        return Taken(RowResult.MERGED, united)

    def _repeat(self, same: Problem, row: Incoming) -> Taken:
        if same.state is State.MERGED and same.merged_into:
            survivor = self._ledger.numbered(same.merged_into)
            return Taken(RowResult.SAME, survivor or same)
        if same.state in ENDED:
            told = f"编号{same.number}{same.state.chinese}；如问题仍未解决，请回复说明，由牵头单位研究恢复"
            return Taken(RowResult.SAME, same, (told,))
        if same.state is State.PENDING or row.report != same.report:
            return self._revise(same, row)
        return Taken(RowResult.SAME, same)

    def _revise(self, problem: Problem, row: Incoming) -> Taken:
        """Newer wording; a numbered entry is never emptied by a row that lacks something."""
        if problem.number and row.missing:
            kept = f"编号{problem.number}原登记内容保留，补齐后再作更新"
            return Taken(RowResult.REFUSED, problem, (kept,))
        problem = self._record(
            Kind.REVISED,
            problem.entry,
            report=report_data(row.report),
            source=vars(row.source),
            project_code=row.project_code,
        )
        return self._settle(problem, row) if problem.number is None else Taken(RowResult.REVISED, problem)

    def _record(self, kind: Kind, entry: int, actor: str | None = None, **data: object) -> Problem:
        return self._ledger.record(Event(entry, kind, self._at, actor or self._unit, self._message_id, data))


def _stricter(*tiers: str | None) -> str | None:
    """The highest tier named: it wins until confirmed (A16)."""
    return max((tier for tier in tiers if tier), key=TIERS.index, default=None)


def register(problem: Problem, project_code: str | None, ledger: Ledger, campaign: Campaign, at: datetime) -> Problem:
    """Give the row its number, lead office, tier and due date (T3, T4; A3, A7, forms.md row 15)."""
    tier = problem.tier or problem.report.tier
    due = problem.report.due or campaign.default_due(tier)
    return ledger.record(
        Event(
            problem.entry,
            Kind.REGISTERED,
            at,
            SYSTEM,
            data={
                "number": ledger.next_number(),
                "project_code": project_code,
                "tier": tier,
                "lead": campaign.lead_office(problem.report.category),
                "due": due.isoformat() if due else None,
            },
        )
    )

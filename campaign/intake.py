"""What a reported row is to the ledger (forms.md 5.7, A16, A20; lifecycle T1-T5).

A row that is none of its unit's own entries (`campaign.matching`) is received as a new one; numbered or changed, it is
one problem with what another unit says in the same words (`campaign.identity`). The order in which mails arrive makes
no difference: an older version changes nothing that a newer one has said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from campaign.answers import Answer, answer_words, with_answers
from campaign.campaign import Campaign
from campaign.differences import changes
from campaign.events import Event, Kind, report_data
from campaign.identity import FORGOTTEN, Identity
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.matching import Matches, match_rows
from campaign.outcomes import Change, RowResult
from campaign.problem import ENDED, Problem, Report, Source, State, project_key
from campaign.text import essence
from campaign.versions import Version
from campaign.waiting import NOT_LISTED


@dataclass(frozen=True)
class Incoming:
    """A row as read. `missing`: Chinese clauses, what keeps it from being numbered; empty when it is complete.

    `number`: what stands in the row's 问题编号, as written. `version`: of its sheet, where it is not the mail's.
    `answer`: what the key projects office has said before about a project named in the same way (A17).
    """

    report: Report
    source: Source
    project_code: str | None
    missing: tuple[str, ...] = ()
    number: str | None = None
    version: Version | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Taken:
    """What became of the row: the entry it is now part of (for a merged row, the surviving one), and what to tell.

    `stale`: a newer version of the row had come before.
    """

    result: RowResult
    problem: Problem
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    stale: bool = False


class Intake:
    """Takes one unit's rows of one message into the ledger, at one instant; `at` is when it was written, too."""

    def __init__(self, campaign: Campaign, ledger: Ledger, unit: str, at: datetime, message_id: str) -> None:
        self._campaign, self._ledger = campaign, ledger
        self._unit, self._at, self._message_id = unit, at, message_id
        self._identity = Identity(campaign, ledger, at, message_id)
        #: the problems that the message lists; none of them is another one of them
        self._listed: set[int] = set()

    def take(self, rows: Sequence[Incoming]) -> list[Taken]:
        """Outcomes in the order of the rows, all rows of the message at once; every event is recorded in the ledger."""
        rows = with_answers(rows, self._ledger.answers)
        known = match_rows(rows, self._unit, self._campaign, self._ledger)
        self._listed.update(self._identity.root(problem).entry for problem in known.entries.values())
        taken = {index: self._take(index, row, known) for index, row in enumerate(rows) if index not in known.left}
        taken |= {index: self._leave(problem) for index, problem in known.left.items()}
        return [taken[index] for index in range(len(rows))]

    def _take(self, index: int, row: Incoming, known: Matches) -> Taken:
        problem = known.entries.get(index)
        taken = self._repeat(self._now(problem), row) if problem else self._receive(row)
        self._listed.add(taken.problem.entry)
        answer = (answer_words(row.answer, self._campaign),) if row.answer else ()
        note = known.notes.get(index)
        return replace(taken, notes=(*taken.notes, *answer, *((note,) if note else ())))

    def _leave(self, problem: Problem) -> Taken:
        """The row as it was, after the one that completes it."""
        return Taken(RowResult.SAME, self._identity.root(self._now(problem)), ("同一编号已在另一行补正",))

    def _now(self, problem: Problem) -> Problem:
        """The entry after what earlier rows of the message have changed."""
        return self._ledger.problem(problem.entry) or problem

    def _receive(self, row: Incoming) -> Taken:
        rejected = self._rejected(row)
        if rejected is not None:
            return Taken(RowResult.REFUSED, rejected)
        data = {"reporter": self._unit, **self._said(row)}
        return self._settle(self._record(Kind.RECEIVED, self._ledger.next_entry(), self._unit, data), row)

    def _rejected(self, row: Incoming) -> Problem | None:
        """The unit's own row that was answered with 不纳入 and comes once more."""
        if row.answer is None or row.answer.included:
            return None
        text, key = essence(row.report.problem), project_key(None, row.report.project_name)
        own = (p for p in self._ledger.of_unit(key, self._unit) if p.state is State.REJECTED)
        return next((p for p in own if essence(p.report.problem) == text), None)

    def _settle(self, problem: Problem, row: Incoming) -> Taken:
        """Wait, merge, register or reject a row that has no number yet (T2, T3, T4, T5, T20)."""
        answer = row.answer
        if answer and not answer.included:
            return Taken(RowResult.REFUSED, self._record(Kind.REJECTED, problem.entry, SYSTEM, {}))
        if answer and not problem.included:
            problem = self._record(Kind.INCLUDED, problem.entry, SYSTEM, {"project_code": row.project_code})
        if row.missing or (row.project_code is None and answer is None):
            reasons = row.missing or (NOT_LISTED,)
            return Taken(
                RowResult.PENDING, self._record(Kind.PENDED, problem.entry, SYSTEM, {"reasons": list(reasons)})
            )
        admitted = self._identity.admit(problem, row.project_code, self._listed)
        return Taken(RowResult.REGISTERED if admitted.entry == problem.entry else RowResult.MERGED, admitted)

    def _repeat(self, same: Problem, row: Incoming) -> Taken:
        root = self._identity.root(same)
        if root.state in FORGOTTEN:
            return self._receive(row)
        if root.state in ENDED:
            told = f"编号{root.number}{root.state.chinese}；如问题仍未解决，请回复说明，由牵头单位研究恢复"
            return Taken(RowResult.SAME, root, (told,))
        if same.state is State.PENDING:
            return self._settle(self._revise(same, row), row)
        if row.report == same.report:
            return Taken(RowResult.SAME, root)
        if self._is_stale(same, row):
            return self._note_earlier(same, root, row)
        return self._reword(same, root, row)

    def _is_stale(self, same: Problem, row: Incoming) -> bool:
        return same.version is not None and self._version(row).is_older_than(same.version)

    def _note_earlier(self, same: Problem, root: Problem, row: Incoming) -> Taken:
        """An older version that comes late changes nothing; its words are known from now on."""
        if essence(row.report.problem) not in map(essence, same.wordings):
            same = self._record(Kind.EARLIER, same.entry, self._unit, self._said(row))
            root = self._identity.join(same)
        return Taken(RowResult.SAME, root, ("已登记较新版本，本行系较早版本的内容，不作更新",), stale=True)

    def _reword(self, same: Problem, root: Problem, row: Incoming) -> Taken:
        """Newer wording; a numbered problem is never emptied by a row that lacks something."""
        if row.missing:
            kept = f"编号{root.number}原登记内容保留，补齐后再作更新"
            return Taken(RowResult.REFUSED, root, (kept,))
        changed = changes(same.report, row.report)
        revised = self._revise(same, row)
        survivor = self._identity.reconsider(revised, self._listed)
        if same.state is State.MERGED:
            told = f"编号{root.number}登记的是另一单位先行报送的内容，贵单位的新内容一并存档"
            return Taken(RowResult.SAME, survivor, (told,))
        if survivor.entry != same.entry:
            told = f"更新后与{survivor.number}内容一致，编号{same.number}并入{survivor.number}"
            return Taken(RowResult.MERGED, survivor, (told,), changed)
        return Taken(RowResult.REVISED, survivor, changes=changed)

    def _revise(self, problem: Problem, row: Incoming) -> Problem:
        return self._record(Kind.REVISED, problem.entry, self._unit, self._said(row))

    def _said(self, row: Incoming) -> dict[str, object]:
        return {
            "report": report_data(row.report),
            "source": vars(row.source),
            "project_code": row.project_code,
            "version": self._version(row).data(),
        }

    def _version(self, row: Incoming) -> Version:
        return row.version or Version(self._at)

    def _record(self, kind: Kind, entry: int, actor: str, data: Mapping[str, object]) -> Problem:
        return self._ledger.record(Event(entry, kind, self._at, actor, self._message_id, data))

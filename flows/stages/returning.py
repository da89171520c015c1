"""A unit's return 报送: all its rows at once, entered on the roster, and what it no longer lists (A10, A20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from campaign.differences import Words, is_whole, question, unlisted
from campaign.identity import Identity
from campaign.intake import Intake, Taken
from campaign.outcomes import RowResult
from campaign.problem import OPEN, Problem, State
from campaign.versions import Version, version, written_at
from db import records
from db.models import Submission
from flows.stages import sheets
from flows.stages.annotating import Answered
from flows.stages.case import Case
from parsers.result import FileReading, TableReading

Found = Sequence[tuple[FileReading, TableReading]]


@dataclass(frozen=True)
class Returned:
    """`entered`: the mail is a return, of problems or 零报告 (`zero`); `questions`: Chinese sentences to its unit."""

    sheets: tuple[Answered, ...] = ()
    entered: bool = False
    zero: bool = False
    questions: tuple[str, ...] = ()


def take_return(case: Case, found: Found) -> Returned:
    """The tables of a mail in the forms F1 and F1z, taken as one return."""
    known = len(_own(case))
    rows = [sheets.incoming(case, file, table, _version(case, file)) for file, table in found]
    intake = Intake(case.desk.campaign, case.ledger, case.row.unit or "", case.now, case.message_id)
    taken = intake.take([row for each in rows for row in each])
    outcomes = iter(taken)
    told = tuple(Answered(file, table, tuple(sheets.reported(file, table, outcomes))) for file, table in found)
    if not taken and not any(table.form == "F1z" for _, table in found):
        return Returned(told)
    if not taken:
        return Returned(told, entered=True, zero=True, questions=zero_return(case))
    _enter(case, len(taken), sum(row.result is RowResult.PENDING for row in taken))
    return Returned(told, entered=True, questions=_missing(case, found, taken, known))


def zero_return(case: Case) -> tuple[str, ...]:
    """Enter a 零报告; it erases nothing: the unit is asked about what it has reported before (A20)."""
    earlier = records.return_of(case.session, case.desk.id, case.row.unit or "", case.row.received_at)
    _enter(case, 0, 0, zero=True)
    if earlier is None or not earlier.rows:
        return ()
    before = f"贵单位此前已报送{earlier.rows}个问题，本次为零报告，"
    open_still = unlisted(_roots(case, _own(case)), ())
    return (question(open_still, before),) if open_still else (f"{before}原问题是否撤回？请回复确认。",)


def _enter(case: Case, rows: int, incomplete: int, zero: bool = False) -> None:
    at = case.row.received_at
    case.session.add(
        Submission(
            campaign=case.desk.id,
            inbox_id=case.row.id,
            unit=case.row.unit or "",
            at=at,
            rows=rows,
            incomplete=incomplete,
            zero=zero,
            late=case.desk.campaign.is_late(at),
        )
    )


def _version(case: Case, file: FileReading) -> Version:
    written = written_at(case.envelope.date, case.row.received_at)
    name = PurePosixPath(file.file.replace("→", "/")).name
    return version(written, case.desk.campaign.settings.campaign.year, name, _subject(case))


def _subject(case: Case) -> str:
    """The sender's own: that of a letter of ours that she answers says nothing about her sheet."""
    is_ours = case.desk.campaign.settings.letters.prefix in case.envelope.subject
    return "" if is_ours else case.envelope.subject


def _missing(case: Case, found: Found, taken: Sequence[Taken], known: int) -> tuple[str, ...]:
    names = dict.fromkeys(PurePosixPath(file.file).name for file, _ in found)
    words = Words((_subject(case), case.envelope.text, *names), _completes(case))
    if not is_whole(words, [row.result for row in taken], known) or any(row.stale for row in taken):
        return ()
    missing = unlisted(_roots(case, _own(case)), {row.problem.entry for row in taken})
    return (question(missing),) if missing else ()


def _completes(case: Case) -> bool:
    """Whether the mail answers our 补正通知."""
    letter = case.answers
    return letter is not None and letter.kind == "M02b"


def _own(case: Case) -> Sequence[int]:
    """Entries of the unit that are open, or part of another unit's problem."""
    return case.ledger.written_by(case.row.unit or "", OPEN | {State.MERGED})


def _roots(case: Case, entries: Sequence[int]) -> list[Problem]:
    identity = Identity(case.desk.campaign, case.ledger, case.now)
    roots = (identity.root(problem) for entry in entries if (problem := case.ledger.problem(entry)))
    return list({root.entry: root for root in roots}.values())

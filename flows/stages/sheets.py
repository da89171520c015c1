"""From the rows of a sheet, as the parsers read them, to the values the rules work on, and back to what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from campaign.claims import provisional
from campaign.differences import sentence
from campaign.feedback import Feedback, take_feedback
from campaign.intake import Incoming, Taken
from campaign.outcomes import RowOutcome, RowResult
from campaign.problem import Report, Source
from campaign.versions import Version
from campaign.vocabulary import Status
from flows.stages.amending import is_ledger
from flows.stages.annotating import remarks
from flows.stages.case import Case
from flows.stages.hearing import actor_of
from parsers.findings import Code, Finding, Weight
from parsers.result import FileReading, Row, TableReading
from reports.annotated.places import letters

#: kept as proof beside a sheet or with a 销号申请 (forms.md 5.3)
EVIDENCE = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".doc", ".docx", ".ofd")


def file_notes(reading: FileReading) -> str | None:
    """What is said of a file that was read, and of what is inside it, a line each; of our ledger nothing."""
    findings = [finding for member in reading.walk() if not is_ledger(member) for finding in member.findings]
    return "\n".join(dict.fromkeys(map(_of_file, findings))) or None


def members_refused(reading: FileReading) -> Iterator[str]:
    """A sentence for each file inside that was not read, and why."""
    findings = (finding for member in reading.walk() for finding in member.findings)
    return (finding.message for finding in findings if finding.code is Code.MEMBER_REFUSED)


def _of_file(finding: Finding) -> str:
    is_proof = finding.code is Code.MEMBER_REFUSED and (finding.value or "").lower().endswith(EVIDENCE)
    return f"“{finding.value}”作为佐证材料存档。" if is_proof else finding.message


def incoming(case: Case, reading: FileReading, table: TableReading, version: Version) -> list[Incoming]:
    """The rows of an F1 sheet as the rules take them; the rows of F1z say that there is nothing."""
    return [_incoming(case, reading, table, row, version) for row in table.data if table.form == "F1"]


def reported(reading: FileReading, table: TableReading, taken: Iterator[Taken]) -> Iterator[RowOutcome]:
    """One outcome for each row, in the sheet's order; of `taken` as many are used as `incoming` has given."""
    for row in table.rows:
        if table.form == "F1" and row.verdict != Weight.SKIP:
            yield _told(reading, table, row, next(taken))
        else:
            yield outcome(reading, table, row, RowResult.SKIPPED, _messages(row))


def _incoming(case: Case, reading: FileReading, table: TableReading, row: Row, version: Version) -> Incoming:
    missing = tuple(f.message for f in row.findings if f.weight is Weight.INCOMPLETE)
    source = _source(case, reading, table, row, "problem")
    return Incoming(_report(row), source, row.project, missing, _number(row), version)


def _source(case: Case, reading: FileReading, table: TableReading, row: Row, *keys: str) -> Source:
    """The place of a row; its cell is that of the first of the fields that has been filled in."""
    columns = {column.field: column.index for column in table.columns}
    filled = next((columns[key] for key in keys if key in columns and row.text(key)), None)
    cell = f"{letters(filled + 1)}{row.row}" if filled is not None else None
    return Source(case.message_id, reading.file, table.sheet, row.row, row.part, cell, reading.sha256)


def _number(row: Row) -> str | None:
    """What the row's 问题编号 says; for a part of a cell its own line, ``2. GJ2018-0002``."""
    text = row.text("number")
    if row.part is None:
        return text or None
    return next((line for line in text.splitlines() if line.strip().startswith(f"{row.part}.")), None)


def _report(row: Row) -> Report:
    return Report(
        project_name=row.text("project_name"),
        project_code=row.text("project_code") or None,
        category=row.text("category") or None,
        matter=row.text("matter") or None,
        problem=row.text("problem"),
        ask=row.text("ask"),
        tier=row.text("tier") or None,
        bodies=row.names("body"),
        due=_day(row, "due"),
        contact=row.text("contact") or None,
        node_target=row.text("node_target") or None,
        note=row.text("note") or None,
    )


def _day(row: Row, key: str) -> date | None:
    text = row.text(key)
    return date.fromisoformat(text) if text else None


def _told(reading: FileReading, table: TableReading, row: Row, taken: Taken) -> RowOutcome:
    """What has changed is told in the notes and asks nothing at a cell."""
    row = _as_answered(row, taken)
    problem, found = taken.problem, _messages(row)
    waits = problem.pending if taken.result is RowResult.PENDING else ()
    told = outcome(reading, table, row, taken.result, (*found, *taken.notes, *waits), problem.number)
    changed = (sentence(taken.changes),) if taken.changes else ()
    is_said = any(finding.code is Code.PROJECT_UNKNOWN for finding in row.findings)
    notes = tuple(dict.fromkeys((*found, *changed, *taken.notes, *(() if is_said else waits))))
    known = None if problem.number else provisional(problem.entry)
    return replace(told, notes=notes, changes=taken.changes, provisional=known)


def _as_answered(row: Row, taken: Taken) -> Row:
    """A project that is not in the catalogue is said to wait only while the office has not answered about it (A17)."""
    waits = taken.result is RowResult.PENDING and not taken.problem.included
    if waits or not any(finding.code is Code.PROJECT_UNKNOWN for finding in row.findings):
        return row
    kept = tuple(f for f in row.findings if f.code not in (Code.PROJECT_UNKNOWN, Code.PROJECT_NOTE))
    return replace(row, findings=kept)


def feedback(case: Case, reading: FileReading, table: TableReading, evidence: Sequence[str]) -> Iterator[RowOutcome]:
    """Carry out the rows of an F2 sheet; rows we had filled in and the unit left alone say nothing."""
    actor = actor_of(case)
    for row in table.rows:
        if row.verdict != Weight.SKIP and not _filled(row):
            continue
        if row.verdict == Weight.SKIP:
            yield outcome(reading, table, row, RowResult.SKIPPED, _messages(row), row.text("number") or None)
            continue
        there = _source(case, reading, table, row, "status", "progress")
        told = take_feedback(replace(actor, source=there), _feedback(row, evidence))
        yield outcome(reading, table, row, told.result, (*told.notes, *_messages(row)), row.text("number") or None)


def _filled(row: Row) -> bool:
    return any(row.text(key) for key in ("status", "progress", "reason_next", "done_on", "evidence"))


def _feedback(row: Row, evidence: Sequence[str]) -> Feedback:
    status = row.text("status")
    return Feedback(
        number=row.text("number"),
        status=Status(status) if status else None,
        progress=row.text("progress") or None,
        waiting_on=row.text("waiting_on") or None,
        reason_next=row.text("reason_next") or None,
        eta=_day(row, "eta"),
        done_on=_day(row, "done_on"),
        evidence=row.text("evidence") or None,
        attached=tuple(evidence),
    )


def _messages(row: Row) -> tuple[str, ...]:
    return tuple(finding.message for finding in row.findings)


def outcome(
    reading: FileReading,
    table: TableReading,
    row: Row,
    result: RowResult,
    notes: tuple[str, ...],
    number: str | None = None,
) -> RowOutcome:
    """What became of a row, with its place and what stands in it."""
    notes = tuple(dict.fromkeys(notes))
    return RowOutcome(
        attachment=reading.file,
        sheet=table.sheet,
        row=row.row,
        result=result,
        seq=str(row.fields["seq"]) if row.fields.get("seq") else None,
        part=row.part,
        project_name=row.text("project_name"),
        problem=row.text("problem"),
        number=number,
        notes=notes,
        remarks=tuple(remarks(table, row, notes)),
    )

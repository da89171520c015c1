"""From the rows of a sheet, as the parsers read them, to the values the rules work on, and back to what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from campaign.acts import Actor
from campaign.feedback import Feedback, take_feedback
from campaign.intake import Incoming, Intake, Taken
from campaign.outcomes import RowOutcome, RowResult
from campaign.problem import Report, Source
from campaign.vocabulary import Status
from flows.stages.case import Case
from parsers.reading import FileReading, Row, Table, Verdict


def report(case: Case, reading: FileReading, table: Table) -> Iterator[RowOutcome]:
    """Take the rows of an F1 sheet into the ledger; one outcome for each row, in the sheet's order."""
    rows = [row for row in table.rows if row.verdict is not Verdict.SKIPPED]
    incoming = [_incoming(case, reading, table, row) for row in rows]
    intake = Intake(case.desk.campaign, case.ledger, case.row.unit or "", case.now, case.message_id)
    taken = iter(intake.take(incoming))
    for row in table.rows:
        if row.verdict is Verdict.SKIPPED:
            yield _outcome(reading, table, row, RowResult.SKIPPED, _messages(row))
        else:
            yield _told(reading, table, row, next(taken))


def _incoming(case: Case, reading: FileReading, table: Table, row: Row) -> Incoming:
    fields = row.fields
    match = case.desk.campaign.catalogue.match(fields.get("project_name"), fields.get("project_code"))
    missing = _messages(row) if row.verdict is Verdict.INCOMPLETE else ()
    source = Source(case.message_id, reading.file, table.sheet, row.row, row.part)
    return Incoming(_report(fields), source, match.project.code if match.project else None, missing)


def _report(fields: dict[str, Any]) -> Report:
    return Report(
        project_name=fields.get("project_name") or "",
        project_code=fields.get("project_code"),
        category=fields.get("category"),
        matter=fields.get("matter"),
        problem=fields.get("problem") or "",
        ask=fields.get("ask") or "",
        tier=fields.get("tier"),
        bodies=tuple(fields.get("body") or ()),
        due=_day(fields.get("due")),
        contact=fields.get("contact"),
        node_target=fields.get("node_target"),
        note=fields.get("note"),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _told(reading: FileReading, table: Table, row: Row, taken: Taken) -> RowOutcome:
    problem = taken.problem
    notes = list(_messages(row))
    if taken.result is RowResult.PENDING and row.verdict is not Verdict.INCOMPLETE:
        notes.extend(problem.pending)
    return _outcome(reading, table, row, taken.result, tuple(dict.fromkeys(notes)), problem.number)


def feedback(case: Case, reading: FileReading, table: Table, evidence: Sequence[str]) -> Iterator[RowOutcome]:
    """Carry out the rows of an F2 sheet; rows whose last columns are empty were not filled in."""
    actor = Actor(case.desk.campaign, case.ledger, case.row.unit or "", case.now, case.message_id)
    for row in table.rows:
        if row.verdict is Verdict.SKIPPED or not _filled(row):
            yield _outcome(reading, table, row, RowResult.SKIPPED, _messages(row), row.fields.get("number"))
            continue
        told = take_feedback(actor, _feedback(row, evidence))
        yield _outcome(reading, table, row, told.result, (*told.notes, *_messages(row)), row.fields.get("number"))


def _filled(row: Row) -> bool:
    return any(row.fields.get(key) for key in ("status", "progress", "reason_next", "done_on", "evidence"))


def _feedback(row: Row, evidence: Sequence[str]) -> Feedback:
    fields = row.fields
    status = fields.get("status")
    return Feedback(
        number=fields.get("number") or "",
        status=Status(status) if status else None,
        progress=fields.get("progress"),
        waiting_on=fields.get("waiting_on"),
        reason_next=fields.get("reason_next"),
        eta=_day(fields.get("eta")),
        done_on=_day(fields.get("done_on")),
        evidence=fields.get("evidence"),
        attached=tuple(evidence),
    )


def _messages(row: Row) -> tuple[str, ...]:
    return tuple(finding.message for finding in row.findings)


def _outcome(
    reading: FileReading,
    table: Table,
    row: Row,
    result: RowResult,
    notes: tuple[str, ...],
    number: str | None = None,
) -> RowOutcome:
    return RowOutcome(
        attachment=reading.file,
        sheet=table.sheet,
        row=row.row,
        result=result,
        seq=str(row.fields["seq"]) if row.fields.get("seq") else None,
        part=row.part,
        project_name=row.fields.get("project_name") or "",
        problem=row.fields.get("problem") or "",
        number=number,
        notes=notes,
    )

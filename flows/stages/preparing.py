"""F5 前期准备情况 by mail: row by row into the affairs, and as a suggestion beside the numbers concerned (D66, D67)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from campaign.affairs import Sort
from campaign.differences import sentence
from campaign.events import Event, Kind
from campaign.forms import F5
from campaign.outcomes import Change, RowOutcome, RowResult
from campaign.preparation import Preparation, changed, concerned, is_late, newest, reported, suggestion
from db import affairs
from flows.stages import sheets
from flows.stages.annotating import Answered
from flows.stages.case import Case
from parsers.findings import Weight
from parsers.result import FileReading, Row, TableReading

_TOLD = ("matter", "preparation", "planned_on", "obtained_on", "document", "missing", "intermediary", "note")
#: fields of a report by their labels on the form; the matter is what it is known by
_LABELS = {("status" if key == "preparation" else key): F5[key].label for key in _TOLD if key != "matter"}
#: so many wordings of a project are looked through for its open numbers
_LATELY = 200


def take_preparations(case: Case, found: Sequence[tuple[FileReading, TableReading]]) -> tuple[Answered, ...]:
    """Every row of the sheets told with its end; only what is new or other than before is kept."""
    return tuple(Answered(file, table, tuple(_rows(case, file, table))) for file, table in found)


def _rows(case: Case, file: FileReading, table: TableReading) -> Iterator[RowOutcome]:
    for row in table.rows:
        if row.verdict == Weight.SKIP:
            yield _told(case, file, table, row, RowResult.SKIPPED, ())
            continue
        why = tuple(_refusals(case, row))
        if why:
            yield _told(case, file, table, row, RowResult.REFUSED, why)
        else:
            yield _take(case, file, table, row)


def _refusals(case: Case, row: Row) -> Iterator[str]:
    """Why a row cannot be taken, beside what reading has found."""
    for key in ("matter", "preparation"):
        if not row.text(key):
            yield f"请填写“{F5[key].label}”"
    if row.text("preparation") and row.text("preparation") not in F5["preparation"].choices:
        yield f"“{F5['preparation'].label}”不在可选范围内"
    project = case.desk.campaign.catalogue.by_code.get(row.project or "")
    if project is None:
        yield "项目未能与重点项目目录对应，请核对项目编号和项目名称"
    elif project.owner != case.row.unit:
        yield f"该项目业主为{project.owner_text}，前期准备情况应由业主单位报送"


def _take(case: Case, file: FileReading, table: TableReading, row: Row) -> RowOutcome:
    said = _preparation(row)
    before = newest(affairs.affair(case.session, case.desk.id, Sort.PREPARATION, said.key))
    if before == said:
        return _told(case, file, table, row, RowResult.KNOWN, ())
    is_news = before is None or before.status != said.status
    late = is_news and is_late(case.desk.campaign, said, case.row.received_at)
    act = reported(said, case.row.unit or "", case.now, case.message_id, late=late)
    affairs.record(case.session, case.desk.id, act)
    notes = [*_suggest(case, said)]
    if late:
        notes.append(
            f"前期准备情况应实时报送（取得当日{case.desk.campaign.settings.clocks.day_ends:%H:%M}前），本项迟报"
        )
    told = _told(case, file, table, row, RowResult.PREPARED, tuple(notes))
    changes = tuple(Change(*each) for each in changed(before, said, _LABELS)) if before else ()
    return replace(told, notes=(sentence(changes), *told.notes), changes=changes) if changes else told


def _suggest(case: Case, said: Preparation) -> Iterator[str]:
    """The responsible units see it beside their numbers; nothing is closed by it."""
    entries = {saying.entry for saying in case.ledger.said_lately(said.project, _LATELY)}
    about = [p for p in concerned(case.ledger.problems(entries), said) if suggestion(said, p)]
    for problem in about:
        data = {"words": suggestion(said, problem), "matter": said.matter, "status": said.status}
        event = Event(problem.entry, Kind.OWNER_REPORTED, case.now, case.row.unit or "", case.message_id, data)
        case.ledger.record(event)
    if about:
        yield f"已提示责任单位核实：{'、'.join(p.number or '' for p in about)}；是否销号由责任单位申请、牵头单位审核"


def _told(
    case: Case, file: FileReading, table: TableReading, row: Row, result: RowResult, notes: tuple[str, ...]
) -> RowOutcome:
    """A row is called by its project and what it says of the matter."""
    messages = tuple(finding.message for finding in row.findings)
    told = sheets.outcome(file, table, row, result, (*notes, *messages))
    project = case.desk.campaign.catalogue.by_code.get(row.project or "")
    name = told.project_name or (project.name if project else "")
    return replace(
        told, project_name=name, problem="：".join(filter(None, (row.text("matter"), row.text("preparation"))))
    )


def _preparation(row: Row) -> Preparation:
    return Preparation(
        project=row.project or "",
        matter=row.text("matter"),
        status=row.text("preparation"),
        planned_on=_date(row, "planned_on"),
        obtained_on=_date(row, "obtained_on"),
        document=row.text("document"),
        missing=row.text("missing"),
        intermediary=row.text("intermediary"),
        note=row.text("note"),
    )


def _date(row: Row, key: str) -> date | None:
    text = row.text(key)
    return date.fromisoformat(text) if text else None

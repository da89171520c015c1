"""A ledger workbook that an office mails back: compared with the copy that was sent, its decisions carried out (I7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from campaign.acts import Actor
from campaign.amendments import NUMBER, Line, amend
from campaign.outcomes import OrderOutcome
from db import outbox
from flows.reader import context
from flows.stages.case import Case
from parsers.message import read_message
from parsers.reading import read_part
from parsers.result import FileReading, TableReading
from reports.workbooks.decision_sheet import SHEET, VERSION


def take_ledger_workbooks(case: Case, readings: Sequence[FileReading]) -> tuple[OrderOutcome, ...]:
    """What became of every copy of our ledger among the files; empty where there is none."""
    back = _tables(readings)
    return tuple(outcome for version, tables in back.items() for outcome in _take(case, version, tables))


def is_ledger(file: FileReading) -> bool:
    """Whether the file is a copy of a ledger of ours: one of its sheets bears a version."""
    return any(table.head.get(VERSION) for table in file.tables)


def _take(case: Case, version: str, tables: Sequence[TableReading]) -> Iterator[OrderOutcome]:
    sent = _as_sent(case, version)
    if not sent:
        yield OrderOutcome(f"{VERSION}：{version}", None, unclear="没有发出过此版本的台账，请在最近一期台账上填写")
        return
    actor = Actor(case.desk.campaign, case.ledger, case.row.unit or "", case.now, case.message_id)
    outcomes = [outcome for table in tables for outcome in amend(actor, sent, _lines(table))]
    yield from outcomes
    if not outcomes:
        yield OrderOutcome(f"{VERSION}：{version}", None, unclear=f"“{SHEET}”工作表与发出时一致，没有可办理的内容")


def _as_sent(case: Case, version: str) -> Mapping[str, Line]:
    """The sheet as it stands in our own letter, read like the copy that came back."""
    campaign = case.desk.campaign
    letter = outbox.by_key(case.session, campaign.settings.campaign.id, f"{campaign.settings.campaign.id}/{version}")
    if letter is None:
        return {}
    files = [read_part(part, context(campaign)) for part in read_message(letter.raw).attachments]
    return next((_lines(table) for table in _tables(files).get(version, ())), {})


def _tables(readings: Sequence[FileReading]) -> dict[str, list[TableReading]]:
    """Version → the sheets that bear it, in all files and in what is inside them."""
    found: dict[str, list[TableReading]] = {}
    for table in (table for reading in readings for file in reading.walk() for table in file.tables):
        version = table.head.get(VERSION)
        if version:
            found.setdefault(version, []).append(table)
    return found


def _lines(table: TableReading) -> dict[str, Line]:
    """Problem number → the line's cells; a cell read as several problems is one cell again."""
    lines: dict[str, Line] = {}
    for row in table.rows:
        number = (row.values.get(NUMBER) or "").strip()
        if number:
            lines.setdefault(number, {label: text or "" for label, text in row.values.items()})
    return lines

"""`gongjian read`, and what a campaign tells the parsers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from campaign.campaign import Campaign
from campaign.forms import FormBook
from flows.environment import Environment
from flows.folder import load_campaign
from parsers.context import ReadContext
from parsers.reading import read_file
from parsers.result import FileReading, Row, TableReading


def context(campaign: Campaign) -> ReadContext:
    """Synonyms, year, units and projects of the campaign."""
    settings = campaign.settings
    return ReadContext(
        formbook=FormBook(settings.synonyms),
        year=settings.campaign.year,
        month=settings.campaign.starts.month,
        find_unit=campaign.directory.find,
        match_project=campaign.catalogue.match,
    )


def read_files(names: Sequence[str]) -> list[FileReading]:
    """Each file read, with the campaign of GONGJIAN_CAMPAIGN where it is set, else with the generic synonyms."""
    folder = Environment().campaign
    what = context(load_campaign(folder)) if folder else ReadContext()
    return [read_file(Path(name).read_bytes(), name, what) for name in names]


_COLOURS = {"accepted": "green", "noted": "yellow", "incomplete": "red", "skipped": "dim"}


def show_readings(readings: Sequence[FileReading]) -> None:
    """The readings as tables for a person, findings beside the rows."""
    from rich.console import Console

    console = Console()
    for reading in (member for one in readings for member in one.walk()):
        console.print(f"\n[bold]{reading.file}[/] {reading.format or '?'}: {reading.outcome}", highlight=False)
        if reading.reason:
            console.print(f"  [red]{reading.reason.code}[/] {reading.reason.message}", highlight=False)
        for finding in reading.findings:
            console.print(f"  {finding.code}: {finding.message}", highlight=False)
        for table in reading.tables:
            console.print(_table(table))


def _table(table: TableReading) -> object:
    from rich.table import Table

    shown = [column for column in table.columns if column.field]
    title = f"{table.sheet} · {table.form or 'no form of ours'} · {table.title or ''}"
    view = Table("row", "verdict", *(column.field or "" for column in shown), "findings", title=title)
    for row in table.rows:
        values = (str(row.values.get(column.label) or "") for column in shown)
        view.add_row(_place(row), f"[{_COLOURS[row.verdict]}]{row.verdict}[/]", *values, _findings(row))
    return view


def _place(row: Row) -> str:
    return f"{row.row}.{row.part}" if row.part else str(row.row)


def _findings(row: Row) -> str:
    return "\n".join(finding.message for finding in row.findings)

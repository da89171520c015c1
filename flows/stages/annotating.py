"""From a reading and what became of its rows to the files that go back annotated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from campaign.forms import UNDERSTOOD, FormBook
from campaign.outcomes import Remark, RowOutcome, RowResult
from flows.stages.case import Case
from parsers.container import Container
from parsers.context import ReadContext
from parsers.findings import Code, Finding, Weight
from parsers.grid import Grid, Workbook
from parsers.limits import DEFAULT, Limits
from parsers.locked import unlock
from parsers.markup import grids_of_html
from parsers.refusal import Refused
from parsers.result import FileReading, Row, TableReading
from parsers.sandbox import in_child
from reports.annotated import Job, Table
from reports.row_words import at_the_row

#: rows that are left out although somebody may have meant them; of a total or a signature nothing is said
_TOLD = frozenset({Code.EXAMPLE_ROW, Code.STRUCK_ROW, Code.CONTINUATION_ROW, Code.NO_PROBLEM})
#: columns that an earlier copy of ours added to a summary sheet
_ADDED = ("number", UNDERSTOOD)
_ZIP = b"PK"
_QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Answered:
    """A table of a file with what became of its rows."""

    file: FileReading
    table: TableReading
    outcomes: tuple[RowOutcome, ...]


@dataclass
class Shelf:
    """What a message holds as it was read, in archives and mails inside it too: sha256 → content and grids."""

    files: dict[str, tuple[bytes, Workbook]] = field(default_factory=dict)
    _refused: dict[str, str] = field(default_factory=dict)

    def keeping(self, context: ReadContext) -> ReadContext:
        """The same context; what it reads is put on the shelf."""
        read, open_ = context.read_grids, context.open_container

        def read_grids(content: bytes, name: str) -> Workbook:
            digest = hashlib.sha256(content).hexdigest()
            try:
                book = read(content, name)
            except Refused:
                self._refused[name] = digest
                raise
            # an old Word document was refused first and is read as the docx made of it
            for known in (digest, self._refused.pop(name, digest)):
                self.files[known] = content, book
            return book

        def open_container(content: bytes, file_format: str, limits: Limits) -> Container:
            opened = open_(content, file_format, limits)
            self._keep_body(opened.markup, opened.body)
            return opened

        return replace(context, read_grids=read_grids, open_container=open_container)

    def jobs(self, case: Case, answered: Sequence[Answered]) -> Iterator[Job]:
        """A job for every file with a row that is data; the same file twice gets one copy for each name.

        Only tables with a header line can be annotated: a form filled in downwards has no line for a row's result.
        """
        by_file: dict[int, list[Answered]] = {}
        for sheet in answered:
            if sheet.table.header_rows:
                by_file.setdefault(id(sheet.file), []).append(sheet)
        for tables in by_file.values():
            file = tables[0].file
            is_data = any(row.result is not RowResult.SKIPPED for table in tables for row in table.outcomes)
            if is_data and file.sha256 not in self.files:
                self._keep_body(case.envelope.html, None)
            if is_data:
                yield self._job(case, file, tables)

    def _keep_body(self, markup: str, grids: tuple[Grid, ...] | None) -> None:
        """The tables in the text of a mail, read again where nobody has kept them."""
        content = markup.encode("utf-8", "replace")
        grids = in_child(grids_of_html, markup, DEFAULT.cells) if grids is None else grids
        self.files[hashlib.sha256(content).hexdigest()] = content, Workbook("html", grids)

    def _job(self, case: Case, file: FileReading, tables: Sequence[Answered]) -> Job:
        content, book = self.files[file.sha256]
        is_locked = book.format == "xlsx" and not content.startswith(_ZIP)
        return Job(
            name=file.file,
            content=unlock(content) if is_locked else content,
            format=book.format,
            grids=book.sheets,
            tables=tuple(_table(one) for one in tables),
            author=case.desk.campaign.settings.campaign.sender_name,
        )


def _table(answered: Answered) -> Table:
    table = answered.table
    has_numbers = table.form != "F1"
    added = {column.field: column.index for column in table.columns if column.field in _ADDED}
    if UNDERSTOOD not in added or has_numbers:
        added.pop("number", None)  # the sender's own column
    return Table(
        sheet=table.sheet,
        header_rows=table.header_rows,
        bottom=max([*table.header_rows, *(row.row for row in table.rows)]),
        columns={c.index: c.label for c in table.columns if c.index not in added.values()},
        outcomes=answered.outcomes,
        has_numbers=has_numbers,
        number=added.get("number"),
        understood=added.get(UNDERSTOOD),
        title=table.title,
    )


def remarks(table: TableReading, row: Row, notes: Sequence[str]) -> Iterator[Remark]:
    """What is said at the cells of a row: its findings, and the notes that no finding says."""
    for finding in row.findings:
        if finding.weight is not Weight.SKIP or finding.code in _TOLD:
            wanted = finding.weight is Weight.INCOMPLETE
            missing = _label(table, finding) if finding.code is Code.MISSING else ""
            yield Remark(at_the_row(finding.message), _column(table, finding), wanted, missing)
    messages = {finding.message for finding in row.findings}
    for note in notes:
        if note not in messages:
            column = _named(table, note)
            yield Remark(note, column, column is not None)


def _column(table: TableReading, finding: Finding) -> int | None:
    """The column of a finding: by its label, else the first of its field."""
    by_label = [column.index for column in table.columns if column.label == finding.column]
    by_field = [column.index for column in table.columns if column.field and column.field == finding.field]
    return next(iter(by_label + by_field), None)


def _label(table: TableReading, finding: Finding) -> str:
    """What a finding is about, as the sender calls it, else as the form does."""
    form = FormBook().form(table.form or "F1")
    return finding.column or (form[finding.field].label if finding.field else "")


def _named(table: TableReading, note: str) -> int | None:
    """The column that a note asks to fill in by the form's own label: ``请补充“当前等待方”``."""
    form = FormBook().form(table.form or "F1")
    quoted = {item.key for item in form.fields if item.label in _QUOTED.findall(note)}
    return next((column.index for column in table.columns if column.field in quoted), None)

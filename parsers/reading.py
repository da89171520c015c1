"""Reading a file: bytes and a name in, the contract of `gongjian read` out. Nothing is dropped, all is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from campaign.forms import Form
from parsers.budget import one_file, remaining
from parsers.canvas import Canvas
from parsers.cards import as_seen
from parsers.columns import Layout, lay_out
from parsers.container import CONTAINERS
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.findings import Code, Finding, finding
from parsers.grid import Grid, Workbook
from parsers.head import pairs
from parsers.headless import lay_out_by_values
from parsers.limits import Limits
from parsers.message import Part
from parsers.period import mark_periods
from parsers.refusal import Refusal, Refused
from parsers.result import Column, FileReading, Reason, Row, TableReading
from parsers.rows import read_rows
from parsers.sections import find_sections
from parsers.sheet import Sheet
from parsers.sniff import DOCUMENTS, sniff
from parsers.table import Table, find_tables
from parsers.zero import is_zero_report, zero_row

#: rows of one table that are read, of any and of one of our forms: what takes some seconds
_TABLE_ROWS, _FORM_ROWS = 50_000, 10_000

__all__ = ["Column", "FileReading", "ReadContext", "Reason", "Row", "TableReading", "read_file", "read_part"]


def read_file(content: bytes, name: str, context: ReadContext | None = None) -> FileReading:
    """Read one file and everything inside it. Never raises for what a file may hold: it is refused with a reason."""
    with one_file():
        return read_one(content, name, context or ReadContext(), "", 0)


def read_one(content: bytes, name: str, context: ReadContext, inside: str, depth: int) -> FileReading:
    """`read_file` at a depth of archives and mails; `inside` is the path that members' names begin with."""
    try:
        return _read_one(content, name, context, inside, depth)
    except Refused as refused:
        return refused_reading(name, content, refused)


def _read_one(content: bytes, name: str, context: ReadContext, inside: str, depth: int) -> FileReading:
    remaining()
    sha256 = hashlib.sha256(content).hexdigest()
    file_format = sniff(content, name)
    _check_size(content, file_format, context.limits)
    if file_format not in CONTAINERS:
        try:
            return read_book(_opened(content, name, context), name, sha256, context)
        except Refused as refused:
            if refused.format not in CONTAINERS:  # an Outlook file shows only inside that it is a mail
                raise
            file_format = refused.format
    from parsers.members import read_members

    return read_members(content, name, file_format, sha256, context, inside, depth)


def _opened(content: bytes, name: str, context: ReadContext) -> Workbook:
    """The file's grids; a document of another kind is made a docx first."""
    try:
        return context.read_grids(content, name)
    except Refused as refused:
        if refused.format not in DOCUMENTS or refused.code is not Refusal.NOT_A_SPREADSHEET:
            raise
        kind = refused.format
    from parsers.oldword import docx_of

    try:
        return replace(context.read_grids(docx_of(content, kind), name), format=kind)
    except Refused as refused:
        raise Refused(refused.code, refused.what, kind) from refused


def read_part(part: Part, context: ReadContext) -> FileReading:
    """`read_file` of a mail's part; one that is no file (a link, what was cut off) is refused with its own reason."""
    if part.refused:
        return refused_reading(part.name, part.content, part.refused)
    return read_file(part.content, part.name, context)


def refused_reading(name: str, content: bytes, refused: Refused) -> FileReading:
    """The reading of what cannot be read."""
    reason = Reason(refused.code.value, refused.message)
    return FileReading(name, hashlib.sha256(content).hexdigest(), refused.format, "refused", reason)


def _check_size(content: bytes, file_format: str, limits: Limits) -> None:
    most = limits.mail_bytes if file_format == "eml" else limits.attachment_bytes
    if len(content) > most:
        raise Refused(Refusal.TOO_LARGE, f"文件大于{most // 1_000_000}MB", file_format)


def read_book(book: Workbook, name: str, sha256: str, context: ReadContext) -> FileReading:
    """The tables of a workbook whose grids are read already."""
    tables: list[TableReading] = []
    findings: list[Finding] = []
    for grid in book.sheets:
        read, said = read_grid(grid, name, context)
        tables += read
        findings += said
    tables, said = mark_periods(tables, context)
    findings += said
    return FileReading(name, sha256, book.format, "read", None, (), tuple(tables), _whole(name, tables, findings))


def _whole(name: str, tables: Sequence[TableReading], findings: list[Finding]) -> tuple[Finding, ...]:
    """A file in which no table has a row is `empty`, whatever its single sheets say."""
    if not any(table.data or table.form == "F1z" for table in tables):
        findings.append(finding(Code.EMPTY, sheet=name))
    return tuple(findings)


def read_grid(grid: Grid, name: str, context: ReadContext) -> tuple[list[TableReading], list[Finding]]:
    """The tables of one sheet and what is to be told of them. `name` is the file's, for its year."""
    found = find_tables(grid, context.formbook)
    findings: list[Finding] = []
    written = any(value is not None for row in grid.rows for value in row)
    if grid.hidden and written:
        findings.append(finding(Code.HIDDEN_SHEET, sheet=grid.name))
    tables: list[TableReading] = []
    if not found and written:
        lines = [text for row in Canvas(grid).texts for text in row if text]
        if is_zero_report("\n".join(lines)):
            tables.append(_sentence(grid.name, lines))
        else:
            findings.append(finding(Code.NO_TABLE, sheet=grid.name))
    for table in found:
        read, said = _read_table(table, grid, name, context)
        tables.append(read)
        findings += said
    return tables, findings


def _sentence(sheet: str, lines: list[str]) -> TableReading:
    """A sheet without a table that says in a sentence that there is nothing to report."""
    head = {label: value or None for line in lines for label, value in pairs(line).items()}
    return TableReading(sheet, "F1z", lines[0], head, (), (), (), tuple(lines[1:]))


def _read_table(table: Table, grid: Grid, name: str, context: ReadContext) -> tuple[TableReading, list[Finding]]:
    named = find_sections(table, context)
    remaining()
    _check_rows(table, _TABLE_ROWS)
    layout = _laid_out(table, context, bool(named))
    _check_rows(table, _FORM_ROWS if layout.form else _TABLE_ROWS)
    dates = _dates(table, grid, name, context)
    sheet = Sheet(table, layout, context, dates, grid.name, named)
    rows = read_rows(sheet)
    rows = as_seen(rows, table.cards) if table.cards else rows
    form = layout.form.code if layout.form else None
    findings = [*_of_columns(sheet, grid), *_of_head(sheet)]
    if table.cards and layout.form:
        number = str(sum(row.verdict != "skipped" for row in rows))
        findings.append(finding(Code.READ_AS_CARDS, sheet=grid.name, value=number))
    if table.headless:
        findings.append(finding(Code.HEADER_MISSING, sheet=grid.name, value=str(table.header.top + 1)))
    if form == "F1":
        form, rows, said = _zero(rows, grid.name)
        findings += said
    reading = TableReading(
        sheet=grid.name,
        form=form,
        title=table.title,
        head={label: value or None for label, value in table.head.items()},
        header_rows=tuple(row + 1 for row in table.header.rows),
        columns=tuple(
            Column(_seen_at(table, c.index), c.label, c.key if not c.duplicate_of else None) for c in layout.columns
        ),
        rows=rows,
        foot=table.foot,
    )
    return reading, findings


def _laid_out(table: Table, context: ReadContext, sections_name_projects: bool) -> Layout:
    def values(column: int) -> list[str]:
        return _texts(table, column)

    if table.headless:
        return lay_out_by_values(table.labels, values, context)
    above = [label for label, value in table.head.items() if value]
    if sections_name_projects:
        above.append(context.formbook.form("F1")["project_name"].label)
    return lay_out(table.labels, values, table.title or "", context.formbook, above)


def _seen_at(table: Table, column: int) -> int:
    return table.cards.column(column) if table.cards else column


def _check_rows(table: Table, most: int) -> None:
    if len(table.body) > most:
        raise Refused(Refusal.TOO_LARGE, f"超过{most}行数据")


def _texts(table: Table, column: int) -> list[str]:
    texts = (table.canvas.text(row, column) for row in table.body if row not in table.foot_rows)
    return [text for text in texts if text]


_YEAR = re.compile(r"(20\d\d)\s*(?:年|[-./]\d)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月|20\d\d[-./](1[0-2]|0?[1-9])(?!\d)")


def _dates(table: Table, grid: Grid, name: str, context: ReadContext) -> DateReader:
    """Year and month of the campaign, else those that the sheet itself names."""
    texts = [table.title or "", *[value for value in table.head.values() if value], grid.name, name]
    year = context.year or next((int(m[1]) for m in map(_YEAR.search, texts) if m), None)
    month = context.month or next((int(m[1] or m[2]) for m in map(_MONTH.search, texts) if m), None)
    return DateReader(year, month)


def _of_columns(sheet: Sheet, grid: Grid) -> list[Finding]:
    found: list[Finding] = []
    form = sheet.layout.form
    for column in sheet.layout.columns:
        told = _of_column(sheet, column.index)
        if told and form:
            standard = form[column.key].label if column.key else ""
            found.append(finding(told, sheet=grid.name, column=column.label, field=column.key, wanted=standard))
        if _seen_at(sheet.table, column.index) in grid.hidden_columns:
            found.append(finding(Code.HIDDEN_COLUMN, sheet=grid.name, column=column.label))
    return found + _missing(sheet.layout, form, grid.name)


def _of_column(sheet: Sheet, index: int) -> Code | None:
    column = next(column for column in sheet.layout.columns if column.index == index)
    if index in sheet.table.unlabelled:
        return Code.COLUMN_UNLABELLED
    if column.key is None:
        return Code.COLUMN_UNLABELLED if sheet.table.headless else Code.COLUMN_UNPLACED
    if column.duplicate_of:
        return Code.COLUMN_DUPLICATE
    return Code.COLUMN_INFERRED if column.how == "inferred" else None


def _missing(layout: Layout, form: Form | None, sheet: str) -> list[Finding]:
    """Core columns that the table lacks; those that are inferred or have a default are not asked for."""
    wanted = {"F1": ("project_name", "problem", "ask", "body"), "F2": ("number", "status", "progress")}
    lacking = [k for k in wanted.get(form.code if form else "", ()) if not layout.of(k) and k not in layout.above]
    return [finding(Code.COLUMN_MISSING, sheet=sheet, field=key, wanted=form[key].label) for key in lacking if form]


_UNIT_LABELS = ("填报单位", "报送单位", "填表单位", "上报单位", "反馈单位", "单位名称")


def _of_head(sheet: Sheet) -> list[Finding]:
    """The unit that fills in the form, where the head block names one that the directory does not know."""
    find = sheet.context.find_unit
    label = next((label for label in sheet.table.head if label.startswith(_UNIT_LABELS)), None)
    if find is None or label is None or not sheet.table.head[label] or find(sheet.table.head[label]):
        return []
    value = sheet.table.head[label]
    return [finding(Code.FILLING_UNIT_UNKNOWN, sheet=sheet.name, column=label, field="unit", value=value)]


def _zero(rows: tuple[Row, ...], sheet: str) -> tuple[str, tuple[Row, ...], list[Finding]]:
    """F1z when every row says that there is nothing; a 无 beside real rows is told (5.2)."""
    none = [row for row in rows if zero_row(row)]
    data = [row for row in rows if row.verdict != "skipped"]
    if none and not data:
        return "F1z", tuple(_accepted(row) if row in none else row for row in rows), []
    said = [
        finding(
            Code.ZERO_AND_ROWS, sheet=sheet, row=row.row, field="project_name", value=row.text("project_name") or "无"
        )
        for row in none
        if not row.text("project_name")
    ]
    return "F1", rows, said


def _accepted(row: Row) -> Row:
    return replace(row, findings=())

"""Annotating an xlsx as it is: formulas, charts, pictures, validation, merges and widths stay.

Only cells are touched that have something to say, and columns are added to the right of the table.
"""

from __future__ import annotations

import io
import re
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension

from campaign.outcomes import Remark
from reports.annotated.boxes import comment_size, line_height, text_height
from reports.annotated.job import Job, Table
from reports.annotated.marks import (
    NOTED,
    NUMBER,
    NUMBER_WIDTH,
    UNDERSTOOD_WIDTH,
    WANTED,
    Line,
    Place,
    lines,
    remarks,
    said,
    skipped_rows,
    understood_label,
)
from reports.frozen import frozen
from reports.wording import printable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIVIDER = re.compile(r"\n———\n原批注（(.*?)）：(.*)", re.DOTALL)
_OURS = frozenset({f"00{WANTED}", f"00{NOTED}", f"FF{WANTED}", f"FF{NOTED}"})
_PIXEL = 9525  # EMU
_USUAL = 20.0  # points: our text on one line
_COLUMN, _ROW = 64, 20  # pixels of a usual cell


def annotate(job: Job) -> bytes:
    """The annotated copy of an xlsx. Raises whatever openpyxl raises for a file that it cannot read or write."""
    book = load_workbook(io.BytesIO(job.content), rich_text=True)
    book.template = False
    for page in book.worksheets:
        _keep_comments_readable(page)
    for table in job.tables:
        sheet = book[table.sheet]
        _clear(sheet, table, job.author)
        _add_columns(sheet, table)
        _add_remarks(sheet, table, job.author)
    book.properties.lastModifiedBy = job.author
    return frozen(book, job.at)


def _keep_comments_readable(sheet: Worksheet) -> None:
    """openpyxl forgets how large a comment was: each is made as large as its text."""
    cells: Any = sheet._cells
    for cell in cells.values():
        if cell.comment:
            cell.comment.width, cell.comment.height = comment_size(cell.comment.text)


def _clear(sheet: Worksheet, table: Table, author: str) -> None:
    """Take off what an earlier copy of ours said: the sender has answered it."""
    for row in range(table.top, table.bottom + 1):
        for column in table.columns:
            cell = sheet.cell(row, column + 1)
            if isinstance(cell, MergedCell):
                continue
            if cell.comment and cell.comment.author == author:
                before = _DIVIDER.search(cell.comment.text)
                cell.comment = Comment(before[2], before[1]) if before else None
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in _OURS:
                cell.fill = PatternFill()


def _add_columns(sheet: Worksheet, table: Table) -> None:
    number, understood = _columns(sheet, table)
    added = [(number, NUMBER, NUMBER_WIDTH), (understood, understood_label(table), UNDERSTOOD_WIDTH)]
    for column, label, width in added:
        if column is not None:
            _head(sheet, table, column, label)
            _widen(sheet, column, width)
    told = {line.row: line for line in lines(table)}
    for row in range(table.header_rows[-1] + 1, table.bottom + 1):
        line = told.get(row, Line(row, "", "", None))
        if number is not None:
            _put(sheet, table, row, number, line.number, None)
        _put(sheet, table, row, understood, line.result, line.colour)
        if line.result:
            _heighten(sheet, table, line)


def _columns(sheet: Worksheet, table: Table) -> tuple[int | None, int]:
    """Columns (1-based) for number and result: those of an earlier copy, else the first free ones on the right."""
    if table.understood is not None and (table.has_numbers or table.number is not None):
        number = None if table.has_numbers or table.number is None else table.number + 1
        return number, table.understood + 1
    wanted = 1 if table.has_numbers else 2
    first = max(table.columns) + 2
    while not all(_free(sheet, table, first + step) for step in range(wanted)):
        first += 1
    return (None, first) if table.has_numbers else (first, first + 1)


def _free(sheet: Worksheet, table: Table, column: int) -> bool:
    rows = range(table.top, table.bottom + 1)
    if any(sheet.cell(row, column).value is not None for row in rows):
        return False
    if any(
        r.min_row <= table.bottom and r.max_row >= table.top and r.min_col <= column <= r.max_col
        for r in sheet.merged_cells.ranges
    ):
        return False
    drawings: list[Any] = [*sheet._charts, *sheet._images]  # type: ignore[attr-defined]
    return not any(_covers(drawing.anchor, table, column) for drawing in drawings)


def _covers(anchor: Any, table: Table, column: int) -> bool:
    """A picture or chart over the column beside the table; one without a place in the cells covers nothing."""
    start = getattr(anchor, "_from", None)
    if start is None:
        return False
    end = getattr(anchor, "to", None)
    right = end.col if end else start.col + anchor.ext.width // (_PIXEL * _COLUMN)
    bottom = end.row if end else start.row + anchor.ext.height // (_PIXEL * _ROW)
    beside = start.row < table.bottom and bottom + 1 >= table.top
    return bool(beside and start.col <= column - 1 <= right)


def _head(sheet: Worksheet, table: Table, column: int, label: str) -> None:
    """A header cell like its neighbour, over all header rows."""
    top, bottom = table.header_rows[0], table.header_rows[-1]
    for row in range(top, bottom + 1):
        cell = sheet.cell(row, column)
        if not isinstance(cell, MergedCell):
            _dress_like(cell, _anchor(sheet, row, max(table.columns) + 1))
    _text(_anchor(sheet, top, column), label)
    if bottom > top and not isinstance(sheet.cell(bottom, column), MergedCell):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)


def _put(sheet: Worksheet, table: Table, row: int, column: int, text: str, colour: str | None) -> None:
    """A cell like its neighbour in the row, with our text."""
    cell = _anchor(sheet, row, column)
    _dress_like(cell, _anchor(sheet, row, max(table.columns) + 1))
    cell.number_format = "General"
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    _text(cell, text)
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)


def _dress_like(cell: Any, neighbour: Any) -> None:
    cell._style = copy(neighbour._style)


def _text(cell: Cell, text: str) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = printable(text) or None
    if text:
        cell.data_type = "s"


def _anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the first one of the merge that it is part of."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merge = next(r for r in sheet.merged_cells.ranges if cell.coordinate in r)
    anchor = sheet.cell(merge.min_row, merge.min_col)
    assert isinstance(anchor, Cell)
    return anchor


def _widen(sheet: Worksheet, column: int, width: float) -> None:
    """Give one column its own width: a file often describes all columns on the right as one run."""
    dimensions = sheet.column_dimensions
    for run in list(dimensions.values()):
        if run.min and run.max and run.min <= column <= run.max and (run.min, run.max) != (column, column):
            _split(sheet, run, column)
    letter = get_column_letter(column)
    own = dimensions[letter]
    own.min = own.max = column
    own.width, own.hidden = max(width, own.width if own.customWidth else 0.0), False


def _split(sheet: Worksheet, run: ColumnDimension, column: int) -> None:
    first, last = run.min or column, run.max or column
    del sheet.column_dimensions[get_column_letter(first)]
    for start, end in ((first, column - 1), (column + 1, last)):
        if start <= end:
            part = copy(run)
            part.index, part.min, part.max = get_column_letter(start), start, end
            sheet.column_dimensions[get_column_letter(start)] = part


def _heighten(sheet: Worksheet, table: Table, line: Line) -> None:
    """A row grows where our text needs it; one of no fixed height then shows all its other texts too."""
    dimension = sheet.row_dimensions[line.row]
    wanted = line_height(line)
    if dimension.height:
        dimension.height = max(dimension.height, wanted)
    elif wanted > _USUAL:
        wrapped = [cell for column in table.columns if (cell := sheet.cell(line.row, column + 1)).alignment.wrap_text]
        own = [text_height(str(c.value), _width(sheet, c.column)) for c in wrapped if c.value is not None]
        dimension.height = max([wanted, *own])


def _width(sheet: Worksheet, column: int) -> float:
    runs = (r for r in sheet.column_dimensions.values() if r.min and r.max and r.min <= column <= r.max)
    run = next(runs, None)
    return run.width if run else sheet.sheet_format.defaultColWidth or 8.43


def _add_remarks(sheet: Worksheet, table: Table, author: str) -> None:
    skipped = skipped_rows(table)
    gathered: dict[Place, tuple[list[Remark], bool]] = {}
    for (row, column), found in remarks(table).items():
        anchor = _anchor(sheet, row, column + 1)
        gathered.setdefault((anchor.row, anchor.column), ([], row in skipped))[0].extend(found)
    for (row, column), (found, is_skipped) in gathered.items():
        words = said(found, is_skipped)
        cell = _anchor(sheet, row, column)
        cell.comment = _comment(words.text, author, cell.comment)
        if words.colour:
            cell.fill = PatternFill("solid", fgColor=words.colour)


def _comment(text: str, author: str, before: Comment | None) -> Comment:
    """Ours, with the sender's own comment below it."""
    if before:
        text += f"\n———\n原批注（{before.author}）：{before.text}"
    width, height = comment_size(text)
    return Comment(text, author, height=height, width=width)

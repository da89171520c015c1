"""The summary sheets F1 that units send, each in its own layout (what-people-send.md: sheet oddities)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from flows.demo.frozen import frozen
from flows.demo.script import Column, Layout, Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | datetime

_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NOTHING = "无"
_LINE_HEIGHT = 14.5  # points
_NARROW = 13


@dataclass(frozen=True)
class Written:
    """A workbook and where its rows went: key → row of the sheet (1-based)."""

    content: bytes
    rows: Mapping[str, int]


def write_report(layout: Layout, rows: Sequence[Row], fill: Mapping[str, str], at: datetime) -> Written:
    """The summary sheet F1. `at` becomes the workbook's own date."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.title = layout.sheet
    lines = _joined(rows)
    top = _write_top(sheet, layout, fill)
    bottom = _write_rows(sheet, layout, lines, top)
    _write_bottom(sheet, layout, {**fill, "count": str(len(rows))}, bottom)
    _dress(sheet, layout, top, bottom)
    places = {row.key: top + index for index, line in enumerate(lines) for row in line}
    return Written(frozen(book, at), places)


def write_zero(layout: Layout, fill: Mapping[str, str], at: datetime) -> bytes:
    """The summary sheet of a unit without problems: 无 in the first row (F1z)."""
    row = Row(mail="", key="zero", cells={"project_name": _NOTHING})
    return write_report(layout, [row], fill, at).content


def first_sheet(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def _joined(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of the table; those with a part of one cell share a row."""
    starts = [index for index, row in enumerate(rows) if row.part is None or row.part == 1]
    return [list(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def typed(text: str) -> Value:
    kind, _, rest = text.partition(":")
    if kind == "date":
        return datetime.fromisoformat(rest)
    return float(rest) if kind == "number" else text


def put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell: Any = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = "yyyy/m/d"


def _write_top(sheet: Worksheet, layout: Layout, fill: Mapping[str, str]) -> int:
    """Titles, head and header; gives the first row of data."""
    row = 1
    for title in layout.titles:
        put(sheet, row, 1, title.format_map(fill))
        if layout.merge_titles and len(title) > 3:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(layout.columns))
        row += 1
    for column, text in enumerate(layout.head, 1):
        if text:
            put(sheet, row, column, text.format_map(fill))
    row += bool(layout.head)
    return _write_header(sheet, layout.columns, row)


def _write_header(sheet: Worksheet, columns: Sequence[Column], row: int) -> int:
    if not any(column.group for column in columns):
        for index, column in enumerate(columns, 1):
            put(sheet, row, index, column.label)
        return row + 1
    for index, column in enumerate(columns, 1):
        put(sheet, row + bool(column.group), index, column.label)
        if not column.group:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=index, end_column=index)
    for group, members in groupby(enumerate(columns, 1), key=lambda item: item[1].group):
        if group:
            _merge_group(sheet, group, row, [index for index, _ in members])
    return row + 2


def _merge_group(sheet: Worksheet, group: str, row: int, columns: Sequence[int]) -> None:
    put(sheet, row, columns[0], group)
    sheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1])


def _write_rows(sheet: Worksheet, layout: Layout, lines: Sequence[Sequence[Row]], top: int) -> int:
    """The data; gives the first row below it."""
    for seq, line in enumerate(lines, 1):
        for index, column in enumerate(layout.columns, 1):
            text = _cell(column, line, seq)
            if text:
                put(sheet, top + seq - 1, index, typed(text))
    for key in layout.merge_same:
        index = next(i for i, column in enumerate(layout.columns, 1) if column.key == key)
        _merge_runs(sheet, index, [line[0].cells.get(key, "") for line in lines], top)
    return top + len(lines)


def _cell(column: Column, line: Sequence[Row], seq: int) -> str:
    if column.key == "seq":
        return f"number:{seq}"
    text = line[0].cells.get(column.key, "")
    if column.tick:
        return "√" if column.tick == text else ""
    if column.key == "problem" and len(line) > 1:
        return "\n".join(f"{row.part}.{row.cells['problem']}" for row in line)
    return text


def _merge_runs(sheet: Worksheet, column: int, texts: Sequence[str], top: int) -> None:
    row = top
    for text, run in groupby(texts):
        end = row + len(list(run)) - 1
        if text and end > row:
            sheet.merge_cells(start_row=row, end_row=end, start_column=column, end_column=column)
        row = end + 1


def _write_bottom(sheet: Worksheet, layout: Layout, fill: Mapping[str, str], row: int) -> None:
    texts = [*([layout.total] if layout.total else []), *layout.foot]
    for offset, text in enumerate(texts):
        put(sheet, row + offset, 1, text.format_map(fill))
        sheet.merge_cells(start_row=row + offset, end_row=row + offset, start_column=1, end_column=len(layout.columns))


def _dress(sheet: Worksheet, layout: Layout, top: int, bottom: int) -> None:
    """Fonts, borders, widths, landscape: what a clerk's sheet looks like."""
    header = top - (2 if any(column.group for column in layout.columns) else 1)
    for row, cells in enumerate(sheet.iter_rows(max_col=len(layout.columns)), 1):
        in_grid = header <= row < bottom
        for cell, column in zip(cells, layout.columns, strict=True):
            centred = row < top or (in_grid and column.width <= _NARROW)
            cell.font = Font(name=layout.font, size=10.5, bold=header <= row < top)
            cell.alignment = Alignment(wrap_text=in_grid, vertical="center", horizontal="center" if centred else None)
            if in_grid:
                cell.border = _GRID
        if in_grid:
            texts = [_text_lines(str(cell.value or ""), c.width) for cell, c in zip(cells, layout.columns, strict=True)]
            sheet.row_dimensions[row].height = _LINE_HEIGHT * (max(texts) + 0.6)
    _dress_top(sheet, layout, header)
    for index, column in enumerate(layout.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _text_lines(text: str, width: float) -> int:
    """Lines that a text takes in a column; a Chinese character is two half-widths."""
    halves = [sum(1 + (character > "ÿ") for character in line) for line in text.splitlines()]
    return sum(max(1, math.ceil(count / (width - 1))) for count in halves)


def _dress_top(sheet: Worksheet, layout: Layout, header: int) -> None:
    for row, title in enumerate(layout.titles, 1):
        if len(title) > 3:
            sheet.cell(row, 1).font = Font(name="黑体", size=18)
            sheet.row_dimensions[row].height = 32
        else:
            sheet.cell(row, 1).alignment = Alignment(horizontal="left")
    for column in range(1, len(layout.head) + 1):
        sheet.cell(header - 1, column).alignment = Alignment(vertical="center")

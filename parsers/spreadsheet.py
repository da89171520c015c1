"""xlsx, xls, et, xlsb and ods through calamine, which reads by content and crops: coordinates are put back here."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import python_calamine as calamine

from parsers.grid import Grid, Merge, Value, Workbook
from parsers.limits import DEFAULT
from parsers.marks import Marks, open_archive, scan_xlsx
from parsers.refusal import Refusal, Refused
from parsers.xlsmarks import scan_xls

_MANIFEST = 2**20  # bytes


def read_spreadsheet(content: bytes, file_format: str, max_cells: int = DEFAULT.cells) -> Workbook:
    """All sheets, hidden ones included. Raises Refused.

    Only a child process is safe from every file: calamine can abort (`parsers.sandbox`).
    """
    marks: Mapping[int, Marks] = {}
    if file_format == "xlsx":
        marks = scan_xlsx(content, max_cells)
    elif file_format != "xls":
        _check_archive(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        if file_format == "xls":
            by_name = scan_xls(content)
            marks = {n: by_name[sheet.name] for n, sheet in enumerate(book.sheets_metadata) if sheet.name in by_name}
        grids = [_grid(book, n, marks.get(n, Marks()), max_cells) for n, sheet in _sheets(book)]
    except calamine.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED, file_format=file_format) from error
    except calamine.CalamineError as error:
        raise Refused(Refusal.DAMAGED, file_format=file_format) from error
    return Workbook(file_format, tuple(grids))


def _check_archive(content: bytes) -> None:
    """An OpenDocument file with a password says so in its manifest (part 2, 4.8.1)."""
    with open_archive(content) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            with archive.open("META-INF/manifest.xml") as manifest:
                if b"encryption-data" in manifest.read(_MANIFEST):
                    raise Refused(Refusal.ENCRYPTED, file_format="ods")


def _sheets(book: calamine.CalamineWorkbook) -> list[tuple[int, Any]]:
    return [
        (number, sheet)
        for number, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _grid(book: calamine.CalamineWorkbook, number: int, marks: Marks, max_cells: int) -> Grid:
    meta = book.sheets_metadata[number]
    sheet = book.get_sheet_by_index(number)
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > max_cells:
        raise Refused(Refusal.TOO_LARGE, "使用区域的行数与列数")
    return Grid(
        name=meta.name,
        rows=_rows(sheet, marks),
        merges=_merges(sheet),
        hidden=meta.visible != calamine.SheetVisibleEnum.Visible,
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        struck=frozenset(marks.struck),
        errors=marks.errors,
    )


def _rows(sheet: calamine.CalamineSheet, marks: Marks) -> tuple[tuple[Value, ...], ...]:
    top, left = sheet.start or (0, 0)
    margin: tuple[Value, ...] = (None,) * left
    rows = [margin + tuple(None if value == "" else value for value in row) for row in sheet.to_python()]
    rows = [()] * top + rows
    return _with_errors(rows, marks) if marks.errors else tuple(rows)


def _with_errors(rows: list[tuple[Value, ...]], marks: Marks) -> tuple[tuple[Value, ...], ...]:
    """calamine leaves error cells blank; their text (``#REF!``) is put where the sender sees it."""
    wide = [list(row) for row in rows]
    for (row, column), text in marks.errors.items():
        if row < len(wide) and column < len(wide[row]) and wide[row][column] is None:
            wide[row][column] = text
    return tuple(tuple(row) for row in wide)


def _merges(sheet: calamine.CalamineSheet) -> tuple[Merge, ...]:
    """Merges clipped to the used range: beyond it there is nothing to fill."""
    last_row, last_column = sheet.end or (-1, -1)
    return tuple(
        Merge(top, left, min(bottom, last_row), min(right, last_column))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top <= last_row and left <= last_column
    )

"""What calamine does not tell of an xls: hidden rows and columns, struck-out cells, error values. Read by xlrd."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from parsers.marks import Marks

MAX_SIZE = 2 * 2**20  # bytes; of a larger file only the values are read


def scan_xls(content: bytes) -> Mapping[str, Marks]:
    """Marks by sheet name; none for a file that xlrd cannot read: the values are read by another library."""
    import xlrd

    if len(content) > MAX_SIZE:
        return {}
    broken = (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError)
    try:
        with xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=_Silent()) as book:
            return {sheet.name: _marks(book, sheet) for sheet in book.sheets()}
    except (*broken, TypeError, AttributeError, ArithmeticError, EOFError, NotImplementedError):
        return {}


class _Silent:
    """xlrd prints its doubts; the child's output is not for them."""

    def write(self, text: str) -> int:
        return len(text)


def _marks(book: Any, sheet: Any) -> Marks:
    from xlrd import XL_CELL_ERROR, error_text_from_code

    struck = {number for number, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    marks = Marks(
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
    )
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == XL_CELL_ERROR:
                marks.errors[row, column] = error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
            if struck and sheet.cell_xf_index(row, column) in struck:
                marks.struck.add((row, column))
    return marks

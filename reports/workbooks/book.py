"""A workbook to print and to fill in: fonts, widths for Chinese, A4 landscape, the same bytes every time.

User text is always written as text, never as a formula, number or link.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reports.wording import printable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None

#: created and modified of every workbook: the file says nothing of the clock
_MADE = datetime(2018, 1, 1)  # noqa: DTZ001 - a document property has no zone
_A4 = 9
_RISKY = ("=", "+", "-", "@")
_FONT = "宋体"
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "plain": {"valign": "vcenter"},
    "note": {"valign": "top", "text_wrap": True, "font_size": 10},
    "header": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "bg_color": "#E7E3DA",
    },
    "text": {"valign": "vcenter", "text_wrap": True, "border": 1},
    "center": {"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
    "date": {"align": "center", "valign": "vcenter", "border": 1, "num_format": "yyyy-mm-dd"},
    "number": {"align": "right", "valign": "vcenter", "border": 1},
    "percent": {"align": "right", "valign": "vcenter", "border": 1, "num_format": "0.0%"},
}


@dataclass(frozen=True)
class Column:
    """`width` in half-width characters; None: as wide as the content asks. `style`: a name of the style table."""

    label: str
    style: str = "text"
    width: float | None = None
    locked: bool = True


class Book:
    """Collects sheets; `bytes()` closes the workbook."""

    def __init__(self, title: str) -> None:
        import xlsxwriter  # heavy, and most letters carry no workbook

        self._buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": _FONT, "font_size": 11},
        }
        self.workbook: Workbook = xlsxwriter.Workbook(self._buffer, options)
        self.workbook.set_properties({"title": title, "created": _MADE})
        self._formats: dict[tuple[str, bool, bool], Format] = {}

    def style(self, name: str, *, quoted: bool = False, open_: bool = False) -> Format:
        """The format of a style; `quoted` keeps a cell text when somebody edits it, `open_` lets it be edited."""
        key = (name, quoted, open_)
        if key not in self._formats:
            values = {"font_name": _FONT, "font_size": 11, **_STYLES[name]}
            if quoted:
                values["quote_prefix"] = True
            if open_:
                values |= {"locked": False, "bg_color": "#FFFBE6"}
            self._formats[key] = self.workbook.add_format(values)
        return self._formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A sheet that prints on A4 landscape, one page wide, with page numbers."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str, *, open_: bool = False) -> None:
        """One cell. Text stays text whatever it begins with."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(style, open_=open_))
        elif isinstance(value, str):
            text = printable(value)
            quoted = text.startswith(_RISKY)
            sheet.write_string(row, column, text, self.style(style, quoted=quoted, open_=open_))
        elif isinstance(value, date):
            midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
            sheet.write_datetime(row, column, midnight, self.style("date", open_=open_))
        else:
            sheet.write_number(row, column, value, self.style(style, open_=open_))

    def title(self, sheet: Worksheet, row: int, last_column: int, text: str, style: str = "title") -> None:
        """A line over the whole width of a table."""
        sheet.merge_range(row, 0, row, last_column, "", self.style(style))
        sheet.write_string(row, 0, printable(text), self.style(style))
        if style == "title":
            sheet.set_row(row, 34)

    def table(
        self,
        sheet: Worksheet,
        top: int,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        filters: bool = True,
        repeat: bool = True,
    ) -> int:
        """Header at row `top` (0-based) and rows below; frozen, filtered, repeated in print. The row after the last."""
        lines = [list(row) for row in rows]
        for index, column in enumerate(columns):
            sheet.write_string(top, index, column.label, self.style("header"))
            width = column.width or _width([column.label, *(line[index] for line in lines)])
            sheet.set_column(index, index, width)
        for offset, line in enumerate(lines, top + 1):
            for index, (column, value) in enumerate(zip(columns, line, strict=True)):
                self.write(sheet, offset, index, value, column.style, open_=not column.locked)
        end = top + len(lines)
        if repeat:
            sheet.repeat_rows(top)
            sheet.freeze_panes(top + 1, 0)
        if filters and lines:
            sheet.autofilter(top, 0, end, len(columns) - 1)
        return end + 1

    def bytes(self) -> bytes:
        self.workbook.close()
        return self._buffer.getvalue()


def cells_wide(text: str) -> int:
    """Width of a line in half-width characters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _width(values: Iterable[Cell]) -> float:
    lines = (line for value in values for line in str(value if value is not None else "").splitlines())
    return min(44, max(8, max(map(cells_wide, lines), default=0) + 2))

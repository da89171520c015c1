"""A workbook to print and to fill in: fonts, widths for Chinese, A4 landscape, the same bytes every time.

User text is always written as text, never as a formula, number or link.
"""

from __future__ import annotations

import io
import math
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
_FLAGS: Mapping[str, Mapping[str, Any]] = {
    "quoted": {"quote_prefix": True},
    "open": {"locked": False, "bg_color": "#FFFBE6"},
    "bold": {"bold": True, "bg_color": "#F4F2EC"},
    "wanted": {"bg_color": "#FBE0DD"},
    "noted": {"bg_color": "#FFF3CC"},
}
#: points: a line of text, the least height of a row and of a header, the most Excel allows
_LINE, _LEAST, _HEADER, _MOST = 15, 21, 30, 409


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
        self._formats: dict[tuple[str, ...], Format] = {}

    def style(self, name: str, *flags: str) -> Format:
        """The format of a style with flags.

        ``quoted`` keeps a cell text when somebody edits it, ``open`` lets it be edited, ``bold`` is for sums,
        ``wanted`` and ``noted`` colour a cell that we have something to say about.
        """
        key = (name, *sorted(flags))
        if key not in self._formats:
            values = {"font_name": _FONT, "font_size": 11, **_STYLES[name]}
            for flag in flags:
                values |= _FLAGS[flag]
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

    def write(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str, *flags: str) -> None:
        """One cell. Text stays text whatever it begins with."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(style, *flags))
        elif isinstance(value, str):
            text = printable(value)
            quoted = ("quoted",) if text.startswith(_RISKY) else ()
            sheet.write_string(row, column, text, self.style(style, *flags, *quoted))
        elif isinstance(value, date):
            midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
            sheet.write_datetime(row, column, midnight, self.style("date", *flags))
        else:
            sheet.write_number(row, column, value, self.style(style, *flags))

    def title(self, sheet: Worksheet, row: int, last_column: int, text: str, style: str = "title") -> None:
        """A line over the whole width of a table."""
        sheet.merge_range(row, 0, row, last_column, "", self.style(style))
        sheet.write_string(row, 0, printable(text), self.style(style))
        sheet.set_row(row, {"title": 34, "note": 16}.get(style, 22))

    def table(
        self,
        sheet: Worksheet,
        top: int,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        filters: bool = True,
        total: bool = False,
        least: float = _LEAST,
    ) -> int:
        """Header at row `top` (0-based) and rows below; frozen, filtered, repeated in print. The row after the last.

        `total`: the last row is a sum. `least`: height of a row in points; more where a text needs more lines.
        """
        lines = [list(row) for row in rows]
        widths = [c.width or column_width([c.label, *(line[n] for line in lines)]) for n, c in enumerate(columns)]
        for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.write_string(top, index, column.label, self.style("header"))
            sheet.set_column(index, index, width)
        sheet.set_row(top, row_height([column.label for column in columns], widths, _HEADER))
        for number, line in enumerate(lines, 1):
            bold = ("bold",) if total and number == len(lines) else ()
            for index, (column, value) in enumerate(zip(columns, line, strict=True)):
                opened = () if column.locked else ("open",)
                self.write(sheet, top + number, index, value, column.style, *bold, *opened)
            sheet.set_row(top + number, row_height(line, widths, least))
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 0)
        if filters and lines:
            sheet.autofilter(top, 0, top + len(lines), len(columns) - 1)
        return top + len(lines) + 1

    def bytes(self) -> bytes:
        self.workbook.close()
        return self._buffer.getvalue()


def cells_wide(text: str) -> int:
    """Width of a line in half-width characters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def column_width(values: Iterable[Cell]) -> float:
    """Width that shows the longest line of a column, within reason."""
    lines = (line for value in values for line in str(value if value is not None else "").splitlines())
    return min(44, max(8, max(map(cells_wide, lines), default=0) + 2))


def row_height(values: Sequence[Cell], widths: Sequence[float], least: float) -> float:
    """Height of a row whose texts wrap: neither Excel nor WPS grows a row by itself when it opens a file."""
    lines = max((_lines(str(v), width) for v, width in zip(values, widths, strict=True) if v is not None), default=1)
    return min(_MOST, max(least, lines * _LINE + 6))


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column; a wide character that does not fit goes to the next line."""
    return sum(max(1, math.ceil(cells_wide(line) / max(1.0, width - 1.5))) for line in text.splitlines()) or 1

"""SpreadsheetML 2003, the XML that Excel and reporting systems save under the name .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from parsers.grid import Grid, Merge, Place, Value, Workbook
from parsers.limits import DEFAULT
from parsers.refusal import Refusal, Refused

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")


def read_spreadsheetml(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """All worksheets. Entities are never resolved. Raises Refused damaged or too_large."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(BytesIO(content.lstrip()), parser).getroot()
        struck = frozenset(_struck_styles(root))
        sheets = tuple(_Sheet(struck, max_cells).read(sheet) for sheet in root.iter(f"{_SS}Worksheet"))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(Refusal.DAMAGED, file_format="xml") from error
    if not sheets:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含工作表的XML文件", "xml")
    return Workbook("xml", sheets)


def _struck_styles(root: Any) -> Iterator[str]:
    for style in root.iter(f"{_SS}Style"):
        if any(font.get(f"{_SS}StrikeThrough") == "1" for font in style.iter(f"{_SS}Font")):
            yield style.get(f"{_SS}ID", "")


@dataclass
class _Sheet:
    struck_styles: frozenset[str]
    max_cells: int
    cells: dict[Place, Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    struck: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def read(self, sheet: Any) -> Grid:
        row = -1
        for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
            row = _index(line, row)
            if line.get(f"{_SS}Hidden") == "1":
                self.hidden_rows.add(row)
            self._row(line, row)
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        if height * width > self.max_cells:
            raise Refused(Refusal.TOO_LARGE, "使用区域的行数与列数", "xml")
        return Grid(
            name=sheet.get(f"{_SS}Name") or "工作表",
            rows=tuple(tuple(self.cells.get((r, c)) for c in range(width)) for r in range(height)),
            merges=tuple(m for m in self.merges if m.bottom < height and m.right < width),
            hidden=any((item.text or "").startswith("SheetHidden") for item in sheet.iter("{*}Visible")),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(_hidden_columns(sheet)),
            struck=frozenset(self.struck),
            errors=self.errors,
        )

    def _row(self, line: Any, row: int) -> None:
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _index(cell, column)
            self._cell(cell, (row, column))
            across, down = int(cell.get(f"{_SS}MergeAcross", 0)), int(cell.get(f"{_SS}MergeDown", 0))
            if across or down:
                self.merges.append(Merge(row, column, row + down, column + across))
                column += across

    def _cell(self, cell: Any, place: Place) -> None:
        data = cell.find(f"{_SS}Data")
        text = "".join(data.itertext()) if data is not None else ""
        if not text:
            return
        kind = data.get(f"{_SS}Type", "String")
        self.cells[place] = _value(text, kind)
        if kind == "Error":
            self.errors[place] = text
        if cell.get(f"{_SS}StyleID") in self.struck_styles:
            self.struck.add(place)


def _index(element: Any, before: int) -> int:
    written = element.get(f"{_SS}Index")
    return int(written) - 1 if written else before + 1


def _hidden_columns(sheet: Any) -> Iterator[int]:
    column = -1
    for item in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
        column = _index(item, column)
        last = column + min(int(item.get(f"{_SS}Span", 0)), 16384)
        if item.get(f"{_SS}Hidden") == "1":
            yield from range(column, last + 1)
        column = last


def _value(text: str, kind: str) -> Value:
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() else number
    if kind == "Boolean":
        return text == "1"
    match = _DATE.match(text) if kind == "DateTime" else None
    return datetime(*map(int, match.groups())) if match else text  # type: ignore[arg-type]  # noqa: DTZ001

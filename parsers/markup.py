"""Tables of an HTML page or mail body, also those saved as .xls. Quoted tables of an older mail are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from parsers.delimited import decode_text
from parsers.grid import Grid, Merge, Value, Workbook
from parsers.limits import DEFAULT
from parsers.names import decode_bytes
from parsers.quoting import begins_quotation, tame
from parsers.refusal import Refusal, Refused

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_TABLE = re.compile("<table", re.IGNORECASE)
_MAX_SPAN = 1000
_BEFORE = 6  # lines of text above a table that may be its title and head block
_BREAKS = frozenset(["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4"])


def read_html(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """A grid per table, rows counted from the table's first. Raises Refused when there is none."""
    grids = grids_of_html(text_of_html(content), max_cells)
    if not grids:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含表格的网页", "html")
    return Workbook("html", grids)


def text_of_html(content: bytes, charset: str | None = None) -> str:
    """A page's text under the charset that it, or else its mail, declares."""
    match = _CHARSET.search(content[:4096])
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:64]
    text = decode_text(content) if utf16 else decode_bytes(content, match[1].decode() if match else charset)
    return text.lstrip("\ufeff")


def grids_of_html(markup: str, max_cells: int = DEFAULT.cells) -> tuple[Grid, ...]:
    """The tables of a page that are the sender's own and have at least two rows and two columns."""
    if not _TABLE.search(markup):
        return ()
    reader = _Tables()
    reader.feed(tame(markup))
    reader.close()
    grids = (_grid(table, number, max_cells) for number, table in enumerate(reader.tables, 1))
    return tuple(grid for grid in grids if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1)


@dataclass
class _Cell:
    columns: int
    rows: int
    text: str = ""


@dataclass
class _Table:
    """`layout`: it holds other tables and only arranges them."""

    before: list[str]
    quoted: bool
    rows: list[list[_Cell]] = field(default_factory=list)
    layout: bool = False

    @property
    def cell(self) -> _Cell | None:
        return self.rows[-1][-1] if self.rows and self.rows[-1] else None


class _Tables(HTMLParser):
    """Tables that hold no other table, outside quotations."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.lines: list[str] = [""]
        self.quoted = 0
        self.silent = 0
        self.ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quoted += tag == "blockquote"
        self.silent += tag == "title"
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._begin()
        elif tag == "tr" and self.open:
            self.open[-1].rows.append([])
        elif tag in ("td", "th") and self.open:
            self._cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        self.silent = max(0, self.silent - (tag == "title"))
        if tag == "table" and self.open:
            table = self.open.pop()
            if not table.layout and not table.quoted:
                self.tables.append(table)
        if tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = re.sub(r"[ \t\r\n]+", " ", data)
        cell = self.open[-1].cell if self.open else None
        if cell is not None:
            cell.text += text
        self.lines[-1] += text

    def _begin(self) -> None:
        if self.open:
            self.open[-1].layout = True
        before = [line.strip() for line in self.lines if line.strip()][-_BEFORE:]
        self.open.append(_Table(before, bool(self.quoted) or self.ended))
        self.lines = [""]

    def _cell(self, attributes: dict[str, str | None]) -> None:
        table = self.open[-1]
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(_Cell(_span(attributes.get("colspan")), _span(attributes.get("rowspan"))))

    def _break(self) -> None:
        cell = self.open[-1].cell if self.open else None
        if cell is not None and cell.text.strip() and not cell.text.endswith("\n"):
            cell.text += "\n"
        if self.lines[-1].strip():
            self.ended = self.ended or begins_quotation(self.lines[-_BEFORE:])
            self.lines.append("")


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MAX_SPAN) if value and value.strip().isdigit() else 1


def _grid(table: _Table, number: int, max_cells: int) -> Grid:
    """Cells put where they stand, spans as merges."""
    cells: dict[tuple[int, int], Value] = {}
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for row, written in enumerate(table.rows):
        column = 0
        for cell in written:
            while (row, column) in taken:
                column += 1
            cells[row, column] = cell.text.replace("\xa0", " ").strip() or None
            bottom = min(row + cell.rows, len(table.rows)) - 1
            taken.update((r, c) for r in range(row, bottom + 1) for c in range(column, column + cell.columns))
            if len(taken) > max_cells:
                raise Refused(Refusal.TOO_LARGE, "行数与列数", "html")
            if cell.rows > 1 or cell.columns > 1:
                merges.append(Merge(row, column, bottom, column + cell.columns - 1))
            column += cell.columns
    width = max((column for _, column in taken), default=-1) + 1
    rows = tuple(tuple(cells.get((row, column)) for column in range(width)) for row in range(len(table.rows)))
    return Grid(f"表{number}", rows, tuple(merges), before=tuple(table.before))

"""A fresh xlsx of what was read, annotated: for xls, et, csv, Word tables and all that cannot be annotated in place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from reports.annotated.boxes import comment_size, line_height
from reports.annotated.job import Grid, Job, Merge, Table
from reports.annotated.marks import (
    NUMBER,
    NUMBER_WIDTH,
    UNDERSTOOD_WIDTH,
    WANTED,
    Line,
    Place,
    Said,
    legend,
    lines,
    remarks,
    said,
    skipped_rows,
    understood_label,
)
from reports.workbooks.book import Book, Cell, column_width, row_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_EXACT = 1e11  # a greater whole number would show as 1.2E+11


def rewrite(job: Job) -> bytes:
    """A workbook with a sheet per grid, at the same rows and columns."""
    book = Book(job.name)
    names: list[str] = []
    sheets = []
    for grid in job.grids:
        names.append(_sheet_name(grid.name, names))
        sheet = book.sheet(names[-1])
        _Sheet(book, sheet, grid, [table for table in job.tables if table.sheet == grid.name], job.author).write()
        sheets.append((sheet, grid.hidden))
    shown = next((sheet for sheet, hidden in sheets if not hidden), None)
    if shown is not None:
        shown.activate()
        shown.set_first_sheet()
        for sheet, hidden in sheets:
            if hidden:
                sheet.hide()
    return book.bytes()


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that xlsx allows, unique among those taken."""
    plain = _NOT_IN_A_NAME.sub("_", name).strip("' ")[:31] or "Sheet"
    found, number = plain, 1
    while found.casefold() in {other.casefold() for other in taken}:
        number += 1
        found = f"{plain[:27]}({number})"
    return found


class _Sheet:
    """One grid being written: lines before a document's table first, then the grid, then the lines after it."""

    def __init__(self, book: Book, sheet: Worksheet, grid: Grid, tables: Sequence[Table], author: str) -> None:
        self._book, self._sheet, self._grid = book, sheet, grid
        self._tables, self._author = tables, author
        self._shift = len(grid.before)
        self._width = max((len(row) for row in grid.rows), default=1)
        self._titles = {_squeezed(table.title) for table in tables if table.title}
        self._skipped = {row - 1 for table in tables for row in skipped_rows(table)}
        self._merged = {place for merge in grid.merges for place in _places(merge)}
        self._styles: dict[int, str] = {row: self._style(row) for row in range(len(grid.rows))}

    def write(self) -> None:
        said_at = self._said()
        for number, line in enumerate(self._grid.before):
            self._around(number, line)
        self._merge()
        for row, values in enumerate(self._grid.rows):
            self._row(row, values, said_at)
        for number, line in enumerate(self._grid.after):
            self._around(self._shift + len(self._grid.rows) + number, line)
        self._size()
        for table in self._tables:
            self._add_columns(table)

    def _around(self, row: int, line: str) -> None:
        """A line of text around a document's table."""
        if _squeezed(line) in self._titles and self._width > 1:
            self._book.title(self._sheet, row, self._width - 1, line)
        else:
            self._book.write(self._sheet, row, 0, line, "plain")

    def _style(self, row: int) -> str:
        """What a row is: part of a table, its header, its title, or text around it."""
        texts = [(column, value) for column, value in enumerate(self._grid.rows[row]) if value is not None]
        is_alone = len(texts) == 1
        if is_alone and _squeezed(str(texts[0][1])) in self._titles:
            return "title"
        for table in self._tables:
            if row + 1 in table.header_rows:
                return "header"
            if table.top < row + 1 <= table.bottom:
                is_line = row in self._skipped and is_alone and (row, texts[0][0]) not in self._merged
                return "plain" if is_line else "text"
        return "plain"

    def _said(self) -> Mapping[Place, Said]:
        """0-based (row, column) → what is said at the cell; a merge is spoken to at its first cell."""
        anchors = {place: (merge.top, merge.left) for merge in self._grid.merges for place in _places(merge)}
        found: dict[Place, Said] = {}
        for table in self._tables:
            skipped = skipped_rows(table)
            for (row, column), texts in remarks(table).items():
                place = anchors.get((row - 1, column), (row - 1, column))
                found[place] = _both(found.get(place), said(texts, row in skipped))
        return found

    def _merge(self) -> None:
        done: set[Place] = set()
        for merge in self._grid.merges:
            places = _places(merge)
            if len(places) > 1 and not places & done and self._styles.get(merge.top) != "title":
                done |= places
                rows = merge.top + self._shift, merge.bottom + self._shift
                look = self._book.style(self._styles.get(merge.top, "plain"))
                self._sheet.merge_range(rows[0], merge.left, rows[1], merge.right, "", look)

    def _row(self, row: int, values: Sequence[object], said_at: Mapping[Place, Said]) -> None:
        style = self._styles[row]
        if style == "title":
            title = next(str(value) for value in values if value is not None)
            self._book.title(self._sheet, row + self._shift, max(1, self._width - 1), title)
            return
        for column in range(self._width if style in ("header", "text") else len(values)):
            value = values[column] if column < len(values) else None
            words = said_at.get((row, column))
            if value is None and words is None and ((row, column) in self._merged or style in ("title", "plain")):
                continue
            flags = () if words is None or words.colour is None else (_flag(words.colour),)
            self._book.write(self._sheet, row + self._shift, column, _cell(value), style, *flags)
            if words:
                self._comment(row + self._shift, column, words.text)

    def _comment(self, row: int, column: int, text: str) -> None:
        width, height = comment_size(text)
        box = {"author": self._author, "width": width, "height": height, "font_size": 9}
        self._sheet.write_comment(row, column, text, box)

    def _size(self) -> None:
        """Widths and heights by the rows of the tables; a line of text around them runs on to the right."""
        body = [row for row, style in self._styles.items() if style in ("header", "text")]
        rows = {row: [_cell(value) for value in self._grid.rows[row]] for row in body}
        merged = {place for place in self._merged if place[0] in rows}
        widths = []
        for column in range(self._width):
            written = [line[column] for row, line in rows.items() if column < len(line) and (row, column) not in merged]
            widths.append(column_width(written))
            self._sheet.set_column(column, column, widths[-1])
        needed = {line.row - 1: line_height(line) for table in self._tables for line in lines(table)}
        for row, values in rows.items():
            alone = [None if (row, column) in merged else value for column, value in enumerate(values)]
            height = row_height(alone, widths[: len(alone)], 21)
            self._sheet.set_row(row + self._shift, max(height, needed.get(row, 0)))

    def _add_columns(self, table: Table) -> None:
        """Number and result, in the columns of an earlier copy or beside the grid, where nothing stands."""
        number, understood = self._columns(table)
        top, bottom = table.header_rows[0] - 1 + self._shift, table.header_rows[-1] - 1 + self._shift
        for column, label, width in (
            (number, NUMBER, NUMBER_WIDTH),
            (understood, understood_label(table), UNDERSTOOD_WIDTH),
        ):
            if column is None:
                continue
            self._sheet.set_column(column, column, width)
            if bottom > top and column >= self._width:
                self._sheet.merge_range(top, column, bottom, column, "", self._book.style("header"))
            self._book.write(self._sheet, top, column, label, "header")
        self._comment(top, understood, legend(table))
        told = {line.row: line for line in lines(table)}
        body = range(table.header_rows[-1] + 1, table.bottom + 1)
        for row in (row for row in body if self._styles.get(row - 1) != "plain"):
            line = told.get(row, Line(row, "", "", None))
            if number is not None:
                self._book.write(self._sheet, row - 1 + self._shift, number, line.number, "text")
            flags = (_flag(line.colour),) if line.colour else ()
            self._book.write(self._sheet, row - 1 + self._shift, understood, line.result, "text", *flags)

    def _columns(self, table: Table) -> tuple[int | None, int]:
        if table.understood is not None and (table.has_numbers or table.number is not None):
            return (None if table.has_numbers else table.number), table.understood
        return (None, self._width) if table.has_numbers else (self._width, self._width + 1)


def _places(merge: Merge) -> set[Place]:
    return {(r, c) for r in range(merge.top, merge.bottom + 1) for c in range(merge.left, merge.right + 1)}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _both(first: Said | None, second: Said) -> Said:
    if first is None:
        return second
    colour = WANTED if WANTED in {first.colour, second.colour} else first.colour or second.colour
    return Said("\n".join(dict.fromkeys([*first.text.splitlines(), *second.text.splitlines()])), colour)


def _flag(colour: str) -> str:
    return "wanted" if colour == WANTED else "noted"


def _cell(value: object) -> Cell:
    """A value as a sheet shows it; times, and numbers too long to show, as text."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return int(value) if abs(value) < _EXACT else str(int(value))
    if value is None or (isinstance(value, str | int | float | date) and not isinstance(value, bool)):
        return value
    return str(value)

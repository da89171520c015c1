"""Annotating an xlsx as it is: only what is said is written into its XML, every other part stays byte for byte.

So formulas, charts, pictures, text boxes, sparklines, pivots, macros, validation, protection and print setup stay.
Columns are added to the right of the table, and cells that have something to say get a colour and a comment.
"""

from __future__ import annotations

from campaign.outcomes import Remark
from reports.annotated.boxes import line_height, text_height
from reports.annotated.covered import covered
from reports.annotated.job import Grid, Job, Table
from reports.annotated.marks import (
    NUMBER,
    NUMBER_WIDTH,
    UNDERSTOOD_WIDTH,
    Line,
    Place,
    legend,
    lines,
    remarks,
    said,
    skipped_rows,
    understood_label,
)
from reports.annotated.notes import Notes
from reports.annotated.package import RELATION, Package, main
from reports.annotated.page import Page
from reports.annotated.places import Range
from reports.annotated.styles import Styles

_TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_USUAL = 20.0  # points: our text on one line


def annotate(job: Job) -> bytes:
    """The annotated copy of an xlsx or xlsm. Raises whatever a file that is not as it should be makes it raise."""
    package = Package(job.content)
    book = next(package.related("", "officeDocument"))
    styles = Styles(package.part(next(package.related(book, "styles"))))
    grids = {grid.name: grid for grid in job.grids}
    sheets = [(sheet.get("name"), sheet.get(f"{{{RELATION}}}id")) for sheet in package.look(book).iter(main("sheet"))]
    for number, (name, relation) in enumerate(sheets, 1):
        tables = [table for table in job.tables if table.sheet == name]
        if tables:
            part = package.target(book, relation)
            page = Page(package.part(part))
            notes = Notes(package, part, page, number, job.author)
            drawn = tuple(covered(package, part))
            for table in tables:
                _Annotated(table, grids[name], page, notes, styles, drawn).write()
            page.close()
    package.content_type(_TEMPLATE, _WORKBOOK)
    return package.bytes()


class _Annotated:
    """One table being annotated. Rows and columns of the page are 1-based."""

    def __init__(
        self, table: Table, grid: Grid, page: Page, notes: Notes, styles: Styles, drawn: tuple[Range, ...]
    ) -> None:
        self._table, self._grid, self._page = table, grid, page
        self._notes, self._styles, self._drawn = notes, styles, drawn
        self._last = max(table.columns) + 1

    def write(self) -> None:
        self._clear()
        self._add_columns()
        self._add_remarks()

    def _clear(self) -> None:
        """Take off what an earlier copy of ours said: the sender has answered it."""
        table = self._table
        rows, columns = range(table.top, table.bottom + 1), {column + 1 for column in table.columns}
        if table.understood is not None:
            columns.add(table.understood + 1)
        self._notes.clear(lambda place: place[0] in rows and place[1] in columns)
        for row in rows:
            for column in columns:
                look = self._page.look(row, column)
                if self._styles.cleared(look) != look:
                    self._page.set_look(row, column, self._styles.cleared(look))

    def _add_columns(self) -> None:
        table, (number, understood) = self._table, self._columns()
        for column, label, width in (
            (number, NUMBER, NUMBER_WIDTH),
            (understood, understood_label(table), UNDERSTOOD_WIDTH),
        ):
            if column is not None:
                self._head(column, label)
                self._page.set_width(column, width)
        told = {line.row: line for line in lines(table)}
        for row in range(table.header_rows[-1] + 1, table.bottom + 1):
            line = told.get(row, Line(row, "", "", None))
            if number is not None:
                self._put(row, number, line.number, None)
            self._put(row, understood, line.result, line.colour)
            if line.result:
                self._heighten(line)
        self._notes.say(*self._page.anchor(table.header_rows[0], understood), legend(table))

    def _columns(self) -> tuple[int | None, int]:
        """Columns for number and result: those of an earlier copy, else the first free ones on the right."""
        table = self._table
        if table.understood is not None and (table.has_numbers or table.number is not None):
            number = None if table.has_numbers or table.number is None else table.number + 1
            return number, table.understood + 1
        wanted = 1 if table.has_numbers else 2
        first = self._last + 1
        while not all(self._is_free(first + step) for step in range(wanted)):
            first += 1
        return (None, first) if table.has_numbers else (first, first + 1)

    def _is_free(self, column: int) -> bool:
        top, bottom = self._table.top, self._table.bottom
        if any(self._page.has_content(row, column) for row in range(top, bottom + 1)):
            return False
        taken = (*self._page.merges, *self._drawn)
        return not any(a.top <= bottom and a.bottom >= top and a.left <= column <= a.right for a in taken)

    def _head(self, column: int, label: str) -> None:
        """A header cell like its neighbour, over all header rows."""
        top, bottom = self._table.header_rows[0], self._table.header_rows[-1]
        for row in range(top, bottom + 1):
            self._page.set_look(row, column, self._page.look(*self._page.anchor(row, self._last)))
        self._page.set_text(*self._page.anchor(top, column), label)
        if bottom > top and self._page.anchor(bottom, column) == (bottom, column):
            self._page.merge(Range(top, column, bottom, column))

    def _put(self, row: int, column: int, text: str, colour: str | None) -> None:
        """A cell like its neighbour in the row, with our text."""
        neighbour = self._page.look(*self._page.anchor(row, self._last))
        place = self._page.anchor(row, column)
        self._page.set_look(*place, self._styles.told(neighbour, colour))
        self._page.set_text(*place, text)

    def _heighten(self, line: Line) -> None:
        """A row grows where our text needs it; one of no fixed height then shows all its other texts too."""
        wanted, known = line_height(line), self._page.height(line.row)
        needed = max([wanted, *(self._heights(line.row) if known is None else ())])
        if needed > (known or _USUAL):
            self._page.set_height(line.row, needed)

    def _heights(self, row: int) -> list[float]:
        """Points that each of the sender's own texts in a row needs."""
        values = self._grid.rows[row - 1] if row <= len(self._grid.rows) else ()
        return [
            text_height(str(values[column]), self._page.width(column + 1))
            for column in self._table.columns
            if column < len(values)
            and values[column] is not None
            and self._styles.wraps(self._page.look(row, column + 1))
        ]

    def _add_remarks(self) -> None:
        skipped = skipped_rows(self._table)
        gathered: dict[Place, tuple[list[Remark], bool]] = {}
        for (row, column), found in remarks(self._table).items():
            anchor = self._page.anchor(row, column + 1)
            gathered.setdefault(anchor, ([], row in skipped))[0].extend(found)
        for place, (found, is_skipped) in gathered.items():
            words = said(found, is_skipped)
            self._notes.say(*place, words.text)
            if words.colour:
                self._page.set_look(*place, self._styles.coloured(self._page.look(*place), words.colour))

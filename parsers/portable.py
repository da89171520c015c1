"""Tables of a PDF that was printed from an office program. A scan has no text: it is kept, and an xlsx asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from parsers.grid import Grid, Merge, Value, Workbook
from parsers.limits import DEFAULT
from parsers.refusal import Refusal, Refused

MAX_PAGES = 40
_PAGE_NUMBER = re.compile(r"[-—\s]*(?:第?\s*\d+\s*页?)?[-—/,，\s]*(?:共?\s*\d+\s*页?)?[-—\s]*")
_SLACK = 2.0  # points by which the lines of a table may miss one another


def read_pdf(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """A grid per ruled table, one that goes on over pages being one. Raises Refused, `scanned` when there is no text.

    Only the child may do this: what a PDF may ask of its reader has no bound.
    """
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content)) as document:
            if len(document.pages) > MAX_PAGES:
                raise Refused(Refusal.TOO_LARGE, f"超过{MAX_PAGES}页", "pdf")
            pages = [_page(page) for page in document.pages]
    except (PdfminerException, PDFException) as error:
        locked = "Password" in repr(error) or "Encrypt" in repr(error)
        raise Refused(Refusal.ENCRYPTED if locked else Refusal.DAMAGED, file_format="pdf") from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Refused(Refusal.DAMAGED, file_format="pdf") from error
    if sum(len(table.rows) * table.width for page in pages for table in page.tables) > max_cells:
        raise Refused(Refusal.TOO_LARGE, "行数与列数", "pdf")
    return _workbook(pages)


@dataclass
class _Table:
    rows: list[tuple[Value, ...]]
    merges: list[Merge]
    before: list[str]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


@dataclass
class _Page:
    tables: list[_Table] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    written: bool = False


def _workbook(pages: Sequence[_Page]) -> Workbook:
    if not any(page.written for page in pages):
        raise Refused(Refusal.SCANNED, file_format="pdf")
    tables = list(_joined(pages))
    if not tables:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含表格的PDF文件", "pdf")
    grids = [
        Grid(f"表{number}", tuple(table.rows), tuple(table.merges), before=tuple(table.before))
        for number, table in enumerate(tables, 1)
    ]
    grids[-1] = replace(grids[-1], after=tuple(pages[-1].after))
    return Workbook("pdf", tuple(grids))


def _joined(pages: Sequence[_Page]) -> Iterator[_Table]:
    """Tables in order; the first of a page carries on the last of the page before, if nothing but it stands between."""
    current: _Table | None = None
    for page in pages:
        for number, table in enumerate(page.tables):
            if current and number == 0 and not table.before and table.width == current.width:
                shift = len(current.rows)
                current.rows += table.rows
                current.merges += [Merge(m.top + shift, m.left, m.bottom + shift, m.right) for m in table.merges]
                continue
            if current:
                yield current
            current = table
    if current:
        yield current


def _page(page: Any) -> _Page:
    found = _Page(written=bool(page.chars))
    top = 0.0
    for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
        rows = [tuple(_text(cell) for cell in row) for row in table.extract()]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            found.tables.append(_Table(rows, _merges(table), _lines(page, top, table.bbox[1])))
            top = table.bbox[3]
    found.after = _lines(page, top, page.height)
    page.close()
    return found


def _text(cell: str | None) -> Value:
    return (cell or "").strip() or None


def _lines(page: Any, top: float, bottom: float) -> list[str]:
    """The lines of text between two heights; page numbers alone are none."""
    if bottom - top < _SLACK:
        return []
    text = page.crop((0, max(top, 0), page.width, min(bottom, page.height)), strict=False).extract_text() or ""
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]


def _merges(table: Any) -> list[Merge]:
    """A cell spans the columns and rows whose edges lie within its box."""
    columns = sorted({cell[0] for row in table.rows for cell in row.cells if cell})
    tops = [row.bbox[1] for row in table.rows]
    merges = []
    for top, row in enumerate(table.rows):
        for left, cell in enumerate(row.cells):
            if cell is None:
                continue
            right = max((n for n, x in enumerate(columns) if x < cell[2] - _SLACK), default=left)
            bottom = max((n for n, y in enumerate(tops) if y < cell[3] - _SLACK), default=top)
            if right > left or bottom > top:
                merges.append(Merge(top, left, max(bottom, top), max(right, left)))
    return merges

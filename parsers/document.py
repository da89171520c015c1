"""Tables of a Word document (docx). Title and 填报单位 are paragraphs before the table; rows count from its first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from parsers.grid import Grid, Merge, Value, Workbook
from parsers.limits import DEFAULT
from parsers.marks import open_archive
from parsers.refusal import Refusal, Refused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table


def read_docx(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """A grid per table. Raises Refused when there is none, or when the file is damaged."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    open_archive(content).close()
    try:
        grids = tuple(_grids(docx.Document(BytesIO(content))))
    except (PackageNotFoundError, BadZipFile, SyntaxError, KeyError, ValueError) as error:  # SyntaxError: lxml's
        raise Refused(Refusal.DAMAGED, file_format="docx") from error
    if not grids:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含表格的Word文档", "docx")
    if sum(len(row) for grid in grids for row in grid.rows) > max_cells:
        raise Refused(Refusal.TOO_LARGE, "行数与列数", "docx")
    return Workbook("docx", grids)


def _grids(document: Document) -> Iterator[Grid]:
    from docx.table import Table

    before: list[str] = []
    blocks = list(document.iter_inner_content())
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            after = _paragraphs_after(blocks[number + 1 :])
            yield _grid(block, number, tuple(before), tuple(after))
            before = []
        elif block.text.strip():
            before.append(block.text.strip())


def _paragraphs_after(blocks: Sequence[object]) -> Iterator[str]:
    """Paragraphs after the last table; those before another one are its own title."""
    from docx.table import Table

    if not any(isinstance(block, Table) for block in blocks):
        yield from (text for block in blocks if (text := str(getattr(block, "text", "")).strip()))


def _grid(table: Table, number: int, before: tuple[str, ...], after: tuple[str, ...]) -> Grid:
    """python-docx repeats a merged cell in every place it spans: only the first keeps the text, the rest is a merge."""
    places: dict[object, list[tuple[int, int]]] = {}
    texts: dict[tuple[int, int], Value] = {}
    for r, row in enumerate(table.rows):
        left = row.grid_cols_before
        for c, cell in enumerate(row.cells, left):
            spots = places.setdefault(cell._tc, [])
            if not spots:
                texts[r, c] = cell.text.strip() or None
            spots.append((r, c))
    width = max((c for _, c in texts), default=-1) + 1
    merges = tuple(Merge(*min(spots), *max(spots)) for spots in places.values() if len(spots) > 1)
    width = max([width, *(merge.right + 1 for merge in merges)])
    rows = tuple(tuple(texts.get((r, c)) for c in range(width)) for r in range(len(table.rows)))
    return Grid(f"表{number + 1}", rows, merges, before=before, after=after)

"""Tables of a Word document (docx). Title and 填报单位 are paragraphs before the table; rows count from its first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from parsers.grid import Grid, Merge, Value, Workbook
from parsers.limits import DEFAULT
from parsers.marks import open_archive
from parsers.refusal import Refusal, Refused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEMPLATES = (  # documents with macros, and templates, are documents all the same
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def read_docx(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """A grid per table. Raises Refused when there is none, or when the file is damaged."""
    from docx.opc.exceptions import PackageNotFoundError

    open_archive(content).close()
    try:
        grids = tuple(_grids(_document(content)))
    except (PackageNotFoundError, BadZipFile, SyntaxError, LookupError, ValueError, AttributeError) as error:
        raise Refused(Refusal.DAMAGED, file_format="docx") from error  # SyntaxError: lxml's
    if not grids:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含表格的Word文档", "docx")
    if sum(len(row) for grid in grids for row in grid.rows) > max_cells:
        raise Refused(Refusal.TOO_LARGE, "行数与列数", "docx")
    return Workbook("docx", grids)


def _document(content: bytes) -> Document:
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    PartFactory.part_type_for.update(dict.fromkeys(_TEMPLATES, DocumentPart))
    document: Document = Package.open(BytesIO(content)).main_document_part.document
    _as_it_is_seen(document.element.body)
    return document


def _as_it_is_seen(body: Any) -> None:
    """Tracked changes accepted, and wrappers (content controls, insertions) taken off: python-docx sees neither a
    table nor a word within them.
    """
    from lxml import etree

    for deleted in list(body.iter(f"{_W}del", f"{_W}moveFrom")):
        around = deleted.getparent()
        if around.tag == f"{_W}trPr":  # the row is deleted: it keeps its place, blank
            etree.strip_elements(around.getparent(), f"{_W}r", with_tail=False)
        else:
            around.remove(deleted)
    for wrapper in list(body.iter(f"{_W}sdt", f"{_W}ins", f"{_W}moveTo", f"{_W}smartTag", f"{_W}customXml")):
        inner = wrapper.find(f"{_W}sdtContent") if wrapper.tag == f"{_W}sdt" else wrapper
        for child in [] if inner is None else list(inner):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


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
    struck: set[tuple[int, int]] = set()
    for r, row in enumerate(table.rows):
        left = row.grid_cols_before
        for c, cell in enumerate(row.cells, left):
            spots = places.setdefault(cell._tc, [])
            if not spots:
                texts[r, c] = _text(cell) or None
                struck.update([(r, c)] if texts[r, c] and _is_struck(cell._tc) else [])
            spots.append((r, c))
    width = max((c for _, c in texts), default=-1) + 1
    merges = tuple(Merge(*min(spots), *max(spots)) for spots in places.values() if len(spots) > 1)
    width = max([width, *(merge.right + 1 for merge in merges)])
    rows = tuple(tuple(texts.get((r, c)) for c in range(width)) for r in range(len(table.rows)))
    return Grid(f"表{number + 1}", rows, merges, struck=frozenset(struck), before=before, after=after)


def _text(cell: _Cell) -> str:
    """The paragraphs of a cell; a table in it gives a line for each of its rows."""
    from docx.table import Table

    lines: list[str] = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            lines += [" ".join(filter(None, dict.fromkeys(map(_text, row.cells)))) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines).strip()


def _is_struck(cell: Any) -> bool:
    """Whether every word of the cell is crossed out."""
    runs = [run for run in cell.iter(f"{_W}r") if any((text.text or "").strip() for text in run.iter(f"{_W}t"))]
    return bool(runs) and all(_crossed(run) for run in runs)


def _crossed(run: Any) -> bool:
    marks = [*run.iterfind(f"{_W}rPr/{_W}strike"), *run.iterfind(f"{_W}rPr/{_W}dstrike")]
    return any(mark.get(f"{_W}val", "true") not in ("0", "false", "off") for mark in marks)

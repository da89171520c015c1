"""Grid: the cells of one sheet with the coordinates its sender sees, whatever file they came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from parsers.limits import DEFAULT, Limits
from parsers.refusal import Refusal, Refused

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Merge:
    """A merged range, 0-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """`rows[r][c]` is the cell in row r, column c, both counted from 0 at the sheet's A1; blank cells are None.

    `before` and `after` are lines of text around a table of a document. Rows and columns in `hidden_rows`,
    `hidden_columns`, `struck` and `errors` are 0-based too.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """`format` is what the content is, not what the name says: xlsx, xls, xlsb, ods, csv, html, mht, xml, docx,
    pdf."""

    format: str
    sheets: tuple[Grid, ...]


def read_grids(content: bytes, name: str, limits: Limits = DEFAULT) -> Workbook:
    """Read any table file by its content, in this process; `parsers.sandbox.read_safely` is the same in a child.

    Raises Refused with a named reason for everything that is not a readable table.
    """
    from parsers.sniff import DOCUMENTS, sniff

    file_format = sniff(content, name)
    if file_format in DOCUMENTS:
        raise Refused(Refusal.NOT_A_SPREADSHEET, DOCUMENTS[file_format], file_format)
    if file_format == "ole":
        from parsers.compound import kind_of

        file_format = kind_of(content)
    if file_format == "locked":
        from parsers.locked import unlock

        return read_grids(unlock(content), name, limits)
    reader = _reader(file_format)
    if reader is None:
        from parsers.spreadsheet import read_spreadsheet

        return read_spreadsheet(content, file_format, limits.cells)
    return reader(content, limits.cells)


def _reader(file_format: str) -> Callable[[bytes, int], Workbook] | None:
    """The reader of a format that is no spreadsheet proper. Libraries are loaded only for the formats that come."""
    if file_format == "csv":
        from parsers.delimited import read_delimited as reader
    elif file_format == "html":
        from parsers.markup import read_html as reader
    elif file_format == "mht":
        from parsers.webpage import read_mht as reader
    elif file_format == "docx":
        from parsers.document import read_docx as reader
    elif file_format == "pdf":
        from parsers.portable import read_pdf as reader
    elif file_format == "xml":
        from parsers.xmltable import read_spreadsheetml as reader
    else:
        return None
    return reader

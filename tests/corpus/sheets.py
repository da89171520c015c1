"""Sheets drawn as text, and the files made of them, the same bytes every time.

A line is a row, cells stand between bars. ``⏎`` is a line break, ``⎵`` a space at the edge of a cell, ``#43271`` a
number, ``@2018-06-20`` a date, ``~text~`` struck out, ``=A1`` a formula. ``<`` goes on with the cell to the left,
``^`` with the cell above: the two are merged.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from email.message import EmailMessage

import docx
import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

DAY = (2018, 6, 8, 0, 0, 0)


def cells(drawing: str) -> list[list[str]]:
    """The rows of a drawing; blank lines of it are blank rows, the first and last line break do not count."""
    return [[cell.strip() for cell in line.split("|")] for line in drawing.strip("\n").split("\n")]


def plain(drawing: str) -> list[list[str]]:
    """The rows as text, for formats that know no merges, numbers or fonts."""
    return [[_plain(cell) for cell in row] for row in cells(drawing)]


def _plain(cell: str) -> str:
    return "" if cell in ("<", "^") else _text(cell.strip("~").lstrip("#@"))


def _text(cell: str) -> str:
    return cell.replace("⏎", "\n").replace("⎵", " ")


def xlsx(drawing: str | Mapping[str, str], *, hide: str = "", at: tuple[int, int] = (1, 1)) -> bytes:
    """A workbook of one drawing or several sheets. `hide`: ``D`` a column, ``7`` a row, ``Sheet2`` a sheet.

    `at` is the row and column (from 1) of the drawing's first cell.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, drawn in (drawing if isinstance(drawing, Mapping) else {"Sheet1": drawing}).items():
        _draw(book.create_sheet(name), drawn, at)
    for what in hide.split():
        _hide(book, what)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _hide(book: openpyxl.Workbook, what: str) -> None:
    sheet = book.worksheets[0]
    if what in book.sheetnames:
        book[what].sheet_state = "hidden"
    elif what.isdigit():
        sheet.row_dimensions[int(what)].hidden = True
    else:
        sheet.column_dimensions[what].hidden = True


def _draw(sheet: Worksheet, drawing: str, at: tuple[int, int]) -> None:
    rows = cells(drawing)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text not in ("", "<", "^"):
                _write(sheet.cell(at[0] + row, at[1] + column), text)
    for top, left, bottom, right in _merges(rows):
        sheet.merge_cells(None, at[0] + top, at[1] + left, at[0] + bottom, at[1] + right)


def _write(cell: Cell | MergedCell, text: str) -> None:
    assert isinstance(cell, Cell)
    if text.startswith("#"):
        cell.value = float(text[1:]) if "." in text or "E" in text else int(text[1:])
    elif text.startswith("@"):
        cell.value = date.fromisoformat(text[1:])
        cell.number_format = "yyyy/m/d"
    elif text.startswith("~"):
        cell.value, cell.font = text.strip("~"), Font(strike=True)
    else:
        cell.value = _text(text)


def _merges(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    for top, texts in enumerate(rows):
        for left, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            right, bottom = left, top
            while _at(rows, top, right + 1) == "<":
                right += 1
            while _at(rows, bottom + 1, left) == "^":
                bottom += 1
            if (right, bottom) != (left, top):
                found.append((top, left, bottom, right))
    return found


def _at(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def delimited(drawing: str, encoding: str = "gb18030", separator: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(plain(drawing))
    return stream.getvalue().encode(encoding)


def html(drawing: str, encoding: str = "utf-8") -> bytes:
    """A page with the drawing as its table, as web systems and mail programs write it under the name of .xls."""
    rows = "".join("<tr>" + "".join(_td(cell) for cell in row) + "</tr>" for row in plain(drawing))
    return f'<html><meta charset="{encoding}"><body><table border="1">{rows}</table></body></html>'.encode(encoding)


def _td(cell: str) -> str:
    return "<td>" + cell.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") + "</td>"


def word(drawing: str, before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A Word document: paragraphs, the table, paragraphs."""
    document = docx.Document()
    for line in before:
        document.add_paragraph(line)
    rows = plain(drawing)
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    for line in after:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(members: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip; with `encoding` gbk the names are written as old Chinese programs do, without the UTF-8 flag."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(_entry(name, encoding), content)
    return stream.getvalue()


def _entry(name: str, encoding: str) -> zipfile.ZipInfo:
    if encoding == "utf-8":
        return zipfile.ZipInfo(name, DAY)
    return _Unflagged(name.encode(encoding).hex(), DAY)


class _Unflagged(zipfile.ZipInfo):
    """An entry whose name is written as bytes of a code page; zipfile itself would write UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return bytes.fromhex(self.filename), 0


def mail(
    text: str, attachments: Mapping[str, bytes] | None = None, subject: str = "报送汇总表", page: bytes = b""
) -> bytes:
    """A mail with a text, perhaps an HTML page, and attachments."""
    message = EmailMessage()
    message["From"] = "办公室 <office@county.example>"
    message["To"] = "gongjian@huian.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 07 Jun 2018 17:58:00 +0800"
    message["Message-ID"] = "<1@county.example>"
    message.set_content(text)
    if page:
        message.add_alternative(page.decode(), subtype="html")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary("=-=-boundary")
    return message.as_bytes()

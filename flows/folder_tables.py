"""The tables of a campaign folder as lines of fields: F3 and F4 are read exactly as if they had come by mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaign.directory import Directory
from campaign.forms import FormBook, label_key
from parsers.findings import Code, Finding
from parsers.grid import Grid, read_grids
from parsers.reading import ReadContext, read_file
from parsers.refusal import Refused
from parsers.result import Row

#: directory.xlsx (D1, D79): field → its label and the words people write instead
_DIRECTORY = {
    "code": ("编号", "单位编号", "代码"),
    "name": ("单位名称", "单位", "名称", "单位全称"),
    "kind": ("类别", "单位类别", "类型"),
    "mailboxes": ("报送邮箱", "邮箱", "电子邮箱"),
    "windows": ("窗口邮箱", "窗口"),
    "aliases": ("别名", "其他写法", "简称"),
}
_DIRECTORY_LABELS = {label_key(word): key for key, words in _DIRECTORY.items() for word in words}
_DIRECTORY_NEEDS = ("code", "name", "kind", "mailboxes")

_DATE = "is not a date, write it like 2018-06-20 or leave it blank"
#: readings that would leave a hole in the catalogue or the node plan
_UNREADABLE = {
    Code.DATE_WORDS: _DATE,
    Code.DATE_INVALID: _DATE,
    Code.DATE_AMBIGUOUS: _DATE,
    Code.DATE_WITHOUT_YEAR: _DATE,
    Code.MONEY_UNREADABLE: "is not an amount, write a number in 万元 or leave it blank",
}


class TableError(Exception):
    """A table that is not there or not readable; the sentence names the file and the remedy."""


@dataclass(frozen=True)
class Line:
    """A data row. `place` names file, sheet and 1-based row; `unreadable` are the cells that were not understood."""

    place: str
    fields: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """The field's text without outer white space, empty when there is none."""
        value = self.fields.get(key)
        return "" if value is None else str(value).strip()

    def names(self, key: str) -> tuple[str, ...]:
        """A field that is a list of names."""
        return tuple(self.fields.get(key) or ())

    def amount(self, key: str) -> float | None:
        """Money in 万元."""
        value = self.fields.get(key)
        return None if value is None else float(value)

    def day(self, key: str) -> date | None:
        """A date; a month alone is its last day."""
        return date.fromisoformat(self.text(key)) if self.text(key) else None


def directory_lines(path: Path) -> list[Line]:
    """Rows of directory.xlsx; fields code, name, kind, mailboxes, windows, aliases. Raises TableError."""
    try:
        sheets = read_grids(_content(path), path.name).sheets
    except Refused as refusal:
        raise _unreadable(path, refusal.code.value) from refusal
    lines = [line for grid in sheets for line in _directory_lines(path.name, grid)]
    if not lines:
        labels = "、".join(_DIRECTORY[key][0] for key in _DIRECTORY_NEEDS)
        raise TableError(f"{path.name}: no sheet has a header row with {labels} and filled rows below it, add them")
    return lines


def _directory_lines(file: str, grid: Grid) -> Iterator[Line]:
    columns: dict[int, str] = {}
    for number, row in enumerate(grid.rows, 1):
        cells = {at: str(cell).strip() for at, cell in enumerate(row) if cell is not None}
        if not columns:
            keys = {at: _DIRECTORY_LABELS.get(label_key(text), "") for at, text in cells.items()}
            columns = keys if set(_DIRECTORY_NEEDS) <= set(keys.values()) else {}
        elif len(cells) > 1:
            yield Line(_place(file, grid.name, number), {columns[at]: cells[at] for at in cells if columns.get(at)})


def form_lines(path: Path, form: str, forms: FormBook, year: int, directory: Directory) -> list[Line]:
    """Rows of a workbook filled in as F3 or F4, with the fields of that form. Raises TableError."""
    context = ReadContext(forms, year, find_unit=directory.find, read_grids=read_grids)
    reading = read_file(_content(path), path.name, context)
    if reading.reason:
        raise _unreadable(path, reading.reason.code)
    tables = [table for table in reading.tables if table.form == form]
    lines = [_line(path.name, table.sheet, row) for table in tables for row in table.data]
    if not lines:
        name = forms.form(form).name
        raise TableError(f"{path.name}: no sheet is a {name} ({form}) with filled rows, compare it with the form")
    return lines


def _line(file: str, sheet: str, row: Row) -> Line:
    unreadable = tuple(_sentence(finding) for finding in row.findings if finding.code in _UNREADABLE)
    return Line(_place(file, sheet, row.row), row.fields, unreadable)


def _sentence(finding: Finding) -> str:
    return f"{finding.column} “{finding.value}” {_UNREADABLE[finding.code]}"


def _place(file: str, sheet: str, row: int) -> str:
    return f"{file}, sheet {sheet}, row {row}"


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise TableError(f"{path.name} is missing: put it into {path.parent}")
    return path.read_bytes()


def _unreadable(path: Path, code: str) -> TableError:
    return TableError(f"{path.name} cannot be read ({code}): save it again as .xlsx")

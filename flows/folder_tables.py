"""The tables of a campaign folder as lines of fields, read with the same header words as mailed forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from campaign.forms import FormBook, label_key
from parsers.grid import Grid, Value, read_grids
from parsers.refusal import Refused

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
_DIRECTORY_NEEDS = frozenset({"code", "name", "kind", "mailboxes"})


class TableError(Exception):
    """A table that is not there or not readable; the sentence names the file and the remedy."""


@dataclass(frozen=True)
class Line:
    """A data row: `place` names file, sheet and 1-based row, `fields` holds what was written under known headers."""

    place: str
    fields: Mapping[str, Any]

    def text(self, key: str) -> str:
        """The cell's text without outer white space, empty when there is none."""
        value = self.fields.get(key)
        return "" if value is None else str(value).strip()

    def number(self, key: str) -> float | None:
        """The cell as a number; None when it is blank or not one."""
        try:
            return float(self.text(key))
        except ValueError:
            return None

    def day(self, key: str) -> date | None:
        """The cell as a date; None when it is blank or not one."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            return None


def directory_lines(path: Path) -> list[Line]:
    """Rows of directory.xlsx; fields code, name, kind, mailboxes, windows, aliases. Raises TableError."""
    return _lines(path, _DIRECTORY_LABELS, _DIRECTORY_NEEDS)


def form_lines(path: Path, form: str, forms: FormBook) -> list[Line]:
    """Rows of a workbook filled in as F3 or F4, with the fields of that form. Raises TableError."""
    core = frozenset(field.key for field in forms.form(form).fields if field.core)
    return _lines(path, forms.labels(form), core)


def _lines(path: Path, labels: Mapping[str, str], needs: frozenset[str]) -> list[Line]:
    lines = [line for grid in _grids(path) for line in _grid_lines(path.name, grid, labels, needs)]
    if not lines:
        wanted = "、".join(sorted(needs))
        raise TableError(
            f"{path.name}: no sheet has a header row with the columns {wanted}, or no row below it is filled"
        )
    return lines


def _grids(path: Path) -> tuple[Grid, ...]:
    if not path.is_file():
        raise TableError(f"{path.name} is missing: put it into {path.parent}")
    try:
        return read_grids(path.read_bytes(), path.name).sheets
    except Refused as refusal:
        raise TableError(f"{path.name} cannot be read ({refusal.code}): save it again as .xlsx") from refusal


def _grid_lines(file: str, grid: Grid, labels: Mapping[str, str], needs: frozenset[str]) -> Iterator[Line]:
    columns: dict[int, str] = {}
    for index, row in enumerate(grid.rows):
        if not columns:
            columns = _header(row, labels, needs)
            continue
        fields = {key: _written(row[at]) for at, key in columns.items() if at < len(row) and row[at] is not None}
        if len(fields) > 1:
            yield Line(f"{file}, sheet {grid.name}, row {index + 1}", fields)


def _header(row: tuple[Value, ...], labels: Mapping[str, str], needs: frozenset[str]) -> dict[int, str]:
    keys = {at: labels.get(label_key(str(cell))) for at, cell in enumerate(row) if cell is not None}
    known = {at: key for at, key in keys.items() if key}
    return known if needs <= set(known.values()) else {}


def _written(value: Value) -> str | float | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, float)) else str(value)

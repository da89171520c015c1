"""Our feedback sheet F2 as it comes back: the unit's columns filled in, everything else as we sent it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from campaign.forms import F2
from campaign.text import squeeze
from flows.demo.frozen import frozen
from flows.demo.script import Row
from flows.demo.sheets import first_sheet, put, typed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BLANK_DATE = re.compile(r"\d{4}年_+月_+日")


def lists_number(content: bytes, number: str) -> bool:
    """Whether a workbook of ours is a feedback sheet (F2) with this problem number."""
    return number in _numbered(first_sheet(load_workbook(io.BytesIO(content))))


def fill_feedback(content: bytes, rows: Iterable[Row], number_of: Callable[[str], str], at: datetime) -> bytes:
    """Our feedback sheet with the unit's columns filled in, row by problem number. LookupError for one not in it."""
    book = load_workbook(io.BytesIO(content))
    sheet = first_sheet(book)
    columns = _columns(sheet)
    lines = _numbered(sheet)
    for row in rows:
        number = number_of(row.key)
        if number not in lines:
            raise LookupError(f"the feedback sheet does not list {number} ({row.key})")
        for key, text in row.cells.items():
            if text:
                put(sheet, lines[number], columns[squeeze(F2[key].label)], typed(text))
    _date(sheet, at)
    return frozen(book, at)


def _date(sheet: Worksheet, at: datetime) -> None:
    """Fill in the blanks of 年__月__日 in the head."""
    for row, (text,) in enumerate(sheet.iter_rows(max_col=1, values_only=True), 1):
        if isinstance(text, str) and _BLANK_DATE.search(text):
            put(sheet, row, 1, _BLANK_DATE.sub(f"{at.year}年{at.month}月{at.day}日", text))


def _columns(sheet: Worksheet) -> dict[str, int]:
    """Squeezed label → column, of the row that holds the label of problem numbers."""
    wanted = squeeze(F2["number"].label)
    for values in sheet.iter_rows(values_only=True):
        labels = {squeeze(str(value)): column for column, value in enumerate(values, 1) if value is not None}
        if wanted in labels:
            return labels
    return {}


def _numbered(sheet: Worksheet) -> dict[str, int]:
    """Problem number → row."""
    column = _columns(sheet).get(squeeze(F2["number"].label))
    if column is None:
        return {}
    cells = sheet.iter_rows(min_col=column, max_col=column, values_only=True)
    return {str(value): row for row, (value,) in enumerate(cells, 1) if value is not None}

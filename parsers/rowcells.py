"""The cells of one data row by field: merges and 同上 filled, lines typed on below joined, √ given its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.blanks import is_blank, is_same_as_above
from campaign.text import simplified
from parsers.columns import Placed
from parsers.draft import Cell
from parsers.sheet import Sheet

_NOT_TICKED = re.compile(r"[×✗✘✕╳xX0nN□☐○否无不非未]|no|不.{1,4}|无需?.{0,4}|未.{1,4}", re.IGNORECASE)


@dataclass(frozen=True)
class RowCells:
    """`by_column` are all cells of the row; `unfilled` are columns that say 同上 with nothing above."""

    by_column: Mapping[int, Cell]
    unfilled: frozenset[int]

    def by_key(self, columns: Sequence[Placed]) -> dict[str, list[Cell]]:
        """Cells by field, of columns that have one; a √ under a tick column becomes what the column stands for."""
        found: dict[str, list[Cell]] = {}
        for column in columns:
            cell = self.by_column[column.index]
            found.setdefault(column.key or "", []).append(cell if column.tick is None else _ticked(column, cell))
        return found


def row_cells(sheet: Sheet, number: int, above: Mapping[int, str], more: Sequence[int]) -> RowCells:
    """`above`: the last text of every column before this row; `more`: the rows that continue this one."""
    canvas = sheet.table.canvas
    found: dict[int, Cell] = {}
    unfilled: set[int] = set()
    merged = number in sheet.merged_from_above
    texts, values = canvas.texts[number], canvas.grid.rows[number]
    width = len(texts)
    for column in sheet.layout.columns:
        index = column.index
        if merged:
            row = canvas.source(number, index)
            text, value = canvas.text(row, index), canvas.value(row, index)
        else:
            text, value = (texts[index], values[index]) if index < width else ("", None)
        if text and is_same_as_above(text):
            value = text = above.get(index, "")
            if not text:
                unfilled.add(index)
        if more and any(canvas.text(line, index) for line in more):
            value = text = "\n".join(filter(None, [text, *(canvas.text(line, index) for line in more)]))
        found[index] = Cell(column.label, text, value)
    return RowCells(found, frozenset(unfilled))


def _ticked(column: Placed, cell: Cell) -> Cell:
    on = not is_blank(cell.text) and not _NOT_TICKED.fullmatch(simplified(cell.text).strip("()。."))
    return Cell(column.label, (column.tick or "") if on else "", None)

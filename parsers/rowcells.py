"""The cells of one data row by field: merges and 同上 filled, lines typed on below joined, √ given its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.blanks import is_blank, is_same_as_above
from campaign.forms import Kind
from campaign.text import simplified
from parsers.columns import Placed
from parsers.draft import Cell
from parsers.sheet import Sheet

_NOT_TICKED = re.compile(r"[×✗✘✕╳xX0nN□☐○否无不非未]|no|不.{1,4}|无需?.{0,4}|未.{1,4}", re.IGNORECASE)


@dataclass(frozen=True)
class RowCells:
    """What is written in a row: `by_column` as it stands, `by_key` as one cell per field of the form.

    `unfilled` are columns that say 同上 with nothing above.
    """

    by_column: Mapping[int, Cell]
    by_key: Mapping[str, Cell]
    unfilled: frozenset[int]


def row_cells(sheet: Sheet, number: int, above: Mapping[int, Cell], more: Sequence[int]) -> RowCells:
    """`above`: the last cell written in every column before this row; `more`: the rows that continue this one."""
    texts, values = sheet.line(number)
    found = {index: Cell(label, texts[index], values[index]) for index, label in sheet.read if texts[index]}
    unfilled = _repeat(found, above) if sheet.repeats else frozenset()
    for line in more:
        _go_on(found, sheet, line)
    return RowCells(found, _by_key(sheet, found), unfilled)


def _repeat(found: dict[int, Cell], above: Mapping[int, Cell]) -> frozenset[int]:
    """Put what stands above in place of 同上; the columns where nothing does."""
    same = [index for index, cell in found.items() if is_same_as_above(cell.text)]
    for index in same:
        label = found.pop(index).label
        if index in above:
            found[index] = Cell(label, above[index].text)
    return frozenset(same) - found.keys()


def _go_on(found: dict[int, Cell], sheet: Sheet, line: int) -> None:
    for index, label in sheet.read:
        text = sheet.table.canvas.text(line, index)
        if text:
            found[index] = Cell(label, f"{found[index].text}\n{text}" if index in found else text)


def _by_key(sheet: Sheet, found: Mapping[int, Cell]) -> dict[str, Cell]:
    """A √ under a tick column becomes what the column stands for; several columns of one field are joined."""
    cells = {key: found[index] for key, index in sheet.single if index in found}
    for key, columns in sheet.shared.items():
        cell = _joined(sheet.kind(key), [_told(column, found.get(column.index)) for column in columns])
        if cell.text:
            cells[key] = cell
    return cells


def _told(column: Placed, cell: Cell | None) -> Cell:
    if cell is None or column.tick is None:
        return cell or Cell(column.label, "")
    on = not is_blank(cell.text) and not _NOT_TICKED.fullmatch(simplified(cell.text).strip("()。."))
    return Cell(column.label, column.tick if on else "")


def _joined(kind: Kind, cells: Sequence[Cell]) -> Cell:
    """Several columns of one field as one cell: name and telephone, tick columns."""
    written = [cell for cell in cells if cell.text and not is_blank(cell.text)]
    if len(written) == 1:
        return written[0]
    if not written:
        return cells[0]
    texts = list(dict.fromkeys(cell.text for cell in written))
    return Cell(written[0].label, ("、" if kind != Kind.CONTACT else " ").join(texts))

"""A row of a wide F4: a column per node with a date, a √ or 已办 for done, a / for not needed (forms.md 5.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from parsers.draft import Cell, Draft, fill
from parsers.rowcells import RowCells
from parsers.sheet import Sheet

_DONE = re.compile(r"^[√✓✔]|已办|已完成|已取得|完成$")
_DONE_WORDS = re.compile(r"[√✓✔]|已办[结理]?|已完成|已取得|完成")
_NOT_NEEDED = re.compile(r"^(?:/|\\|-|—+|不涉及|无需|无)$")


def read_nodes(sheet: Sheet, cells: RowCells, draft: Callable[[], Draft]) -> Iterator[Draft]:
    """One filled draft per (project, node); blank cells are no nodes."""
    fixed = cells.by_key(sheet.layout.columns)
    nodes = [column for column in sheet.layout.columns if column.node]
    for order, column in enumerate(nodes, 1):
        cell = cells.by_column[column.index]
        if cell.text:
            one = draft()
            fill(one, fixed)
            one.fields["node"], one.fields["node_no"] = column.node, str(order)
            _node(one, cell)
            yield one


def _node(draft: Draft, cell: Cell) -> None:
    if _NOT_NEEDED.match(cell.text):
        draft.fields["node_state"] = "不涉及"
    elif _DONE.search(cell.text):
        draft.fields["node_state"] = "已完成"
        draft.fields["done_on"] = draft.dates.read_text(_DONE_WORDS.sub("", cell.text)).iso
    else:
        draft.read_date("node_due", cell)

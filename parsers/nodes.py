"""A row of a wide F4: a column per node with a date, a √ or 已办 for done, a / for not needed (forms.md 5.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from campaign.text import simplified
from parsers.columns import Placed
from parsers.dates import DateReading
from parsers.draft import Cell, Draft
from parsers.filling import fill
from parsers.rowcells import RowCells
from parsers.sheet import Sheet

_DONE_WORD = r"[√✓✔☑✅]️?|(?:已|现已)?(?:经)?(?:办[结理好]|完成|取得|批复|批准|核发|通过|办)|已批"
#: done: a √ or a word for it, with a day before or behind it or none
_DONE = re.compile(
    rf"(?![未没不])(?P<before>[^未没不待需拟计预前争确]*?)[(,]?(?:{_DONE_WORD})[),.。]?(?P<after>[\d年月日号./\-()]*)"
)
_NOT_NEEDED = re.compile(r"[/\\\-—─×✗]+|不涉及|无需.{0,4}|不需要?.{0,4}|无|免于?.{0,4}")
_OPEN = re.compile(
    r"(?:尚|还)?未(?:启动|开展|开始|办|办理|办结|完成|取得|到期|报)?|待办|(?:正在|在)?(?:办理?|推进|编制|审批|报批)中?|正在.{1,4}"
)


def read_nodes(sheet: Sheet, cells: RowCells, draft: Callable[[], Draft]) -> Iterator[Draft]:
    """One filled draft per (project, node); blank cells are no nodes."""
    nodes = [column for column in sheet.layout.columns if column.node]
    for order, (node, columns) in enumerate(groupby(nodes, key=lambda column: column.node), 1):
        written = [(column, cell) for column in columns if (cell := cells.by_column.get(column.index))]
        if written:
            one = draft()
            fill(one, cells.by_key)
            one.fields["node"], one.fields["node_no"] = node, str(order)
            for column, cell in written:
                _node(one, column, cell)
            yield one


def _node(draft: Draft, column: Placed, cell: Cell) -> None:
    """A cell of the node's column, or of one of its two: 计划 and 实际."""
    text = simplified(cell.text)
    if _NOT_NEEDED.fullmatch(text):
        draft.fields["node_state"] = "不涉及"
    elif _OPEN.fullmatch(text):
        draft.fields["node_state"] = cell.text
    elif done := _done_on(draft, text):
        draft.fields["node_state"], draft.fields["done_on"] = "已完成", done.iso
    else:
        day = draft.read_date(column.key or "node_due", cell)
        if day and column.key == "done_on":
            draft.fields["node_state"] = "已完成"


def _done_on(draft: Draft, text: str) -> DateReading | None:
    """The day of a node that is said to be done (an empty reading where none is written), None when it is not."""
    match = _DONE.fullmatch(text)
    if match is None:
        return None
    day = f"{match['before']}{match['after']}".strip("()")
    reading = draft.dates.read_text(day)
    return reading if reading.day or not day else None

"""A grid as a reader sees it: the text of every cell, and merges that show their text over their whole range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from parsers.grid import Grid, Merge, Value

_INVISIBLE = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])


def text_of(value: Value) -> str:
    """A cell's text: whole floats without ``.0`` or exponent, dates in ISO, other text as written."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    return _clock(value) if isinstance(value, (date, time, timedelta)) else str(value)


def _clock(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    return value.isoformat()


def _duration(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


@lru_cache(maxsize=4096)
def without_space(text: str) -> str:
    """A label with all white space and invisible characters removed, otherwise as written."""
    return "".join(text.translate(_INVISIBLE).split())


@dataclass(slots=True)  # not frozen: hundreds are made for every sheet
class Anchor:
    """A non-blank cell of a row with the columns it spans, 0-based and inclusive."""

    left: int
    right: int
    text: str


class Canvas:
    """The cells of a grid as text. Rows and columns are 0-based."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.texts = [[v.strip() if isinstance(v, str) else text_of(v) for v in row] for row in grid.rows]
        self.height = len(self.texts)
        self.width = max((len(row) for row in self.texts), default=0)
        self.merged: dict[tuple[int, int], Merge] = {
            (row, column): merge
            for merge in grid.merges
            for row in range(merge.top, min(merge.bottom, self.height - 1) + 1)
            for column in range(merge.left, min(merge.right, self.width - 1) + 1)
        }
        self._with_merges = {row for row, _ in self.merged}
        self._anchors: dict[int, tuple[Anchor, ...]] = {}
        self._own: dict[int, tuple[Anchor, ...]] = {}
        self._written: dict[int, Mapping[int, str]] = {}

    def text(self, row: int, column: int) -> str:
        """The text written in this very cell."""
        cells = self.texts[row]
        return cells[column] if column < len(cells) else ""

    def shown(self, row: int, column: int) -> str:
        """The text a reader sees at a cell: that of the merge it belongs to, if any."""
        merge = self.merged.get((row, column))
        return self.text(merge.top, merge.left) if merge else self.text(row, column)

    def value(self, row: int, column: int) -> Value:
        cells: Sequence[Value] = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def source(self, row: int, column: int) -> int:
        """The row whose value applies here: the top of a vertical merge in its first column, else the row itself."""
        merge = self.merged.get((row, column))
        return merge.top if merge and merge.left == column else row

    def anchors(self, row: int) -> tuple[Anchor, ...]:
        """Non-blank cells of a row, those merged from above included."""
        found = self._anchors.get(row)
        if found is None:
            found = self._anchors[row] = tuple(self._find_anchors(row))
        return found

    def _find_anchors(self, row: int) -> list[Anchor]:
        cells, merged = self.texts[row], self.merged
        if row not in self._with_merges:
            return [Anchor(column, column, text) for column, text in enumerate(cells) if text]
        found: list[Anchor] = []
        column = 0
        while column < self.width:
            merge = merged.get((row, column))
            if merge:
                text, right = self.text(merge.top, merge.left), merge.right
            else:
                text, right = cells[column] if column < len(cells) else "", column
            if text:
                found.append(Anchor(column, right, text))
            column = right + 1
        return found

    def own(self, row: int) -> tuple[Anchor, ...]:
        """Non-blank cells of a row that are not merged from a row above."""
        found = self._own.get(row)
        if found is None:
            found = self._own[row] = self._find_own(row)
        return found

    def _find_own(self, row: int) -> tuple[Anchor, ...]:
        if row not in self._with_merges:
            return self.anchors(row)
        merges = ((anchor, self.merged.get((row, anchor.left))) for anchor in self.anchors(row))
        return tuple(anchor for anchor, merge in merges if merge is None or merge.top == row)

    def written(self, row: int) -> Mapping[int, str]:
        """`own` as column → text, in order: what is asked of every row of a sheet."""
        found = self._written.get(row)
        if found is None:
            found = self._written[row] = self._find_written(row)
        return found

    def _find_written(self, row: int) -> Mapping[int, str]:
        if row in self._with_merges:
            return {anchor.left: anchor.text for anchor in self.own(row)}
        return {column: text for column, text in enumerate(self.texts[row]) if text}

    def blank(self, row: int) -> bool:
        return not (self.anchors(row) if row in self._with_merges else self.written(row))

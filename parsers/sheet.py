"""What the rows of one table share, and how a row is addressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from parsers.columns import Layout, Placed
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.draft import Cell
from parsers.filling import blank
from parsers.findings import Code, Finding, finding
from parsers.sections import Section
from parsers.table import Table

_SERIAL = re.compile(r"[\dA-Za-z\-－.、（）()]{1,8}|[一二三四五六七八九十]{1,3}")


@dataclass(frozen=True)
class Sheet:
    """A table with its columns placed. Row numbers are 0-based here, as in the table. `named`: lines that name a
    project for those below them.
    """

    table: Table
    layout: Layout
    context: ReadContext
    dates: DateReader
    name: str
    named: Mapping[int, Section] = field(default_factory=dict)

    def seq(self, number: int) -> str:
        """The 序号 of a row; empty where that cell is blank or holds words."""
        columns = self.layout.of("seq")
        text = self.table.canvas.text(number, columns[0].index) if columns else ""
        return text if _SERIAL.fullmatch(text) else ""

    def values(self, number: int) -> dict[str, str | None]:
        """The row as written, cells merged from above included, blank cells as None."""
        canvas, labels = self.table.canvas, self.table.labels.items()
        if number in self.merged_from_above:
            return {label: canvas.text(canvas.source(number, column), column) or None for column, label in labels}
        texts = canvas.texts[number]
        width = len(texts)
        return {label: (texts[column] if column < width else "") or None for column, label in labels}

    @cached_property
    def merged_from_above(self) -> frozenset[int]:
        """Rows in which a cell shows what is written further up."""
        merges = self.table.canvas.grid.merges
        return frozenset(row for merge in merges for row in range(merge.top + 1, merge.bottom + 1))

    @cached_property
    def keyed(self) -> tuple[Placed, ...]:
        """The columns whose cells are fields of the form."""
        return tuple(c for c in self.layout.columns if c.key and not c.duplicate_of and c.node is None)

    @cached_property
    def naming(self) -> tuple[int, ...]:
        """The columns in which a zero report says 无: 序号 and project."""
        return tuple(column.index for key in ("seq", "project_name") for column in self.layout.of(key))

    @cached_property
    def blank(self) -> tuple[Mapping[str, object], Mapping[str, Cell]]:
        """Fields and cells that every row of the form begins with."""
        return blank(self.layout.form) if self.layout.form else ({}, {})

    @cached_property
    def keys(self) -> Mapping[int, str | None]:
        """The field of every column."""
        return {column.index: column.key for column in self.layout.columns}

    @cached_property
    def leading(self) -> tuple[int, ...]:
        """The columns by which a row is known: the first one, 序号, project, number."""
        fields = ("seq", "project_name", "project_code", "number")
        columns = [column.index for key in fields for column in self.layout.of(key)]
        return tuple(dict.fromkeys([min(self.table.labels, default=0), *columns]))

    @cached_property
    def head(self) -> Mapping[str, str]:
        """What head and foot block say; the head wins."""
        return {**self.table.foot_pairs, **self.table.head}

    def say(self, code: Code, number: int, value: str | None = None) -> Finding:
        """A finding about a row as a whole."""
        return finding(code, sheet=self.name, row=number + 1, seq=self.seq(number) or None, value=value)

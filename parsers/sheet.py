"""What the rows of one table share, and how a row is addressed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from campaign.blanks import any_same_as_above
from campaign.forms import Kind
from parsers.columns import Layout, Placed
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.draft import Cell
from parsers.filling import blank
from parsers.findings import Code, Finding, finding
from parsers.grid import Value
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
        texts, _ = self.line(number)
        return {label: texts[column] or None for column, label in self.table.labels.items()}

    def line(self, number: int) -> tuple[Sequence[str], Sequence[Value]]:
        """Texts and values of a row by column, cells merged from above included."""
        canvas = self.table.canvas
        texts, values = canvas.texts[number], canvas.grid.rows[number]
        if len(texts) == canvas.width and number not in self.merged_from_above:
            return texts, values
        rows = [canvas.source(number, column) for column in range(canvas.width)]
        return (
            [canvas.text(row, column) for column, row in enumerate(rows)],
            [canvas.value(row, column) for column, row in enumerate(rows)],
        )

    @cached_property
    def merged_from_above(self) -> frozenset[int]:
        """Rows in which a cell shows what is written further up."""
        merges = self.table.canvas.grid.merges
        return frozenset(row for merge in merges for row in range(merge.top + 1, merge.bottom + 1))

    @cached_property
    def repeats(self) -> bool:
        """Whether 同上 stands anywhere."""
        return any_same_as_above(set().union(*self.table.canvas.texts))

    @cached_property
    def read(self) -> tuple[tuple[int, str], ...]:
        """Index and label of the columns that stand for a field."""
        return tuple((column.index, column.label) for column in self.layout.columns if column.key)

    @cached_property
    def _columns(self) -> Mapping[str, Sequence[Placed]]:
        """The columns whose cells are fields of the form, by field."""
        found: dict[str, list[Placed]] = {}
        for column in self.layout.columns:
            if column.key and not column.duplicate_of and column.node is None:
                found.setdefault(column.key, []).append(column)
        return found

    @cached_property
    def single(self) -> tuple[tuple[str, int], ...]:
        """Fields with one ordinary column, and its index."""
        return tuple((key, columns[0].index) for key, columns in self._columns.items() if key not in self.shared)

    @cached_property
    def shared(self) -> Mapping[str, Sequence[Placed]]:
        """Fields that several columns fill, or columns to be ticked."""
        return {key: columns for key, columns in self._columns.items() if len(columns) > 1 or columns[0].tick}

    @cached_property
    def given(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(self._columns)

    def kind(self, key: str) -> Kind:
        """What the cells of a field hold. Raises KeyError where the table is of no form."""
        if self.layout.form is None:
            raise KeyError(key)
        return self.layout.form[key].kind

    @cached_property
    def naming(self) -> tuple[int, ...]:
        """The columns in which a zero report says 无: 序号 and project."""
        return tuple(column.index for key in ("seq", "project_name") for column in self.layout.of(key))

    @cached_property
    def blank(self) -> tuple[Mapping[str, object], Mapping[str, Cell]]:
        """Fields and cells that every row of the form begins with."""
        labels = tuple((key, columns[0].label) for key, columns in self._columns.items())
        return blank(self.layout.form, labels) if self.layout.form else ({}, {})

    @cached_property
    def known(self) -> dict[tuple[str, str, str, Value], Mapping[str, object]]:
        """What cells of the table were read as (`Draft.known`)."""
        return {}

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

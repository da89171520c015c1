"""What the rows of one table share, and how a row is addressed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.columns import Layout
from parsers.context import ReadContext
from parsers.dates import DateReader
from parsers.findings import Code, Finding, finding
from parsers.table import Table

_SERIAL = re.compile(r"[\dA-Za-z\-－.、（）()]{1,8}|[一二三四五六七八九十]{1,3}")


@dataclass(frozen=True)
class Sheet:
    """A table with its columns placed. Row numbers are 0-based here, as in the table."""

    table: Table
    layout: Layout
    context: ReadContext
    dates: DateReader
    name: str

    def seq(self, number: int) -> str:
        """The 序号 of a row; empty where that cell is blank or holds words."""
        columns = self.layout.of("seq")
        text = self.table.canvas.text(number, columns[0].index) if columns else ""
        return text if _SERIAL.fullmatch(text) else ""

    def values(self, number: int) -> dict[str, str | None]:
        """The row as written, cells merged from above included, blank cells as None."""
        canvas = self.table.canvas
        return {
            label: canvas.text(canvas.source(number, column), column) or None
            for column, label in self.table.labels.items()
        }

    def say(self, code: Code, number: int, value: str | None = None) -> Finding:
        """A finding about a row as a whole."""
        return finding(code, sheet=self.name, row=number + 1, seq=self.seq(number) or None, value=value)

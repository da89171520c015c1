"""How a list of plain values is shown: table, json, csv or xlsx."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

FORMATS = ("table", "json", "csv", "xlsx")

#: columns of a table that goes into a file or a pipe
_WIDE = 240

Rows = Sequence[Mapping[str, Any]]


def show(rows: Rows, form: str, columns: Sequence[str]) -> None:
    """Print on stdout: json whole, the other forms the given columns only; xlsx as bytes."""
    _SHOW[form](rows, columns)


def _json(rows: Rows, columns: Sequence[str]) -> None:
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _csv(rows: Rows, columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)


def _xlsx(rows: Rows, columns: Sequence[str]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(sys.stdout.buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for position, line in enumerate([columns, *([_cell(row[c]) for c in columns] for row in rows)]):
            sheet.write_row(position, 0, line)


def _table(rows: Rows, columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{len(rows)} rows", title_justify="left")
    for position, column in enumerate(columns):
        table.add_column(column, no_wrap=position == 0, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return str(value.get("code") or value.get("name") or dict(value))
    return "" if value is None else str(value)


_SHOW = {"table": _table, "json": _json, "csv": _csv, "xlsx": _xlsx}

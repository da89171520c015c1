"""Last month's sheet in this month's file: known by the month in its title or name, or by the date in its head."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from campaign.text import essence
from parsers.context import ReadContext
from parsers.findings import Code, Finding, finding
from parsers.result import Row, TableReading

#: (year, month)
Month = tuple[int, int]

_MONTH = re.compile(
    r"(?<![\d—–~至\-.])(?:(20\d\d)\s*年\s*)?(1[0-2]|0?[1-9])\s*月(?:份|$|(?![\d日号底初中上下以之至—–~\-]))"
)
_UNTIL = re.compile(r"(?:截至|截止|至|到)[^，。]{0,8}$")
_DATE = re.compile(r"(20\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])(?!\d)")
_DATED = ("填报日期", "填报时间", "报送日期", "报送时间", "反馈日期", "日期")
_FORMS = frozenset(["F1", "F2"])


def mark_periods(tables: Sequence[TableReading], context: ReadContext) -> tuple[list[TableReading], list[Finding]]:
    """The tables, and what is to be told. An old sheet is read, for what it says may still be open; what it repeats
    of a later sheet is not taken twice.
    """
    marked: list[TableReading] = []
    said: list[Finding] = []
    for table in tables:
        month = _named_month(table, context) if table.form in _FORMS else None
        later = [other for other in tables if month and _is_later(other, table, month, context)]
        dated = month or (_dated_month(table) if table.form in _FORMS else None)
        if dated and (later or (context.begins and dated < context.begins)):
            said.append(finding(Code.OTHER_PERIOD, sheet=table.sheet, value=f"{dated[0]}年{dated[1]}月"))
        marked.append(_without_repeats(table, later))
    return marked, said


def _named_month(table: TableReading, context: ReadContext) -> Month | None:
    for text in (table.title or "", table.sheet):
        match = _MONTH.search(text)
        if match and not _UNTIL.search(text[: match.start()]):
            year = int(match[1]) if match[1] else context.year
            return (year, int(match[2])) if year else None
    return None


def _dated_month(table: TableReading) -> Month | None:
    texts = (table.head.get(label) or "" for label in _DATED)
    match = next((found for found in map(_DATE.match, texts) if found), None)
    return (int(match[1]), int(match[2])) if match else None


def _is_later(other: TableReading, table: TableReading, month: Month, context: ReadContext) -> bool:
    """A sheet of the same form and a later month, or of no month where this one is before the campaign."""
    if other.form != table.form or other.sheet == table.sheet:
        return False
    named = _named_month(other, context)
    early = context.begins is not None and month < context.begins
    return named > month if named else early


def _without_repeats(table: TableReading, later: Sequence[TableReading]) -> TableReading:
    there = {_essence(row): f"{other.sheet}第{row.row}行" for other in later for row in other.data}
    if not there:
        return table
    return replace(table, rows=tuple(_unless_repeated(row, table.sheet, there) for row in table.rows))


def _unless_repeated(row: Row, sheet: str, there: Mapping[tuple[str, ...], str]) -> Row:
    place = there.get(_essence(row))
    if place is None or row.verdict == "skipped":
        return row
    return replace(row, findings=(*row.findings, finding(Code.REPEATED_ROW, sheet=sheet, row=row.row, value=place)))


def _essence(row: Row) -> tuple[str, ...]:
    return tuple(essence(row.text(key)) for key in ("number", "project_name", "problem", "progress"))

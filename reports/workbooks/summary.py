"""The final summary's workbook: tables T1-T9 each on its sheet, with charts that Excel and WPS draw themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from campaign.campaign import Campaign
from campaign.figures import Figures
from campaign.problem import Problem
from campaign.returns import Return
from reports.summary_tables import Table, tables
from reports.wording import cut_off
from reports.workbooks.book import Book, Column

_FIRST = 3
_DARK = "#2F4B66"


def summary_workbook(
    campaign: Campaign, counted: Figures, problems: Sequence[Problem], returns: Iterable[Return]
) -> bytes:
    """All tables as of `counted.at`, and the daily curve."""
    title = f"{campaign.settings.campaign.title}扫尾总结"
    book = Book(title)
    for table in tables(campaign, counted, problems, returns):
        _sheet(book, campaign, counted, table)
    _curve(book, campaign, counted)
    return book.bytes()


def _sheet(book: Book, campaign: Campaign, counted: Figures, table: Table) -> None:
    sheet = book.sheet(f"{table.label} {table.title}")
    last = len(table.columns) - 1
    book.title(sheet, 0, last, f"{table.label}　{table.title}")
    book.title(sheet, 1, last, f"截至{cut_off(campaign.calendar.local(counted.at))}", "plain")
    book.table(sheet, _FIRST - 1, table.columns, table.rows, filters=not table.total, total=table.total)
    if table.code == "T2":
        _bars(book, sheet, table, values=(("已销号", 2), ("未结（含转后续）", 4)), label=0)
    if table.code == "T3":
        _bars(book, sheet, table, values=(("按期销号", 3), ("超期销号", 4), ("未结", 5)), label=1)


def _bars(book: Book, sheet: Any, table: Table, *, values: Sequence[tuple[str, int]], label: int) -> None:
    """A native stacked bar chart over the rows above the sum, below the table."""
    chart: Any = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = _FIRST, _FIRST + len(table.rows) - 2
    fills = (_DARK, "#8FA3B8", "#E4E1DA") if len(values) > 2 else (_DARK, "#E4E1DA")
    for (name, column), colour in zip(values, fills, strict=True):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, first, label, last, label],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#333333"},
                "data_labels": {"value": True, "num_format": "0;;", "font": {"color": _ink(colour)}},
                "gap": 60,
            }
        )
    chart.set_title({"name": table.title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 120 + 30 * len(table.rows)})
    sheet.insert_chart(_FIRST + len(table.rows) + 1, 0, chart)
    sheet.fit_to_pages(1, 1)


def _ink(colour: str) -> str:
    """Label colour that can be read on a bar."""
    return "#FFFFFF" if colour == _DARK else "#333333"


def _curve(book: Book, campaign: Campaign, counted: Figures) -> None:
    columns = (
        Column("日期", "date", 14),
        Column("累计挂号", "number", 12),
        Column("累计销号", "number", 12),
        Column("在办", "number", 12),
    )
    sheet = book.sheet("逐日情况")
    book.title(sheet, 0, 3, "逐日挂号销号情况")
    rows = [(day.day, day.registered, day.closed, day.open) for day in counted.curve]
    end = book.table(sheet, 1, columns, rows)
    if not rows:
        return
    chart: Any = book.workbook.add_chart({"type": "line"})
    for column, (colour, dash) in enumerate((("#333333", "solid"), ("#2F4B66", "dash"), ("#A01C1C", "round_dot")), 1):
        chart.add_series(
            {
                "name": columns[column].label,
                "categories": [sheet.name, 2, 0, end - 1, 0],
                "values": [sheet.name, 2, column, end - 1, column],
                "line": {"color": colour, "width": 2, "dash_type": dash},
            }
        )
    chart.set_title({"name": "逐日挂号销号情况", "name_font": {"size": 12}})
    chart.set_x_axis({"num_format": "m/d", "date_axis": True, "major_unit": 3, "major_unit_type": "days"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 340})
    sheet.insert_chart(1, 5, chart)

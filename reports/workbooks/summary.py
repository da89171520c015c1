"""The final summary's workbook: T1-T9 each on its sheet, F1-F5 as charts of its own, and the numbers behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.summary.account import Account
from reports.summary.detail import DURATIONS, INTERVALS, detail, durations, intervals
from reports.summary.document import CAPTIONS
from reports.summary.table import Table
from reports.summary.tables import tables
from reports.summary.terms import terms
from reports.wording import cut_off, ranges
from reports.workbooks import native_charts as charts
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.native_charts import Area
from reports.workbooks.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

#: row of the header of every sheet (0-based)
_HEADER = 2


def summary_workbook(a: Account) -> bytes:
    """All tables as of `a.at`, the daily curve, the funnel, what the measures mean, and the numbers behind each."""
    title = f"{a.campaign.settings.campaign.title}扫尾总结"
    book = Book(title)
    for table in tables(a):
        _table(book, a, table)
    _curve(book, a)
    _funnel(book, a)
    _terms(book, a)
    counted: list[list[Cell]] = [[f.label, len(f.numbers), ranges(f.numbers)] for f in detail(a)]
    for name, columns, rows in (
        ("数字明细", _FIGURES, counted),
        ("办理时长明细", DURATIONS, durations(a)),
        ("反馈间隔明细", INTERVALS, intervals(a)),
    ):
        page(book, name, a.campaign, heading=name, now=a.at, columns=columns, rows=rows)
    return book.bytes()


_FIGURES = (Column("指标", "text", 44), Column("个数", "center", 10), Column("编号、单位或来源", "text", 110))


def _sheet(book: Book, a: Account, name: str, title: str, columns: Sequence[Column]) -> Worksheet:
    sheet = book.sheet(name)
    last = len(columns) - 1
    book.title(sheet, 0, last, title)
    book.title(sheet, 1, last, f"截至{cut_off(a.campaign.calendar.local(a.at))}", "plain")
    return sheet


def _table(book: Book, a: Account, table: Table) -> None:
    last = len(table.columns) - 1
    sheet = _sheet(book, a, f"{table.label} {table.title}", f"{table.label}　{table.title}", table.columns)
    end = book.table(sheet, _HEADER, table.columns, table.rows, filters=not table.total, total=table.total)
    if not table.rows:
        book.title(sheet, end, last, table.none, "plain")
        end += 1
    for note in table.notes:
        book.title(sheet, end, last, note, "note")
        sheet.set_row(end, 32)
        end += 1
    _drawn(book, sheet, table, end + 1)


def _drawn(book: Book, sheet: Worksheet, table: Table, below: int) -> None:
    """F2 and F5 under T2, F3 under T3."""
    area = Area(sheet, _HEADER + 1, _HEADER + len(table.rows) - 1, label=0 if table.code == "T2" else 1)
    if len(table.rows) < 2:
        return
    if table.code == "T2":
        parts = (("已销号", 2), ("未结（含转后续）", 5))
        charts.stacked(book, area, CAPTIONS["by-category"], parts, at=(below, 0))
        charts.bars(book, area, CAPTIONS["working-days"], 7, at=(below + 7 + 2 * len(table.rows), 0))
    if table.code == "T3":
        three = (("按期销号", 3), ("超期销号", 4), ("未结（含转后续）", 5))
        charts.stacked(book, area, CAPTIONS["by-unit"], three, at=(below, 0))


def _curve(book: Book, a: Account) -> None:
    columns = (
        Column("日期", "date", 14),
        Column("累计挂号", "number", 12),
        Column("累计销号", "number", 12),
        Column("在办", "number", 12),
        Column("阶段开始", "number", 12),
        Column("阶段", "text", 24),
    )
    starts = {phase.starts: phase.title for phase in a.campaign.settings.phases}
    top = max((day.registered for day in a.counted.curve), default=0)
    rows: list[list[Cell]] = [
        [day.day, day.registered, day.closed, day.open, top if day.day in starts else None, starts.get(day.day, "")]
        for day in a.counted.curve
    ]
    sheet = _sheet(book, a, "逐日情况", CAPTIONS["curve"], columns)
    end = book.table(sheet, _HEADER, columns, rows)
    if rows:
        names = [column.label for column in columns[1:4]]
        area = Area(sheet, _HEADER + 1, end - 1)
        charts.lines(book, area, CAPTIONS["curve"], names, 4, at=(_HEADER, len(columns) + 1))


def _funnel(book: Book, a: Account) -> None:
    t = a.counted.totals
    steps = (
        ("报送问题", t.rows),
        ("登记挂号", t.registered),
        ("已销号", t.closed),
        ("曾上报市级以上", t.escalated),
        ("转后续跟踪及未结", t.carried + t.open),
    )
    columns = (Column("环节", "text", 24), Column("个数", "number", 12), Column("图形居中用", "number", 14))
    rows: list[list[Cell]] = [[name, value, (t.rows - value) / 2] for name, value in steps]
    sheet = _sheet(book, a, "漏斗图", CAPTIONS["funnel"], columns)
    end = book.table(sheet, _HEADER, columns, rows, filters=False)
    charts.funnel(book, Area(sheet, _HEADER + 1, end - 1), CAPTIONS["funnel"], 2, 1, at=(end + 1, 0))


def _terms(book: Book, a: Account) -> None:
    columns = (
        Column("指标", "text", 28),
        Column("数值", "center", 14),
        Column("计算", "center", 20),
        Column("口径", "text", 80),
    )
    rows = [[term.name, term.value, term.parts, term.meaning] for term in terms(a)]
    sheet = _sheet(book, a, "指标口径", "指标口径", columns)
    book.table(sheet, _HEADER, columns, rows, filters=False)

"""M20's document: the final summary 扫尾总结 as a draft for the office to finish (final-summary.md, GB/T 9704)."""

from __future__ import annotations

from collections.abc import Mapping

from reports import charts
from reports.paper import Paper
from reports.summary.account import Account
from reports.summary.ahead import next_steps, troubles
from reports.summary.results import results, situation
from reports.summary.table import Table
from reports.summary.tables import tables
from reports.summary.terms import terms
from reports.summary.work import effects, measures
from reports.views import unit_name
from reports.wording import long_day

#: the figures' names for files, in order, and their captions
CAPTIONS: Mapping[str, str] = {
    "curve": "图1　逐日挂号、销号情况",
    "by-category": "图2　各类问题办理情况",
    "by-unit": "图3　各责任单位办理情况",
    "funnel": "图4　问题办理总体情况",
    "working-days": "图5　各类问题办理工作日中位数",
}


def summary_document(a: Account) -> bytes:
    """The docx as of `a.at`: two pages of text, then charts and tables. Figures are the tables' own."""
    info = a.campaign.settings.campaign
    paper = Paper(f"{info.title}扫尾总结")
    paper.draft_mark()
    paper.title(info.title, "扫尾总结")
    paper.line(f"{a.campaign.directory[a.campaign.settings.offices.government].name}：")
    for chapter in (situation, results, measures, effects, troubles, next_steps):
        chapter(paper, a)
    paper.text("特此报告。")
    paper.enclosures("统计图表", "统计附表（电子表格）")
    paper.signature(a.campaign.settings.letters.signature, long_day(a.campaign.calendar.local(a.at).date()))
    _annex(paper, a)
    return paper.bytes()


def pictures(a: Account) -> dict[str, bytes]:
    """F1-F5 as PNG, by the name of `CAPTIONS`."""
    phases = [(phase.title, phase.starts) for phase in a.campaign.settings.phases]
    units = {unit_name(a.campaign, code): line for code, line in a.counted.by_unit.items()}
    return {
        "curve": charts.curve(a.counted.curve, phases),
        "by-category": charts.by_category(a.counted.by_category),
        "by-unit": charts.by_unit(units),
        "funnel": charts.funnel(a.counted.totals),
        "working-days": charts.working_days(a.counted.by_category),
    }


def _annex(paper: Paper, a: Account) -> None:
    """附件1: figures, tables, notes; a Word document must not end with a table."""
    paper.page_break()
    paper.line("附件1", "黑体")
    paper.title("统计图表")
    for name, picture in pictures(a).items():
        paper.picture(picture, CAPTIONS[name])
    paper.turn()
    for table in tables(a):
        _table(paper, table)
    paper.note("指标口径：")
    for serial, term in enumerate(terms(a), 1):
        paper.note(f"{serial}.{term.name}＝{term.meaning}；本次为{term.parts}，即{term.value}。")


def _table(paper: Paper, table: Table) -> None:
    caption = f"{table.label}　{table.title}"
    if table.rows:
        paper.table(caption, table.columns, table.rows, total=table.total)
    else:
        paper.caption(caption)
        paper.note(table.none)
    for note in table.notes:
        paper.note(note)
    paper.line("", size=10.5)

"""The sheet of the ledger workbook that an office fills in and mails back (`campaign.amendments`; M05, M07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from campaign import amendments as a
from campaign.campaign import Campaign
from campaign.problem import Problem
from campaign.vocabulary import TIERS
from reports.views import view
from reports.workbooks.book import Book, Cell, Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = "台账办理"
#: the label before the mark by which the copy that was sent is known again
VERSION = "台账版本"
_HOW = (
    "填写说明：请只在黄色栏内填写，保存后以附件回复本邮箱，系统逐条核对办理并回执；"
    "改派填写新的“责任单位”，延期填写新的“办理时限”并说明理由，其他意见在“处理意见”栏选择。"
)
_CHOICES = "选项"
_COLUMNS = (
    Column(a.NUMBER, "center", 13),
    Column("项目名称", "text", 20),
    Column("存在问题", "text", 34),
    Column("状态", "center", 10),
    Column("最新进展及佐证", "text", 24),
    Column("单位请求", "center", 12),
    Column(a.CATEGORY, "center", 11, locked=False),
    Column(a.TIER, "center", 10, locked=False),
    Column(a.UNIT, "text", 17, locked=False),
    Column(a.DUE, "date", 12, locked=False),
    Column(a.DECISION, "center", 13, locked=False),
    Column(a.REASON, "text", 26, locked=False),
)
_TOP = 3
_ALLOWED = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def decision_sheet(book: Book, campaign: Campaign, problems: Sequence[Problem], now: datetime, version: str) -> None:
    """Every number given: locked columns that say what it is, open ones with lists to choose from.

    `version`: the mark of the letter that carries the workbook.
    """
    rows = [_row(campaign, problem, now) for problem in problems]
    sheet = book.sheet(SHEET)
    last = len(_COLUMNS) - 1
    book.title(sheet, 0, last, f"{campaign.settings.campaign.title}问题台账办理表")
    book.title(sheet, 1, last, _HOW, "note")
    book.title(sheet, 2, last, f"{VERSION}：{version}", "plain")
    end = book.table(sheet, _TOP, _COLUMNS, rows)
    sheet.set_row(1, 22)
    sheet.freeze_panes(_TOP + 1, 2)
    if rows:
        _lists(book, sheet, campaign, _TOP + 1, end - 1)
    sheet.protect("", _ALLOWED)


def _row(campaign: Campaign, problem: Problem, now: datetime) -> list[Cell]:
    item, open_ = view(campaign, problem, now), a.shown(campaign, problem)
    told = "；".join(text for text in (item.progress, item.evidence) if text)
    return [
        item.number,
        item.project,
        item.problem,
        item.state,
        told,
        problem.request or "",
        open_[a.CATEGORY],
        open_[a.TIER],
        open_[a.UNIT],
        problem.due,
        "",
        "",
    ]


def _lists(book: Book, sheet: Worksheet, campaign: Campaign, first: int, last: int) -> None:
    """Choices stand in a hidden sheet: a list typed into a validation may hold 255 characters at most."""
    choices: Mapping[str, Sequence[str]] = {
        a.CATEGORY: list(campaign.categories),
        a.TIER: TIERS,
        a.UNIT: [unit.name for unit in campaign.directory.units],
        a.DECISION: [verb.value for verb in a.CHOICES],
    }
    hidden = book.workbook.add_worksheet(_CHOICES)
    hidden.hide()
    labels = [column.label for column in _COLUMNS]
    for n, (label, values) in enumerate(choices.items()):
        hidden.write_column(0, n, values)
        column, letter = labels.index(label), chr(ord("A") + n)
        wrong = f"“{label}”请从列表中选择"
        rule = {
            "validate": "list",
            "source": f"={_CHOICES}!${letter}$1:${letter}${len(values)}",
            "error_title": "请核对",
            "error_message": wrong,
        }
        sheet.data_validation(first, column, last, column, rule)
    due, info = labels.index(a.DUE), campaign.settings.campaign
    not_before = {
        "validate": "date",
        "criteria": ">=",
        "value": info.starts,
        "error_title": "请核对",
        "error_message": f"“{a.DUE}”请填写日期，如{info.ends.isoformat()}",
    }
    sheet.data_validation(first, due, last, due, not_before)

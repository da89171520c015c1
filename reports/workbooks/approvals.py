"""The sheet 审批事项台账 of the master workbook (D59, D63): project by project, matter by matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from campaign.affairs import Affairs
from campaign.approvals import Matter, approval_ledger
from campaign.campaign import Campaign
from campaign.ledger_batches import LedgerBatch, ledger_batches
from campaign.problem import Problem
from reports.views import unit_name
from reports.wording import joined, short_day
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.page import page

SHEET = "审批事项台账"
_COLUMNS = (
    Column("项目编号", "center", 12),
    Column("项目名称", "text", 26),
    Column("级别", "center", 7),
    Column("项目业主单位", "text", 22),
    Column("台账批次", "center", 14),
    Column("审批事项", "text", 22),
    Column("状态", "center", 12),
    Column("计划完成", "date", 12),
    Column("实际完成", "date", 12),
    Column("业主报告情况", "text", 22),
    Column("未销号问题", "text", 16),
    Column("已销号及转后续", "text", 16),
)


def approvals_sheet(
    book: Book, campaign: Campaign, problems: Iterable[Problem], affairs: Affairs, now: datetime
) -> None:
    """One line for each matter; a matter that the node plan does not have is of a problem or of the owner's report."""
    today = campaign.calendar.local(now).date()
    batches = _batch_words(ledger_batches(campaign.catalogue, affairs, campaign.calendar, now))
    matters = approval_ledger(campaign, problems, affairs, today)
    rows = [_row(campaign, matter, batches.get(matter.project.code, "未纳入")) for matter in matters]
    page(book, SHEET, campaign, heading="项目审批事项台账", now=now, columns=_COLUMNS, rows=rows)


def _batch_words(batches: Sequence[LedgerBatch]) -> dict[str, str]:
    words = {}
    for batch in batches:
        label = "，".join(filter(None, (f"第{batch.n}批" if batch.n else "", short_day(batch.day))))
        words.update(dict.fromkeys(batch.codes, label or "已纳入"))
    return words


def _row(campaign: Campaign, matter: Matter, batch: str) -> list[Cell]:
    project = matter.project
    return [
        project.code,
        project.name,
        joined(project.levels),
        unit_name(campaign, project.owner) or project.owner_text,
        batch,
        matter.name,
        matter.status or ("办理中" if matter.opened else "已办结" if matter.ended else ""),
        matter.planned_on,
        matter.done_on,
        matter.reported,
        joined(matter.opened),
        joined(matter.ended),
    ]

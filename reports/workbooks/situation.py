"""Two sheets of the master workbook: who has done its part 报送情况 (D30), and what the checks have found 检查情况."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.checks.result import CheckResult
from campaign.matrix import Line, Part, Standing
from reports.checked import checked
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.page import page

#: words for a report of problems in phase 1, and for what is said afterwards of the numbers handed off
_REPORTED: Mapping[Standing, str] = {
    Standing.SILENT: "未报送",
    Standing.PARTIAL: "部分报送",
    Standing.COMPLETE: "已报送",
    Standing.ZERO: "零报告",
}
_ANSWERED: Mapping[Standing, str] = {
    Standing.SILENT: "未反馈",
    Standing.PARTIAL: "部分反馈",
    Standing.COMPLETE: "已反馈",
}
_CHECKS = (
    Column("检查项目", "text", 18),
    Column("截至", "center", 20),
    Column("结果", "center", 10),
    Column("情况", "text", 70),
    Column("涉及单位", "text", 40),
    Column("涉及编号", "text", 36),
)


def matrix_sheet(book: Book, campaign: Campaign, lines: Sequence[Line], now: datetime) -> None:
    """单位 × 阶段: 未报送, 部分报送, 已报送, 零报告, with 迟报."""
    phases = campaign.settings.phases
    columns = (
        Column("单位名称", "text", 30),
        Column("类别", "center", 16),
        *(Column(phase.title, "center", 24) for phase in phases),
    )
    rows: list[list[Cell]] = [
        [line.unit.name, line.unit.kind, *(told(part, is_first=n == 0) for n, part in enumerate(line.parts))]
        for line in lines
    ]
    page(book, "报送情况", campaign, heading="各单位报送及反馈情况", now=now, columns=columns, rows=rows)


def told(part: Part | None, *, is_first: bool) -> str:
    """``部分报送（尚缺2项），迟报``; a dash where nothing is asked."""
    if part is None:
        return "—"
    words, late = (_REPORTED, "迟报") if is_first else (_ANSWERED, "有超期反馈")
    count = f"（尚缺{part.asked - part.done}项）" if part.standing is Standing.PARTIAL else ""
    return words[part.standing] + count + (f"，{late}" if part.late else "")


def checks_sheet(book: Book, campaign: Campaign, results: Sequence[CheckResult], now: datetime) -> None:
    """Every result in full."""
    rows: list[list[Cell]] = [
        [one.title, one.at, one.verdict, one.detail, one.units, one.numbers] for one in checked(campaign, results)
    ]
    page(book, "检查情况", campaign, heading="阶段检查情况", now=now, columns=_CHECKS, rows=rows)

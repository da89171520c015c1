"""督查建议名单, 问题清单 and 检查表 as one workbook to print and to take along (M19, D71)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.problem import Problem
from campaign.standing import Reason, Standing
from reports.views import unit_name, view
from reports.wording import joined
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.page import page

_UNITS = (
    Column("序号", "center", 6),
    Column("单位名称", "text", 26),
    Column("事由代码", "center", 10),
    Column("事由", "text", 56),
    Column("涉及编号", "text", 40),
    Column("得分", "number", 8),
)
_PROBLEMS = (
    Column("序号", "center", 6),
    Column("单位名称", "text", 20),
    Column("问题编号", "center", 14),
    Column("项目名称", "text", 26),
    Column("存在问题", "text", 40),
    Column("办理时限", "date", 12),
    Column("状态", "center", 10),
    Column("预警原因", "text", 22),
    Column("最新进展", "text", 32),
    Column("当前等待方", "text", 16),
)
_CHECKS = (
    Column("序号", "center", 6),
    Column("单位名称", "text", 22),
    Column("督查事项", "text", 40),
    Column("检查要点", "text", 46),
    Column("督查日期", "center", 12),
    Column("发现问题", "text", 30),
    Column("处理结果", "text", 24),
)
#: what to look at on the spot, by reason
_POINTS = {
    Reason.LATE: "是否对照重点项目目录逐个排查；迟报、未报原因；有无漏报",
    Reason.RED: "逐个问题查阅受理、审查、上报记录；是否该批不批、该报不报；下一步措施和时间是否落实到人",
    Reason.SUPERVISION: "督办单是否签收、是否研究；未按期反馈原因；所列问题实际进展",
    Reason.EVIDENCE: "调阅佐证材料原件；所称办结是否属实；重新申请销号的条件是否具备",
    Reason.ZERO: "零报告形成过程；所属项目实际存在的问题；是否应报未报",
}


def inspection_workbook(
    campaign: Campaign, found: Sequence[Standing], problems: Iterable[Problem], n: int, now: datetime
) -> bytes:
    """The three sheets of list 第n次."""
    book, known = Book(f"专项督查建议名单（第{n}次）"), {p.number: p for p in problems}
    units: list[list[Cell]] = [
        [i, unit_name(campaign, one.unit), _codes(one), _words(one), joined(one.numbers), one.score]
        for i, one in enumerate(found, 1)
    ]
    page(book, "督查建议名单", campaign, heading=f"专项督查建议名单（第{n}次）", now=now, columns=_UNITS, rows=units)
    lines = [(one.unit, known[number]) for one in found for number in one.numbers if number in known]
    listed = [_problem(campaign, i, unit, p, now) for i, (unit, p) in enumerate(lines, 1)]
    page(book, "问题清单", campaign, heading="专项督查问题清单", now=now, columns=_PROBLEMS, rows=listed)
    causes = [(one.unit, cause) for one in found for cause in one.causes]
    checks: list[list[Cell]] = [
        [i, unit_name(campaign, unit), cause.words, _POINTS[cause.reason], "", "", ""]
        for i, (unit, cause) in enumerate(causes, 1)
    ]
    page(book, "检查表", campaign, heading="专项督查检查表", now=now, columns=_CHECKS, rows=checks)
    return book.bytes()


def _codes(standing: Standing) -> str:
    return joined(cause.reason.value for cause in standing.causes)


def _words(standing: Standing) -> str:
    return "\n".join(f"{cause.reason.chinese}：{cause.words}" for cause in standing.causes)


def _problem(campaign: Campaign, serial: int, unit: str, problem: Problem, now: datetime) -> list[Cell]:
    item = view(campaign, problem, now)
    name = unit_name(campaign, unit)
    told = (item.number, item.project, item.problem, problem.due, item.state, item.warnings, item.progress, item.holder)
    return [serial, name, *told]

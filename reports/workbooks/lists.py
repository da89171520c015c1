"""Lists of problems as workbooks: for the county government (M11), to be reported up (M12), carried over (M21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.campaign import Campaign
from campaign.commonality import common_groups
from campaign.problem import Problem
from campaign.reasons import reason
from campaign.vocabulary import LEVELS
from reports.views import by_weight, county_meeting, view
from reports.wording import excerpt, joined
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.page import page

_COUNTY = (
    Column("序号", "center", 6),
    Column("编号", "center", 14),
    Column("项目名称", "text", 26),
    Column("级别", "center", 7),
    Column("项目业主单位", "text", 20),
    Column("存在问题", "text", 42),
    Column("部门意见及已做工作", "text", 32),
    Column("提请县政府协调事项", "text", 36),
    Column("责任单位", "text", 18),
    Column("办理时限", "date", 12),
    Column("当前等待方", "text", 14),
    Column("会议时间或研究意见", "text", 24),
)


def county_list(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> bytes:
    """提请县政府协调事项清单 (D43): what was asked, what was done, who holds the ball, and the meeting."""
    book = Book("提请县政府协调事项清单")
    rows: list[list[Cell]] = []
    for serial, problem in enumerate(by_weight(problems), 1):
        item = view(campaign, problem, now)
        rows.append(
            [
                serial,
                item.number,
                item.project,
                item.level,
                item.owner,
                item.problem,
                item.progress,
                item.ask,
                item.unit,
                problem.due,
                item.holder,
                county_meeting(problem),
            ]
        )
    page(book, "协调事项清单", campaign, heading="提请县政府协调事项清单", now=now, columns=_COUNTY, rows=rows)
    return book.bytes()


_ESCALATION = (
    Column("序号", "center", 6),
    Column("编号", "center", 14),
    Column("项目名称（级别）", "text", 24),
    Column("项目业主单位", "text", 18),
    Column("项目概况", "text", 34),
    Column("存在问题", "text", 38),
    Column("已做工作", "text", 26),
    Column("县级部门意见", "text", 24),
    Column("需协调的上级部门", "text", 18),
    Column("提级原因", "center", 12),
    Column("请求事项", "text", 32),
    Column("影响（是否影响开工）", "text", 18),
    Column("联系人及电话", "text", 18),
)


def escalation_list(campaign: Campaign, problems: Sequence[Problem], batch: int, now: datetime) -> bytes:
    """上报清单（代拟稿） by the fields of letters.md 8.1: 共性问题 on top, then by superior body and project level."""
    book = Book("需市级以上部门协调解决问题清单")
    common = common_problems(campaign, problems)
    rows = [_escalation_row(campaign, n, p, now) for n, p in enumerate(escalation_order(campaign, problems), 1)]
    heading = f"需市级以上部门协调解决问题清单（第{batch}批）【代拟稿】"
    page(book, "上报清单", campaign, heading=heading, now=now, columns=_ESCALATION, rows=rows)
    if common:
        columns = (
            Column("上级部门", "text", 24),
            Column("问题类别", "center", 16),
            Column("共性问题（摘要）", "text", 50),
            Column("涉及编号", "text", 40),
        )
        page(book, "共性问题", campaign, heading="需上级协调的共性问题", now=now, columns=columns, rows=common)
    return book.bytes()


def common_problems(campaign: Campaign, problems: Sequence[Problem]) -> list[list[Cell]]:
    """共性问题 as rows: superior body, category, what it is about, the numbers."""
    return [
        [
            group[0].superior or "",
            group[0].category or "",
            excerpt(group[0].report.problem, 60),
            joined(p.number or "" for p in group),
        ]
        for group in _common_groups(campaign, problems)
    ]


def _common_groups(campaign: Campaign, problems: Sequence[Problem]) -> list[tuple[Problem, ...]]:
    """共性问题 asked of the same superior, superior by superior."""
    asked: dict[str | None, list[Problem]] = {}
    for problem in problems:
        asked.setdefault(problem.superior, []).append(problem)
    least = campaign.settings.identity.group
    return [group for each in asked.values() for group in common_groups(each, least)]


def escalation_order(campaign: Campaign, problems: Sequence[Problem]) -> list[Problem]:
    """Common problems first, group by group; then by superior body, project level and number."""
    groups = _common_groups(campaign, problems)
    grouped = {p.entry: n for n, group in enumerate(groups) for p in group}

    def place(problem: Problem) -> tuple[int, str, int, str]:
        project = campaign.catalogue.by_code.get(problem.project_code or "")
        level = min(map(LEVELS.index, project.levels), default=len(LEVELS)) if project else len(LEVELS)
        return grouped.get(problem.entry, len(groups)), problem.superior or "", level, problem.number or ""

    return sorted(problems, key=place)


def _escalation_row(campaign: Campaign, serial: int, problem: Problem, now: datetime) -> list[Cell]:
    item = view(campaign, problem, now)
    return [
        serial,
        item.number,
        item.titled,
        item.owner,
        project_outline(campaign, problem),
        item.problem,
        item.progress,
        item.next_step,
        item.superior,
        reason(problem),
        item.ask,
        problem.report.note,
        problem.report.contact,
    ]


def project_outline(campaign: Campaign, problem: Problem) -> str:
    """项目概况: content, money and this year's plan, as far as the catalogue tells them."""
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    if project is None:
        return ""
    money = [
        f"{label}{amount:g}万元"
        for label, amount in (("总投资", project.total_investment), ("年度计划投资", project.year_investment))
        if amount is not None
    ]
    parts = [project.location, excerpt(project.content, 80), *money, problem.report.node_target or ""]
    return "；".join(part for part in parts if part)


_CARRY = (
    Column("序号", "center", 6),
    Column("问题编号", "center", 14),
    Column("项目名称", "text", 26),
    Column("存在问题", "text", 42),
    Column("需协调解决（上报）事项及建议", "text", 34),
    Column("需协调层级", "center", 10),
    Column("责任单位", "text", 18),
    Column("当前等待方", "text", 16),
    Column("最新进展", "text", 32),
    Column("下一步措施", "text", 26),
    Column("时间要求", "date", 12),
)


def carry_over_list(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> bytes:
    """后续跟踪推进问题清单: can seed the next campaign (D50)."""
    book = Book("后续跟踪推进问题清单")
    rows: list[list[Cell]] = []
    for serial, problem in enumerate(problems, 1):
        item = view(campaign, problem, now)
        rows.append(
            [
                serial,
                item.number,
                item.project,
                item.problem,
                item.ask,
                item.tier,
                item.unit,
                item.holder,
                item.progress,
                item.next_step,
                problem.next_date,
            ]
        )
    page(book, "后续跟踪清单", campaign, heading="后续跟踪推进问题清单", now=now, columns=_CARRY, rows=rows)
    return book.bytes()

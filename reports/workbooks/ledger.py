"""The master ledger 总台账 as a workbook (D29, M05, M07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.affairs import Affairs
from campaign.campaign import Campaign
from campaign.checks.result import CheckResult
from campaign.matrix import Line
from campaign.problem import APART, Problem
from reports.behind import behind
from reports.views import by_weight, holder, unit_name, view
from reports.wording import joined, ranges
from reports.workbooks.approvals import approvals_sheet
from reports.workbooks.book import Book, Cell, Column
from reports.workbooks.decision_sheet import decision_sheet
from reports.workbooks.page import page
from reports.workbooks.situation import checks_sheet, matrix_sheet

_LEDGER = (
    Column("编号", "center", 13),
    Column("项目名称", "text", 17),
    Column("项目编号", "center", 12),
    Column("级别", "center", 7),
    Column("项目业主单位", "text", 14),
    Column("问题类别", "center", 10),
    Column("审批（服务）事项", "text", 12),
    Column("存在问题", "text", 30),
    Column("需协调解决（上报）事项及建议", "text", 23),
    Column("需协调层级", "center", 9),
    Column("需协调（牵头）单位", "text", 15),
    Column("牵头办公室", "text", 14),
    Column("责任单位", "text", 15),
    Column("办理时限", "date", 12),
    Column("状态", "center", 10),
    Column("预警", "center", 7),
    Column("当前等待方", "text", 13),
    Column("最新进展", "text", 21),
    Column("下一步措施", "text", 20),
    Column("预计办结日期", "date", 12),
    Column("上级部门", "text", 14),
    Column("上报批次", "center", 9),
    Column("佐证材料", "text", 18),
    Column("报送单位", "text", 16),
    Column("挂号日期", "date", 12),
    Column("销号日期", "date", 12),
)
#: the columns of the first sheet, which is for printing; the second sheet has all
_PRINTED = frozenset(
    {
        "编号",
        "项目名称",
        "级别",
        "项目业主单位",
        "问题类别",
        "存在问题",
        "需协调解决（上报）事项及建议",
        "需协调层级",
        "责任单位",
        "办理时限",
        "状态",
        "预警",
        "当前等待方",
        "最新进展",
    }
)
#: both sheets print on A3; the second at 73 % of 11 points, its first columns repeated, its second page from 状态 on
_A3, _SCALE, _REPEATED, _SECOND_PAGE = 8, 73, 2, 14
_MARGIN = 0.4
_CONTACT = Column("联系人及电话", "text", 14)
_FIGURES = (Column("指标", "text", 44), Column("个数", "center", 10), Column("编号", "text", 110))
_APART = (
    Column("报送单位", "text", 22),
    Column("项目名称", "text", 30),
    Column("存在问题", "text", 50),
    Column("处理结果", "center", 14),
    Column("并入编号", "center", 16),
    Column("待补正或待确认事项", "text", 40),
)


def master_ledger(
    campaign: Campaign,
    problems: Sequence[Problem],
    now: datetime,
    *,
    contacts: bool,
    version: str | None = None,
    offices: Sequence[str] = (),
    affairs: Affairs | None = None,
    lines: Sequence[Line] = (),
    results: Sequence[CheckResult] = (),
) -> bytes:
    """总台账: every number, county and above first (D13), and apart from them what has none.

    A last sheet has the numbers behind every figure of the letter, those of the `offices` (unit codes) among them.
    `lines` of the reporting matrix and `results` of checks have sheets of their own, where there are any.
    Telephones only where `contacts` (D83). `version`: the mark of the letter, for an office that may decide in it.
    """
    book = Book(f"{campaign.settings.campaign.title}问题总台账")
    numbered = [p for p in problems if p.number and p.state not in APART]
    columns = (*_LEDGER, _CONTACT) if contacts else _LEDGER
    weighed = by_weight(numbered)
    rows = [_ledger_row(campaign, p, now, contacts) for p in weighed]
    shown = [n for n, column in enumerate(columns) if column.label in _PRINTED]
    printed = [[row[n] for n in shown] for row in rows]
    heads = [columns[n] for n in shown]
    first = page(book, "总台账", campaign, heading="问题总台账", now=now, columns=heads, rows=printed)
    first.set_paper(_A3)
    if version:
        decision_sheet(book, campaign, weighed, now, version)
    _all_columns(book, campaign, columns, rows, now)
    approvals_sheet(book, campaign, problems, affairs or Affairs(), now)
    apart = [p for p in problems if p not in numbered]
    rest = [_apart_row(campaign, p) for p in apart]
    page(book, "未挂号及已合并", campaign, heading="未挂号及已合并情况", now=now, columns=_APART, rows=rest)
    counted: list[list[Cell]] = [
        [figure.label, len(figure.numbers), ranges(figure.numbers)]
        for figure in behind(campaign, problems, now, *offices)
    ]
    if lines:
        matrix_sheet(book, campaign, lines, now)
    if results:
        checks_sheet(book, campaign, results, now)
    page(book, "数字明细", campaign, heading="数字明细", now=now, columns=_FIGURES, rows=counted)
    return book.bytes()


def _all_columns(
    book: Book, campaign: Campaign, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], now: datetime
) -> None:
    """The second sheet prints two pages wide in type of 8 points; number and project stand on both pages."""
    sheet = page(
        book,
        "总台账（全部栏目）",
        campaign,
        heading="问题总台账",
        now=now,
        columns=columns,
        rows=rows,
        titled=_SECOND_PAGE,
    )
    sheet.set_paper(_A3)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.6)
    sheet.set_print_scale(_SCALE)
    sheet.set_v_pagebreaks([_SECOND_PAGE])
    sheet.repeat_columns(0, _REPEATED - 1)
    sheet.freeze_panes(3, _REPEATED)


def _ledger_row(campaign: Campaign, problem: Problem, now: datetime, contacts: bool) -> list[Cell]:
    item = view(campaign, problem, now)
    local = campaign.calendar.local
    return [
        item.number,
        item.project,
        problem.project_code,
        item.level,
        item.owner,
        item.category,
        item.matter,
        item.problem,
        item.ask,
        item.tier,
        item.bodies,
        item.lead,
        item.unit,
        problem.due,
        item.state,
        item.light,
        holder(campaign, problem) if problem.is_open else "",
        item.progress,
        item.next_step,
        problem.next_date,
        item.superior,
        item.batch,
        item.evidence,
        item.reporters,
        local(problem.registered_at).date() if problem.registered_at else None,
        local(problem.ended_at).date() if problem.ended_at else None,
        *([problem.report.contact] if contacts else []),
    ]


def _apart_row(campaign: Campaign, problem: Problem) -> list[Cell]:
    return [
        joined(unit_name(campaign, code) for code in problem.reporters),
        problem.report.project_name,
        problem.report.problem,
        problem.state.chinese,
        problem.merged_into,
        "；".join(problem.pending),
    ]

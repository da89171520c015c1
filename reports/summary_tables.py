"""The tables T1-T9 of the final summary, as far as the ledger tells them; sheet and document show the same ones.

They keep the plan's numbers also where one is missing: T7 and T8 are told by no ledger, T5 is too long for a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaign.campaign import Campaign
from campaign.figures import Figures, Tally, tally
from campaign.problem import Problem, State
from campaign.returns import Return
from reports.views import holder, oldest_first, unit_name, view
from reports.wording import excerpt, percent, short_day
from reports.workbooks.book import Cell, Column


@dataclass(frozen=True)
class Table:
    """`code`: T1-T9. `total`: whether the last row is a sum. `wide`: too long for a document, only in the workbook."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    wide: bool = False

    @property
    def label(self) -> str:
        """``表2``, in the workbook as in the document."""
        return self.code.replace("T", "表")


def tables(
    campaign: Campaign, counted: Figures, problems: Sequence[Problem], returns: Iterable[Return]
) -> tuple[Table, ...]:
    """Every table that can be computed from the ledger and the returns, in order."""
    known = oldest_first([p for p in problems if p.counts])
    return (
        _returns_table(campaign, counted, {r.unit: r for r in returns}),
        _category_table(counted),
        _unit_table(campaign, counted),
        _superior_table(campaign, counted, known),
        _project_table(campaign, known, counted),
        _leftover_table(campaign, known, counted),
        _reconciliation_table(counted),
    )


def _returns_table(campaign: Campaign, counted: Figures, returns: Mapping[str, Return]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for serial, unit in enumerate(campaign.should_report(), 1):
        returned = returns.get(unit.code)
        at = campaign.calendar.local(returned.at) if returned else None
        when = f"{short_day(at.date())}{at:%H:%M}" if at else ""
        rows.append((serial, unit.name, _how(returned), when, returned.rows if returned else 0))
    t = counted.totals
    told = f"按时{t.on_time_units}，迟报{t.late_units}，零报告{t.zero_units}，漏报{t.missing_units}"
    rows.append(("合计", f"应报{counted.should_report}个单位", told, "", sum(int(str(row[4])) for row in rows)))
    columns = (
        Column("序号", "center", 6),
        Column("单位", "text", 30),
        Column("报送情况", "center", 36),
        Column("报送时间", "center", 16),
        Column("报送条数", "number", 10),
    )
    return Table("T1", "各单位报送情况", columns, tuple(rows), total=True)


def _how(returned: Return | None) -> str:
    if returned is None:
        return "漏报"
    return ("迟报" if returned.late else "按时") + ("（零报告）" if returned.zero else "")


def _category_table(counted: Figures) -> Table:
    rows = [_counts(name or "未归类", line) for name, line in counted.by_category.items()]
    columns = (
        Column("问题类别", "text", 20),
        Column("挂号", "number", 9),
        Column("销号", "number", 9),
        Column("上报", "number", 9),
        Column("未结（含转后续）", "number", 17),
        Column("销号率", "number", 10),
    )
    return Table("T2", "问题分类及办理情况", columns, (*rows, _counts("合计", counted.all)), total=True)


def _counts(label: str, line: Tally) -> tuple[Cell, ...]:
    return label, line.registered, line.closed, line.escalated, line.unfinished, percent(line.rate)


def _unit_table(campaign: Campaign, counted: Figures) -> Table:
    ranked = sorted(counted.by_unit.items(), key=lambda item: (-(item[1].rate or 0.0), -item[1].closed))
    places = _places([line.rate for _, line in ranked])
    rows: list[tuple[Cell, ...]] = [
        (place, unit_name(campaign, code) or "未明确", *_work(line))
        for place, (code, line) in zip(places, ranked, strict=True)
    ]
    columns = (
        Column("名次", "center", 6),
        Column("责任单位", "text", 26),
        Column("挂号", "number", 8),
        Column("按期销号", "number", 9),
        Column("超期销号", "number", 9),
        Column("未结（含转后续）", "number", 17),
        Column("平均办理工作日", "number", 15),
        Column("销号率", "number", 10),
    )
    return Table("T3", "各责任单位办理情况", columns, (*rows, ("", "合计", *_work(counted.all))), total=True)


def _work(line: Tally) -> tuple[Cell, ...]:
    days = "—" if line.days is None else line.days
    return line.registered, line.on_time, line.overdue, line.unfinished, days, percent(line.rate)


def _places(rates: Sequence[float | None]) -> list[int]:
    """Equal rates share a place."""
    return [rates.index(rate) + 1 for rate in rates]


def _superior_table(campaign: Campaign, counted: Figures, problems: Sequence[Problem]) -> Table:
    rows = [
        (name or "未明确", line.escalated, line.replied, line.escalated - line.replied)
        for name, line in counted.by_superior.items()
    ]
    total = tally(campaign, [p for p in problems if p.ever_escalated])
    columns = (
        Column("上级部门", "text", 30),
        Column("上报", "number", 10),
        Column("已批复销号", "number", 12),
        Column("待批复", "number", 10),
    )
    last = ("合计", total.escalated, total.replied, total.escalated - total.replied)
    return Table("T4", "需市级以上部门协调解决问题情况", columns, (*rows, last), total=True)


def _project_table(campaign: Campaign, problems: Sequence[Problem], counted: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for problem in (p for p in problems if p.state is State.CLOSED):
        item = view(campaign, problem, counted.at)
        rows.append((item.project, item.level, item.number, item.gist, item.evidence, problem.done_on))
    columns = (
        Column("项目名称", "text", 28),
        Column("级别", "center", 8),
        Column("编号", "center", 14),
        Column("解决的问题", "text", 40),
        Column("办理结果（佐证材料）", "text", 32),
        Column("办结日期", "date", 12),
    )
    return Table("T5", "重点项目受益情况", columns, tuple(rows), wide=True)


def _leftover_table(campaign: Campaign, problems: Sequence[Problem], counted: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for problem in (p for p in problems if p.is_open or p.state is State.CARRIED):
        item = view(campaign, problem, counted.at)
        gist = excerpt(problem.report.problem, 40)
        rows.append(
            (item.number, item.project, gist, item.unit, holder(campaign, problem), item.next_step, problem.next_date)
        )
    columns = (
        Column("编号", "center", 18),
        Column("项目名称", "text", 24),
        Column("存在问题（摘要）", "text", 34),
        Column("责任单位", "text", 18),
        Column("当前等待方", "text", 16),
        Column("下一步措施", "text", 26),
        Column("时间要求", "date", 16),
    )
    return Table("T6", "后续跟踪推进问题清单", columns, tuple(rows))


def _reconciliation_table(counted: Figures) -> Table:
    t = counted.totals
    rows: tuple[tuple[Cell, ...], ...] = (
        ("报送条数", t.rows, "＝登记挂号＋合并＋不予受理＋撤回"),
        ("登记挂号", t.registered, "＝已销号＋转后续跟踪＋未结"),
        ("合并", t.merged, "单列，不计入登记总数"),
        ("不予受理", t.rejected, "单列，不计入登记总数"),
        ("撤回", t.withdrawn, "单列，不计入登记总数"),
        ("已销号", t.closed, ""),
        ("转后续跟踪", t.carried, ""),
        ("未结", t.open, ""),
        ("对账结果", "平衡" if t.balanced else "不平衡", "；".join(counted.breaks)),
    )
    columns = (Column("项目", "text", 18), Column("数量", "number", 10), Column("说明", "text", 50))
    return Table("T9", "对账表", columns, rows)

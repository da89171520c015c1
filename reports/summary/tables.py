"""The tables T1-T9 of the final summary; workbook and document show the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.directory import Unit
from campaign.figures import Tally
from campaign.milestones import passed
from campaign.problem import Problem
from campaign.returns import Return
from reports.summary import office_tables
from reports.summary.account import Account
from reports.summary.table import Table
from reports.views import holder, unit_name, view
from reports.wording import excerpt, joined, moment, percent
from reports.workbooks.book import Cell, Column

_RATE_NOTE = "注：销号率＝已销号÷登记挂号；合并、不予受理、撤回的不计入登记挂号，单列于表9。"


def tables(a: Account) -> tuple[Table, ...]:
    """T1 to T9, in order."""
    return (
        _returns_table(a),
        _category_table(a),
        _unit_table(a),
        _superior_table(a),
        _project_table(a),
        _leftover_table(a),
        office_tables.expansion(a),
        office_tables.supervision(a),
        _reconciliation_table(a),
    )


def _returns_table(a: Account) -> Table:
    returned = {r.unit: r for r in a.returns}
    units = a.campaign.should_report()
    rows = [_return(a, n, unit, returned.get(unit.code)) for n, unit in enumerate(units, 1)]
    others = len(a.entries) - sum(int(str(row[-1])) for row in rows)
    if others:
        rows.append(("", "其他单位（不在应报范围）", "", "", "", "", "", "", others))
    t = a.counted.totals
    counts = (len(units), t.on_time_units, t.late_units, t.zero_units, t.missing_units)
    rows.append(("", "合计", *counts, "", t.rows))
    columns = (
        Column("序号", "center", 6),
        Column("单位", "text", 34),
        *(Column(label, "center", 9) for label in ("应报", "按时", "迟报", "零报告", "漏报")),
        Column("报送时间", "center", 16),
        Column("报送条数", "number", 10),
    )
    note = (
        f"注：报送率＝（按时＋迟报，含零报告）÷应报，为{percent(a.counted.reported_share)}；"
        f"按时率＝按时÷应报，为{percent(a.counted.on_time_share)}。零报告同时计入按时或迟报。"
    )
    return Table("T1", "各单位报送情况", columns, tuple(rows), total=True, notes=(note,))


def _return(a: Account, serial: int, unit: Unit, returned: Return | None) -> tuple[Cell, ...]:
    at = a.campaign.calendar.local(returned.at) if returned else None
    marks = (
        True,
        returned is not None and not returned.late,
        returned is not None and returned.late,
        returned is not None and returned.zero,
        returned is None,
    )
    written = sum(p.reporters[0] == unit.code for p in a.entries)
    return serial, unit.name, *("√" if mark else "" for mark in marks), moment(at) if at else "", written


def _category_table(a: Account) -> Table:
    rows = [_counts(name or "未归类", line) for name, line in a.counted.by_category.items()]
    columns = (
        Column("问题类别", "text", 22),
        Column("挂号", "number", 9),
        Column("销号", "number", 9),
        Column("上报", "number", 9),
        Column("转后续", "number", 9),
        Column("未结（含转后续）", "number", 17),
        Column("销号率", "number", 10),
        Column("办理工作日中位数", "number", 17),
    )
    notes = (_RATE_NOTE, "办理工作日中位数：已销号问题从交办到申请销号的工作日，取中位数（图5）。")
    return Table("T2", "问题分类及办理情况", columns, (*rows, _counts("合计", a.counted.all)), total=True, notes=notes)


def _counts(label: str, line: Tally) -> tuple[Cell, ...]:
    whole = (line.registered, line.closed, line.escalated, line.carried, line.unfinished)
    return label, *whole, percent(line.rate), _or_dash(line.median_days)


def _or_dash(value: float | None) -> Cell:
    return "—" if value is None else value


def _unit_table(a: Account) -> Table:
    ranked = sorted(a.counted.by_unit.items(), key=lambda item: (-(item[1].rate or 0.0), -item[1].closed))
    places = _places([line.rate for _, line in ranked])
    slips = office_tables.slips_by_unit(a)
    rows: list[tuple[Cell, ...]] = [
        (place, unit_name(a.campaign, code) or "未明确", *_work(line, slips[code]))
        for place, (code, line) in zip(places, ranked, strict=True)
    ]
    columns = (
        Column("名次", "center", 6),
        Column("责任单位", "text", 28),
        Column("挂号", "number", 8),
        Column("按期销号", "number", 8),
        Column("超期销号", "number", 8),
        Column("未结（含转后续）", "number", 10),
        Column("平均办理工作日", "number", 10),
        Column("其中扣除等待", "number", 10),
        Column("反馈及时率", "number", 10),
        Column("督办次数", "number", 8),
        Column("销号率", "number", 10),
    )
    notes = (
        "注：名次按销号率排列，相同的并列。平均办理工作日：从交办到申请销号（以获准的一次为准），“其中扣除等待”为扣除等待业主"
        "和上级的时间。",
        f"反馈及时率＝不超过{a.campaign.settings.clocks.feedback}个工作日的反馈间隔÷反馈间隔；等待业主、中介或上级的时间不计，"
        "逾期未反馈的计为不及时。",
    )
    whole = ("", "合计", *_work(a.counted.all, slips.total()))
    return Table("T3", "各责任单位办理情况", columns, (*rows, whole), total=True, notes=notes)


def _work(line: Tally, slips: int) -> tuple[Cell, ...]:
    return (
        line.registered,
        line.on_time,
        line.overdue,
        line.unfinished,
        _or_dash(line.days),
        _or_dash(line.own_days),
        percent(line.timely_rate),
        slips,
        percent(line.rate),
    )


def _places(rates: Sequence[float | None]) -> list[int]:
    """Equal rates share a place."""
    return [rates.index(rate) + 1 for rate in rates]


def _superior_table(a: Account) -> Table:
    lines = {name or "未明确": line for name, line in a.counted.by_superior.items()}
    rows: list[tuple[Cell, ...]] = [
        (name, line.escalated, line.answered, line.replied, line.escalated - line.answered)
        for name, line in [*lines.items(), ("合计", a.counted.all)]
    ]
    columns = (
        Column("上级部门", "text", 34),
        Column("上报", "number", 10),
        Column("已批复", "number", 10),
        Column("其中已销号", "number", 12),
        Column("待批复", "number", 10),
    )
    none = "没有需市级以上部门协调解决的问题。"
    shown = tuple(rows) if lines else ()
    return Table("T4", "需市级以上部门协调解决问题情况", columns, shown, total=True, none=none)


def _project_table(a: Account) -> Table:
    columns = (
        Column("项目名称", "text", 26),
        Column("级别", "center", 7),
        Column("编号", "center", 17),
        Column("解决的问题", "text", 38),
        Column("办理结果（佐证材料）", "text", 30),
        Column("办结日期", "date", 15),
        Column("通过的节点", "text", 16),
    )
    rows = tuple(_benefit(a, p) for p in a.closed)
    return Table("T5", "重点项目受益情况", columns, rows, none="尚无销号问题。")


def _benefit(a: Account, problem: Problem) -> tuple[Cell, ...]:
    item = view(a.campaign, problem, a.at)
    nodes = joined(node.name for node in passed(a.campaign, problem, a.at))
    gist = excerpt(problem.report.problem, 44)
    return item.project, item.level, item.number, gist, item.evidence, problem.done_on, nodes


def _leftover_table(a: Account) -> Table:
    columns = (
        Column("编号", "center", 23),
        Column("项目名称", "text", 22),
        Column("存在问题（摘要）", "text", 30),
        Column("责任单位", "text", 17),
        Column("未结原因", "text", 26),
        Column("当前等待方", "text", 16),
        Column("下一步措施", "text", 24),
        Column("时间要求", "date", 20),
    )
    rows = tuple(_leftover(a, p) for p in a.left)
    return Table("T6", "后续跟踪推进问题清单", columns, rows, none="没有未销号的问题。")


def _leftover(a: Account, problem: Problem) -> tuple[Cell, ...]:
    item = view(a.campaign, problem, a.at)
    return (
        item.number,
        item.project,
        excerpt(problem.report.problem, 40),
        item.unit,
        _reason(a, problem),
        holder(a.campaign, problem),
        item.next_step,
        problem.next_date,
    )


_WAITS = {"业主": "等待业主补充材料", "中介": "等待中介机构编制、评审"}


def _reason(a: Account, problem: Problem) -> str:
    """Why it is left: who is waited for, and what the unit said last."""
    if problem in a.pending_above:
        why = f"待{problem.superior or '上级部门'}批复"
    elif problem in a.for_the_county:
        why = "待县级协调"
    else:
        why = _WAITS.get(problem.waiting_on or "", "")
    return "；".join(filter(None, (why, excerpt(problem.progress or "", 30)))) or "正在办理"


def _reconciliation_table(a: Account) -> Table:
    t, whole = a.counted.totals, a.counted.all
    rows: tuple[tuple[Cell, ...], ...] = (
        ("报送条数", t.rows, "＝登记挂号＋合并＋不予受理＋撤回"),
        ("登记挂号", t.registered, "＝已销号＋转后续跟踪＋未结"),
        ("合并", t.merged, "单列，不计入登记总数"),
        ("不予受理", t.rejected, "单列，不计入登记总数"),
        ("撤回", t.withdrawn, "单列，不计入登记总数"),
        ("已销号", t.closed, "＝按期销号＋超期销号"),
        ("　其中按期销号", whole.on_time, ""),
        ("　其中超期销号", whole.overdue, ""),
        ("转后续跟踪", t.carried, ""),
        ("未结", t.open, ""),
        ("曾上报", t.escalated, "＝已批复＋待批复；另计，与上列各项有重叠"),
        ("　其中已批复", whole.answered, ""),
        ("　其中待批复", t.escalated - whole.answered, ""),
        ("应报单位", a.counted.should_report, "＝按时＋迟报＋漏报"),
        ("对账结果", "平衡" if t.balanced else "不平衡", "；".join(a.counted.breaks)),
    )
    columns = (Column("项目", "text", 22), Column("数量", "number", 10), Column("说明", "text", 50))
    return Table("T9", "对账表", columns, rows)

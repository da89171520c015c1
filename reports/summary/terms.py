"""指标口径: every measure of the final summary with its value, its definition and what it is counted from."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.figures import Tally
from campaign.vocabulary import TIERS
from reports.summary.account import Account
from reports.wording import percent


@dataclass(frozen=True)
class Term:
    """`value` as printed, `parts` the numbers it is made of."""

    name: str
    value: str
    parts: str
    meaning: str


def terms(a: Account) -> tuple[Term, ...]:
    """In the order in which the text tells them (final-summary.md, KPI definitions)."""
    return (*_of_units(a), *_of_numbers(a), *_of_time(a))


def _of_units(a: Account) -> tuple[Term, ...]:
    t, should = a.counted.totals, a.counted.should_report
    returned = f"{t.on_time_units}＋{t.late_units}"
    return (
        Term(
            "报送率", percent(a.counted.reported_share), f"（{returned}）÷{should}", "（按时＋迟报，含零报告）÷应报单位"
        ),
        Term("按时率", percent(a.counted.on_time_share), f"{t.on_time_units}÷{should}", "按时（含零报告）÷应报单位"),
    )


def _of_numbers(a: Account) -> tuple[Term, ...]:
    whole, own = a.counted.all, a.counted.by_tier.get(TIERS[0], Tally())
    nodes = a.counted.nodes
    return (
        _share(
            "销号率",
            whole.rate,
            whole.closed,
            whole.registered,
            "已销号÷登记挂号；合并、不予受理、撤回的不计入登记挂号",
        ),
        _share("部门级销号率", own.rate, own.closed, own.registered, "部门级问题已销号÷核定为部门级的问题"),
        _share("按期销号率", whole.on_time_rate, whole.on_time, whole.closed, "在办理时限当日或之前销号÷已销号"),
        Term("提前办结", f"{whole.early}个", f"{whole.early}", "在办理时限之前销号的问题"),
        _share("上报占比", whole.escalated_share, whole.escalated, whole.registered, "曾上报市级以上部门÷登记挂号"),
        _share("回弹率", whole.rebound, whole.reopened, whole.closed, "销号后恢复办理的问题÷已销号"),
        _share(
            "节点达成率",
            a.counted.node_share,
            len(nodes.done),
            len(nodes.due),
            "节点计划中活动期内到期且已完成的节点÷活动期内到期的节点",
        ),
    )


def _of_time(a: Account) -> tuple[Term, ...]:
    whole, days = a.counted.all, a.campaign.settings.clocks.feedback
    done = f"{whole.closed}个已销号问题"
    return (
        Term(
            "平均办理工作日",
            _days(whole.days),
            done,
            "从交办到申请销号（以获准的一次为准）的工作日，取平均数",
        ),
        Term("平均办理工作日（扣除等待）", _days(whole.own_days), done, "同上，扣除等待业主和等待上级批复的工作日"),
        _share(
            "反馈及时率",
            whole.timely_rate,
            whole.timely,
            whole.intervals,
            f"不超过{days}个工作日的反馈间隔÷反馈间隔；等待业主、中介或上级的时间不计，逾期未反馈的计为不及时",
        ),
    )


def _share(name: str, value: float | None, part: int, whole: int, meaning: str) -> Term:
    return Term(name, percent(value), f"{part}÷{whole}", meaning)


def _days(value: float | None) -> str:
    return "—" if value is None else f"{value}个工作日"

"""Chapters 一 基本情况 and 二 办理结果 of the final summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.figures import Tally
from campaign.vocabulary import TIERS
from reports.paper import Paper
from reports.summary.account import Account
from reports.views import LEVEL_WORDS, unit_name
from reports.wording import cut_off, joined, percent, short_day

#: categories told in the text; the rest are in the table
_MAIN = 4
#: 全县, 全市, 全区 by what the county's name ends with
_KINDS = ("县", "市", "区", "旗")


def situation(paper: Paper, a: Account) -> None:
    """一、基本情况: rows and numbers, projects, units."""
    paper.heading("一、基本情况")
    paper.text(f"{_rows(a)}{_cut_off(a)}{leftovers(a)}。")
    paper.text(f"{_projects(a)}{_units(a)}")
    t = a.counted.totals
    paper.text(
        f"报送的{t.rows}条问题中，登记挂号{t.registered}条，合并{t.merged}条，不予受理{t.rejected}条，撤回{t.withdrawn}条；"
        "后三类均不计入登记总数。"
    )


def _rows(a: Account) -> str:
    info, counted = a.campaign.settings.campaign, a.counted
    levels = joined(f"{LEVEL_WORDS.get(level, '其他')}{n}个" for level, n in counted.projects.items())
    whole = f"全{info.county[-1]}" if info.county.endswith(_KINDS) else ""
    return (
        f"{short_day(info.starts)}至{short_day(info.ends)}，{whole}各要素审批部门、重点项目业主单位共报送审批服务问题"
        f"{counted.totals.rows}条，经去重、核实，登记挂号{counted.totals.registered}个，"
        f"涉及{sum(counted.projects.values())}个重点项目{f'（{levels}）' if levels else ''}。"
    )


def _cut_off(a: Account) -> str:
    counted = a.counted
    return (
        f"截至{cut_off(a.campaign.calendar.local(a.at))}，已对号销号{counted.totals.closed}个，"
        f"销号率{percent(counted.all.rate)}；需市级以上部门协调解决并已汇总上报{counted.totals.escalated}个，"
        f"其中已批复销号{counted.all.replied}个；"
    )


def leftovers(a: Account) -> str:
    """What is carried over and what is still open."""
    t = a.counted.totals
    parts = [f"转入后续跟踪推进{t.carried}个"] if t.carried or not t.open else []
    return "，".join([*parts, *([f"尚未办结{t.open}个"] if t.open else [])])


def _projects(a: Account) -> str:
    counted = a.counted
    missed = counted.catalogue - counted.screened
    told = f"，尚有{missed}个未见报送" if missed else ""
    return f"目录内重点项目{counted.catalogue}个，已排查覆盖{counted.screened}个{told}。"


def _units(a: Account) -> str:
    counted, t = a.counted, a.counted.totals
    named = {True: joined(_late(a)), False: joined(_missing(a))}
    late = f"（{named[True]}）" if named[True] else ""
    missing = f"（{named[False]}）" if named[False] else ""
    return (
        f"应报单位{counted.should_report}个，按时报送{t.on_time_units}个，迟报{t.late_units}个{late}，"
        f"未报{t.missing_units}个{missing}，其中实行零报告{t.zero_units}个；"
        f"报送率{percent(counted.reported_share)}，按时率{percent(counted.on_time_share)}。"
    )


def _late(a: Account) -> Iterator[str]:
    late = {r.unit for r in a.returns if r.late}
    return (unit.name for unit in a.campaign.should_report() if unit.code in late)


def _missing(a: Account) -> Iterator[str]:
    known = {r.unit for r in a.returns}
    return (unit.name for unit in a.campaign.should_report() if unit.code not in known)


def results(paper: Paper, a: Account) -> None:
    """二、办理结果: by tier, reported up, by category, by level of project, and how well."""
    counted = a.counted
    paper.heading("二、办理结果")
    paper.lead_in("（一）分层级看。", f"{_told(counted.by_tier)}。")
    paper.lead_in("（二）汇总上报看。", _reported_up(a))
    most = sorted(counted.by_category.items(), key=lambda item: -item[1].registered)
    rest = f"；其余{len(most[_MAIN:])}类见表2" if most[_MAIN:] else ""
    paper.lead_in("（三）分类别看。", f"{_told(dict(most[:_MAIN]))}{rest}。")
    levels = {LEVEL_WORDS.get(level, "其他"): line for level, line in counted.by_level.items()}
    paper.lead_in("（四）分项目级别看。", f"{_told(levels)}。")
    paper.lead_in("（五）办理质效。", _quality(a))


def _told(lines: Mapping[str, Tally]) -> str:
    told = (
        f"{name or '未明确'}挂号{t.registered}个、销号{t.closed}个（销号率{percent(t.rate)}）"
        for name, t in lines.items()
    )
    return "；".join(told) or "没有登记挂号的问题"


def _reported_up(a: Account) -> str:
    whole = a.counted.all
    if not whole.escalated:
        return "没有需市级以上部门协调解决的问题。"
    tiers = joined(f"{tier}{t.escalated}个" for tier, t in a.counted.by_tier.items() if t.escalated)
    bodies = joined(f"{name or '未明确'}{t.escalated}个" for name, t in a.counted.by_superior.items())
    return (
        f"曾上报市级以上部门{whole.escalated}个，占登记总数的{percent(whole.escalated_share)}。按层级分，{tiers}；"
        f"按部门分，{bodies}。已批复{whole.answered}个，其中已销号{whole.replied}个；"
        f"待批复{whole.escalated - whole.answered}个。"
    )


def _quality(a: Account) -> str:
    whole, department = a.counted.all, a.counted.by_tier.get(TIERS[0], Tally())
    parts = [
        f"部门级问题销号率{percent(department.rate)}",
        f"已销号问题中按期销号{whole.on_time}个（按期销号率{percent(whole.on_time_rate)}），其中提前办结{whole.early}个，"
        f"超期销号{whole.overdue}个",
        *_days(whole),
        *([f"反馈及时率{percent(whole.timely_rate)}"] if whole.intervals else []),
        f"恢复办理{whole.reopened}个，回弹率{percent(whole.rebound)}",
    ]
    return "；".join(parts) + "。"


def _days(whole: Tally) -> Iterator[str]:
    if whole.days is not None:
        own = f"，扣除等待业主和上级的时间后为{whole.own_days}个工作日" if whole.intervals else ""
        yield f"从交办到申请销号平均{whole.days}个工作日{own}"


def unit_words(a: Account, code: str) -> str:
    """A unit's name; what has none is said to have none."""
    return unit_name(a.campaign, code) or "未明确责任单位"

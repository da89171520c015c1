"""数字明细: the numbers, units and rows behind every figure of the final summary's text and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from campaign.courses import Interval, is_timely
from campaign.figures import project_level
from campaign.measures import is_answered, is_carried, is_closed, is_early, is_left, is_on_time
from campaign.milestones import passed
from campaign.problem import Problem, State
from reports.figure import Figure
from reports.summary.account import Account
from reports.views import LEVEL_WORDS, unit_name
from reports.workbooks.book import Cell, Column

DURATIONS = (
    Column("编号", "center", 15),
    Column("问题类别", "center", 18),
    Column("责任单位", "text", 30),
    Column("交办日期", "date", 14),
    Column("申请销号日期", "date", 14),
    Column("办理工作日", "number", 12),
    Column("其中扣除等待", "number", 14),
    Column("办理时限", "date", 14),
    Column("销号日期", "date", 14),
)
INTERVALS = (
    Column("编号", "center", 15),
    Column("责任单位", "text", 30),
    Column("起算日期", "date", 14),
    Column("反馈日期", "date", 14),
    Column("工作日", "number", 10),
    Column("是否及时", "center", 18),
)


def detail(a: Account) -> tuple[Figure, ...]:
    """Every count: of rows, of units, of projects, and of numbers as a whole and group by group."""
    return (*_rows(a), *_units(a), *_projects(a), *_numbers(a))


def _rows(a: Account) -> Iterator[Figure]:
    yield Figure("报送条数", tuple(map(_row, a.entries)))
    for label, state in (("合并", State.MERGED), ("不予受理", State.REJECTED), ("撤回", State.WITHDRAWN)):
        yield Figure(f"报送条数·{label}", tuple(_row(p) for p in a.entries if p.state is state))


def _row(problem: Problem) -> str:
    """A row by its number, or by the sheet and row it came from."""
    if problem.number:
        return problem.number
    source = problem.sources[0] if problem.sources else None
    where = f"{source.attachment}第{source.row}行" if source else f"第{problem.entry}条"
    return f"{where}（并入{problem.merged_into}）" if problem.merged_into else where


def _units(a: Account) -> Iterator[Figure]:
    returned = {r.unit: r for r in a.returns}
    should = a.campaign.should_report()
    known = [(unit.name, returned.get(unit.code)) for unit in should]
    yield Figure("应报单位", tuple(name for name, _ in known))
    yield Figure("按时报送单位", tuple(name for name, r in known if r and not r.late))
    yield Figure("迟报单位", tuple(name for name, r in known if r and r.late))
    yield Figure("零报告单位", tuple(name for name, r in known if r and r.zero))
    yield Figure("未报单位", tuple(name for name, r in known if r is None))


def _projects(a: Account) -> Iterator[Figure]:
    concerned = {p.project_code: project_level(a.campaign, p) for p in a.known}
    yield Figure("涉及项目", tuple(code or "目录外" for code in concerned))
    for level, word in LEVEL_WORDS.items():
        yield Figure(f"涉及项目·{word}", tuple(code or "" for code, own in concerned.items() if own == level))
    nodes = a.counted.nodes
    for label, found in (("到期节点", nodes.due), ("已完成节点", nodes.done)):
        yield Figure(label, tuple(f"{node.project_code}{node.name}" for node in found))
    solved = [(p, passed(a.campaign, p, a.at)) for p in a.closed]
    yield Figure("随销号通过节点", tuple(f"{p.number}{n.name}" for p, nodes in solved for n in nodes))


def _numbers(a: Account) -> Iterator[Figure]:
    """Every measure of the whole and of each group that a table or a sentence tells."""
    campaign = a.campaign
    yield from _measured(a, "合计", a.known)
    for head, key in (
        ("类别", lambda p: p.category),
        ("责任单位", lambda p: unit_name(campaign, p.responsible)),
        ("层级", lambda p: p.tier),
        ("项目级别", lambda p: LEVEL_WORDS.get(project_level(campaign, p) or "")),
    ):
        yield from _grouped(a, head, key, a.known)
    yield from _grouped(a, "上级部门", lambda p: p.superior, [p for p in a.known if p.ever_escalated])


def _grouped(
    a: Account, head: str, key: Callable[[Problem], str | None], problems: Iterable[Problem]
) -> Iterator[Figure]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(key(problem) or "未明确", []).append(problem)
    for name, own in groups.items():
        yield from _measured(a, f"{head}·{name}", own)


def _measured(a: Account, head: str, problems: Sequence[Problem]) -> Iterator[Figure]:
    """What counts nothing in a group is left out; of the whole it is told."""
    for label, holds in _measures(a).items():
        found = tuple(p.number or "" for p in problems if holds(p))
        if found or head == "合计":
            yield Figure(f"{head}·{label}", found)


def _measures(a: Account) -> Mapping[str, Callable[[Problem], bool]]:
    above, county = ({p.entry for p in found} for found in (a.pending_above, a.for_the_county))
    owners, between = ({p.entry for p in a.waited(holder)} for holder in ("业主", "中介"))
    return {
        "挂号": lambda p: True,
        "销号": is_closed,
        "按期销号": lambda p: is_on_time(a.campaign, p),
        "超期销号": lambda p: is_closed(p) and not is_on_time(a.campaign, p),
        "提前办结": lambda p: is_early(a.campaign, p),
        "上报": lambda p: p.ever_escalated,
        "已批复": is_answered,
        "已批复销号": lambda p: is_closed(p) and p.ever_escalated,
        "待批复": lambda p: p.entry in above,
        "待县级协调": lambda p: p.entry in county,
        "转后续": is_carried,
        "未结（含转后续）": is_left,
        "恢复办理": lambda p: p.reopened > 0,
        "曾等待业主": lambda p: p.entry in owners,
        "曾等待中介": lambda p: p.entry in between,
    }


def durations(a: Account) -> list[list[Cell]]:
    """What the mean and median of working days are counted from, number by number."""
    local, between = a.campaign.calendar.local, a.campaign.calendar.working_days_since
    rows: list[list[Cell]] = []
    for p in a.closed:
        since, until = p.assigned_at, p.close_requested_at
        if since and until:
            own = a.course(p).days(a.campaign, since, until)
            unit, ended = unit_name(a.campaign, p.responsible), local(p.ended_at).date() if p.ended_at else None
            days = (local(since).date(), local(until).date(), between(since, until), own)
            rows.append([p.number, p.category, unit, *days, p.due, ended])
    return rows


def intervals(a: Account) -> list[list[Cell]]:
    """What 反馈及时率 is counted from, interval by interval."""
    day = a.campaign.calendar.local
    return [
        [
            problem.number,
            unit_name(a.campaign, one.unit),
            day(one.since).date(),
            day(one.until).date() if one.answered else None,
            a.campaign.calendar.working_days_since(one.since, one.until),
            _judged(a, one),
        ]
        for problem in a.known
        for one in a.course(problem).intervals
    ]


def _judged(a: Account, interval: Interval) -> str:
    if not interval.answered:
        return "逾期未反馈"
    return "及时" if is_timely(a.campaign, interval) else "不及时"

"""Where phase 2 ends: what a holiday rolled on, what is left two days before, what stays unfinished (D31, T22)."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS


def c2_5(s: Situation) -> CheckResult:
    """C2-5 after a holiday: what became due on the days off since the last working day rolls to today (A13)."""
    calendar = s.campaign.calendar
    before = calendar.last_working_day(s.today - timedelta(days=1))
    rolled = [p for p in s.counted if p.is_open and not _answered(p) and _rolled(p, before, s)]
    if not rolled:
        return s.result("C2-5", Verdict.PASS, "节假日期间没有到期的问题")
    until = s.campaign.settings.clocks.rolled_until
    detail = f"节假日期间到期{len(rolled)}个，办理时限顺延至{s.today.month}月{s.today.day}日{until:%H:%M}"
    return s.result("C2-5", Verdict.WARN, detail, responsible(rolled), rolled)


def _rolled(problem: Problem, before: date, s: Situation) -> bool:
    return problem.due is not None and before < problem.due < s.today and not s.campaign.is_past(problem.due, s.now)


def _answered(problem: Problem) -> bool:
    """Met its date by being reported up or by asking to be closed."""
    return problem.state in {State.ESCALATED, State.CLOSE_REQ}


def c2_6(s: Situation) -> CheckResult:
    """C2-6 two days before phase 2 ends: 部门级 not closed, 县级 without a date, 市级+ not reported up (D40)."""
    left = [p for p in s.counted if p.is_open and not _answered(p)]
    department = [p for p in left if p.tier == TIERS[0]]
    county = [p for p in left if p.tier == TIERS[1] and not has_date(p, s.today)]
    above = [p for p in left if p.tier in TIERS[2:] and p.superior_reply is None]
    named = (
        (f"部门级未销号{len(department)}个", department),
        (f"县级未定协调时间{len(county)}个", county),
        (
            f"市级及以上未上报{len(above)}个（其中已列入清单待两家确认{sum(p.batch is not None for p in above)}个）",
            above,
        ),
    )
    remarks = [text for text, found in named if found]
    if not remarks:
        return s.result("C2-6", Verdict.PASS, "部门级均已销号或申请销号，县级均已定协调时间，市级及以上均已上报")
    found = [*department, *county, *above]
    names = "、".join(s.campaign.directory[code].name for code in responsible(found))
    detail = "；".join((*remarks, f"涉及{names}")) if names else "；".join(remarks)
    return s.result("C2-6", Verdict.WARN, detail, responsible(found), found)


def g2(s: Situation) -> CheckResult:
    """G2 phase gate 2: each number closed, under review, reported up, at county level with a date, or extended."""
    late = [p for p in s.counted if not _in_order(p, s)]
    if not late:
        return s.result("G2", Verdict.PASS, "全部问题均已销号、上报、提级或按批准的期限办理")
    overdue = [p for p in late if p.due and s.campaign.is_past(p.due, s.now)]
    detail = f"未按期办结{len(late)}个，其中已超过办理时限{len(overdue)}个"
    return s.result("G2", Verdict.WARN, detail, responsible(late), late)


_IN_ORDER = frozenset({State.CLOSED, State.CLOSE_REQ, State.ESCALATED, State.CARRIED})


def _in_order(problem: Problem, s: Situation) -> bool:
    if problem.state is State.COUNTY:
        return has_date(problem, s.today)
    extended = problem.due_changes > 0 and problem.due is not None and not s.campaign.is_past(problem.due, s.now)
    return problem.state in _IN_ORDER or (problem.state is State.IN_PROGRESS and extended)


def has_date(problem: Problem, today: date) -> bool:
    """Whether a day is set on which it goes on, of the county's meeting or a next step, or the meeting was held."""
    if problem.meeting_on and problem.conferred_on and problem.conferred_on >= problem.meeting_on:
        return True
    return any(day is not None and day >= today for day in (problem.next_date, problem.meeting_on))


def responsible(problems: list[Problem]) -> tuple[str, ...]:
    """The responsible units, each once."""
    return tuple(dict.fromkeys(p.responsible for p in problems if p.responsible))

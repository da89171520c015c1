"""Phase 2 协调解决: does work move, and what ends the phase unfinished (D31-D44)."""

from __future__ import annotations

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation, percent
from campaign.lights import Light, light
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS


def c2_2(s: Situation) -> CheckResult:
    """C2-2 freshness and due dates of every open number, each working day (D36, lifecycle.md lights)."""
    lights = [(p, light(p, s.now, s.campaign)) for p in s.counted]
    red = [p for p, colour in lights if colour is Light.RED]
    yellow = [p for p, colour in lights if colour is Light.YELLOW]
    verdict = Verdict.FAIL if red else Verdict.WARN if yellow else Verdict.PASS
    units = tuple(dict.fromkeys(p.responsible for p in (*red, *yellow) if p.responsible))
    return s.result("C2-2", verdict, f"红灯{len(red)}个，黄灯{len(yellow)}个", units, [*red, *yellow])


def c2_4(s: Situation) -> CheckResult:
    """C2-4 midpoint: 部门级 closed or close-requested, batch 1 reported up, first feedback on everything."""
    department = [p for p in s.counted if p.tier == TIERS[0]]
    done = [p for p in department if p.state in {State.CLOSED, State.CLOSE_REQ}]
    rate = len(done) / len(department) if department else 1.0
    silent = [p for p in s.counted if p.assigned_at and p.is_open and p.feedback_at is None]
    remarks = [f"部门级问题{len(department)}个，已销号或申请销号{len(done)}个（{percent(rate)}）"]
    if silent:
        remarks.append(f"交办后尚无反馈{len(silent)}个")
    unsent = not any(p.ever_escalated for p in s.counted) and any(p.state is State.PROPOSED for p in s.counted)
    if unsent:
        remarks.append("第1批上报清单尚未确认上报")
    low = rate < s.campaign.settings.thresholds.midpoint_rate
    verdict = Verdict.FAIL if low else Verdict.WARN if silent or unsent else Verdict.PASS
    units = tuple(dict.fromkeys(p.responsible for p in silent if p.responsible))
    return s.result("C2-4", verdict, "；".join(remarks), units, silent)


def g2(s: Situation) -> CheckResult:
    """G2 phase gate 2: each number closed, under review, reported up, at county level, or extended by approval."""
    late = [p for p in s.counted if not _in_order(p, s)]
    if not late:
        return s.result("G2", Verdict.PASS, "全部问题均已销号、上报、提级或按批准的期限办理")
    units = tuple(dict.fromkeys(p.responsible for p in late if p.responsible))
    overdue = [p for p in late if p.due and s.campaign.calendar.local(s.now).date() > p.due]
    detail = f"未按期办结{len(late)}个，其中已超过办理时限{len(overdue)}个"
    return s.result("G2", Verdict.WARN, detail, units, late)


_IN_ORDER = frozenset({State.CLOSED, State.CLOSE_REQ, State.ESCALATED, State.COUNTY, State.CARRIED})


def _in_order(problem: Problem, s: Situation) -> bool:
    if problem.state in _IN_ORDER:
        return True
    today = s.campaign.calendar.local(s.now).date()
    extended = problem.due_changes > 0 and problem.due is not None and today <= problem.due
    return problem.state is State.IN_PROGRESS and extended

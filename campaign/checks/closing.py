"""Phase 3 扫尾总结: strike off, reconcile, hand over what is left (D45-D51)."""

from __future__ import annotations

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation
from campaign.figures import figures
from campaign.problem import Problem, State


def c3_1(s: Situation) -> CheckResult:
    """C3-1 扫尾清单: what each unit still has open, and close requests that wait too long for their review (D46)."""
    left = [p for p in s.counted if p.is_open]
    slow = [p for p in left if _review_overdue(p, s)]
    units = (*(p.responsible for p in left if p.responsible), *(p.lead for p in slow if p.lead))
    detail = f"未销号{len(left)}个" + (f"，其中销号申请超过审核时限{len(slow)}个" if slow else "")
    return s.result("C3-1", Verdict.WARN if left else Verdict.PASS, detail, tuple(dict.fromkeys(units)), left)


def _review_overdue(problem: Problem, s: Situation) -> bool:
    if problem.state is not State.CLOSE_REQ or problem.close_requested_at is None:
        return False
    waited = s.campaign.calendar.working_days_since(problem.close_requested_at, s.now)
    return waited > s.campaign.settings.clocks.review


def c3_2(s: Situation) -> CheckResult:
    """C3-2 reconciliation 对账 (D47, D48): the identity of final-summary.md; any break fails and blocks the summary."""
    counted = figures(s.campaign, s.problems, s.returns.values(), s.now)
    t = counted.totals
    identity = (
        f"报送{t.rows}条＝登记{t.registered}＋合并{t.merged}＋不予受理{t.rejected}＋撤回{t.withdrawn}；"
        f"登记{t.registered}＝销号{t.closed}＋转后续{t.carried}＋未结{t.open}"
    )
    if t.balanced:
        return s.result("C3-2", Verdict.PASS, identity)
    return s.result("C3-2", Verdict.FAIL, "；".join((identity, *counted.breaks)))


def g3(s: Situation) -> CheckResult:
    """G3 phase gate 3: no close request unreviewed; each leftover has unit, next step, date and both offices' word."""
    unreviewed = [p for p in s.counted if p.state is State.CLOSE_REQ]
    leftover = [p for p in s.counted if (p.is_open and p.state is not State.CLOSE_REQ) or p.state is State.CARRIED]
    bare = [p for p in leftover if not (p.responsible and p.next_step and p.next_date)]
    unagreed = [p for p in leftover if p.state is not State.CARRIED]
    remarks = [
        f"{text}{len(found)}个"
        for text, found in (
            ("销号申请未审核", unreviewed),
            ("遗留问题缺责任单位、下一步措施或时间", bare),
            ("转后续跟踪尚未经两个办公室确认", unagreed),
        )
        if found
    ]
    if not remarks:
        return s.result("G3", Verdict.PASS, f"转后续跟踪{len(leftover)}个，均已确认")
    named = {p.entry for p in (*unreviewed, *bare, *unagreed)}
    return s.result("G3", Verdict.WARN, "；".join(remarks), problems=[p for p in s.counted if p.entry in named])


def c3_5(s: Situation) -> CheckResult:
    """C3-5 the final summary has been issued (D49)."""
    issued = s.letters.get("M20")
    if issued is None:
        return s.result("C3-5", Verdict.FAIL, "扫尾总结尚未发出")
    return s.result("C3-5", Verdict.PASS, f"扫尾总结已于{s.campaign.calendar.local(issued):%Y-%m-%d %H:%M}发出")

"""Phase 3 扫尾总结: strike off, reconcile, hand over what is left (D45-D51)."""

from __future__ import annotations

from hashlib import sha256
from math import ceil

from campaign.checks.deadlines import responsible
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation, percent
from campaign.figures import figures
from campaign.problem import State
from campaign.reviews import review_overdue


def c3_1(s: Situation) -> CheckResult:
    """C3-1 扫尾清单: what each unit still has open, and close requests that wait too long for their review (D46)."""
    left = [p for p in s.counted if p.is_open]
    slow = [p for p in left if review_overdue(s.campaign, p, s.now)]
    units = (*(p.responsible for p in left if p.responsible), *(p.lead for p in slow if p.lead))
    detail = f"未销号{len(left)}个" + (f"，其中销号申请超过审核时限{len(slow)}个" if slow else "")
    return s.result("C3-1", Verdict.WARN if left else Verdict.PASS, detail, tuple(dict.fromkeys(units)), left)


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


def c3_3(s: Situation) -> CheckResult:
    """C3-3 the last day for close requests to be counted (D47): later ones count if reviewed by `reviews_by`."""
    closing = s.campaign.settings.closing
    asked = [p for p in s.counted if p.state is State.CLOSE_REQ]
    left = [p for p in s.counted if p.is_open and p.state not in {State.CLOSE_REQ, State.ESCALATED}]
    requests, reviews = (f"{day.month}月{day.day}日{day:%H:%M}" for day in (closing.requests_by, closing.reviews_by))
    detail = f"申请销号截至{requests}：待审核{len(asked)}个，尚未申请{len(left)}个"
    if not left:
        return s.result("C3-3", Verdict.PASS, detail)
    detail += f"；此后申请的，须于{reviews}前审核完毕方计入"
    return s.result("C3-3", Verdict.WARN, detail, responsible(left), left)


def c3_4(s: Situation) -> CheckResult:
    """C3-4 random recheck 回头看 (T18): `recheck_share` of what is closed, at least `recheck_min`, to be opened again.

    The numbers are those drawn. The draw depends on campaign, day and numbers alone, so that it can be repeated.
    """
    limits, seed = s.campaign.settings.thresholds, f"{s.campaign.settings.campaign.id} {s.today}"
    closed = [p for p in s.counted if p.state is State.CLOSED]
    size = max(limits.recheck_min, ceil(len(closed) * limits.recheck_share))
    drawn = sorted(closed, key=lambda p: sha256(f"{seed} {p.number}".encode()).digest())[:size]
    drawn.sort(key=lambda p: p.number or "")
    bare = sum(not p.evidence for p in drawn)
    rule = f"{percent(limits.recheck_share)}，不少于{limits.recheck_min}个"
    detail = f"已销号{len(closed)}个，抽取{len(drawn)}个回头看（{rule}）"
    detail += f"；其中{bare}个没有佐证材料记录" if bare else ""
    return s.result("C3-4", Verdict.WARN if bare else Verdict.PASS, detail, responsible(drawn), drawn)


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

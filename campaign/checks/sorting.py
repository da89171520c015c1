"""Phase 1 问题梳理: has everybody reported, is every project covered (calendar-and-checks.md 7.2, D19-D30)."""

from __future__ import annotations

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation, percent
from campaign.figures import number_breaks
from campaign.problem import Problem, State


def _rate(code: str, s: Situation, threshold: float, below: Verdict) -> CheckResult:
    should = len(s.campaign.should_report())
    detail = f"应报{should}个单位，已报{should - len(s.missing)}个，报送率{percent(s.return_rate)}"
    verdict = below if s.return_rate < threshold else Verdict.PASS
    return s.result(code, verdict, detail, tuple(unit.code for unit in s.missing))


def c1_1(s: Situation) -> CheckResult:
    """C1-1 return rate after the second day (D24): below `return_rate_yellow` is a warning."""
    return _rate("C1-1", s, s.campaign.settings.thresholds.return_rate_yellow, Verdict.WARN)


def c1_2(s: Situation) -> CheckResult:
    """C1-2 return rate on the eve of the deadline: below `return_rate_red` fails."""
    return _rate("C1-2", s, s.campaign.settings.thresholds.return_rate_red, Verdict.FAIL)


def c1_3(s: Situation) -> CheckResult:
    """C1-3 project coverage (D11): each catalogue project has a row, or its owner has filed zero."""
    covered = {p.project_code for p in s.problems if p.state is not State.REJECTED}
    zero = {unit for unit, returned in s.returns.items() if returned.zero}
    bare = [p for p in s.campaign.catalogue.projects if p.code not in covered and p.owner not in zero]
    units = tuple(dict.fromkeys(p.owner for p in bare if p.owner))
    total = len(s.campaign.catalogue.projects)
    detail = f"目录内项目{total}个，已排查覆盖{total - len(bare)}个"
    if bare:
        detail += "；未覆盖：" + "、".join(f"{p.code}{p.name}" for p in bare)
    return s.result("C1-3", Verdict.WARN if bare else Verdict.PASS, detail, units)


def c1_6(s: Situation) -> CheckResult:
    """C1-6 final countdown (D26): the missing units by name; fails once the cut-off told to units has come."""
    closed = s.now >= s.campaign.instant(s.campaign.settings.reporting.remind_by)
    if not s.missing:
        return s.result("C1-6", Verdict.PASS, "应报单位已全部报送")
    names = "、".join(unit.name for unit in s.missing)
    verdict = Verdict.FAIL if closed else Verdict.WARN
    return s.result("C1-6", verdict, f"尚有{len(s.missing)}个单位未报送：{names}", tuple(u.code for u in s.missing))


def g1(s: Situation) -> CheckResult:
    """G1 phase gate 1 (D29): all returned, all rows decided, numbers gapless, each number has tier and body.

    Exceptions are named and pass with a warning; a broken row of numbers fails.
    """
    waiting = [p for p in s.problems if p.state in {State.RECEIVED, State.PENDING}]
    unclear = [p for p in s.counted if p.tier is None or not p.report.bodies]
    breaks = tuple(number_breaks(p.number for p in s.problems if p.number))
    remarks = [*_exceptions(s, waiting, unclear), *breaks]
    verdict = Verdict.FAIL if breaks else Verdict.WARN if remarks else Verdict.PASS
    detail = f"登记挂号{len(s.counted)}个" + ("；" + "；".join(remarks) if remarks else "，无例外")
    units = (*(unit.code for unit in s.missing), *(p.reporters[0] for p in waiting))
    return s.result("G1", verdict, detail, tuple(dict.fromkeys(units)), unclear)


def _exceptions(s: Situation, waiting: list[Problem], unclear: list[Problem]) -> list[str]:
    remarks = []
    if s.missing:
        remarks.append("未报送：" + "、".join(unit.name for unit in s.missing))
    if waiting:
        remarks.append(f"待补正或待确认{len(waiting)}条")
    if unclear:
        remarks.append(f"{len(unclear)}个问题尚未明确协调层级或单位")
    return remarks

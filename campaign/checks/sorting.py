"""Phase 1 问题梳理: has everybody reported, is every project covered (calendar-and-checks.md 7.2, D19-D30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from campaign.catalogue import Node
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation, percent
from campaign.coverage import uncovered
from campaign.figures import number_breaks
from campaign.milestones import is_done
from campaign.problem import Problem, State
from campaign.waiting import NOT_LISTED


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
    bare = uncovered(s.campaign, s.problems, s.returns.values())
    units = tuple(dict.fromkeys(p.owner for p in bare if p.owner))
    total = len(s.campaign.catalogue.projects)
    detail = f"目录内项目{total}个，已排查覆盖{total - len(bare)}个"
    if bare:
        detail += "；未覆盖：" + "、".join(f"{p.code}{p.name}" for p in bare)
    return s.result("C1-3", Verdict.WARN if bare else Verdict.PASS, detail, units)


def c1_4(s: Situation) -> CheckResult:
    """C1-4 应报未报 (D23): a node overdue, or due within the campaign, is not done, and no row says why.

    A zero report is no row: where a node of the unit's own project is late, it is what raises the suspicion (A8).
    """
    told = {p.project_code for p in s.problems if p.state not in {State.REJECTED, State.WITHDRAWN}}
    nodes = [node for node in s.campaign.catalogue.nodes if _is_left(node, s) and node.project_code not in told]
    if not nodes:
        return s.result("C1-4", Verdict.PASS, "到期节点均已完成，或已报送问题")
    overdue = sum(node.due is not None and node.due < s.today for node in nodes)
    detail = f"活动期内到期的未完成节点中，{len(nodes)}个未见问题报送，其中已逾期{overdue}个，疑似应报未报："
    return s.result("C1-4", Verdict.WARN, detail + "；".join(_by_project(nodes, s)), _concerned(nodes, s))


def _is_left(node: Node, s: Situation) -> bool:
    """Due by the campaign's end and not done today; what was done later was not done today."""
    return node.due is not None and node.due <= s.campaign.settings.campaign.ends and not is_done(node, s.today)


def _by_project(nodes: Iterable[Node], s: Situation) -> Iterator[str]:
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(node.project_code, []).append(node)
    for code, group in groups.items():
        late = "、".join(f"{node.name}（{_short(node.due)}）" for node in group)
        yield f"{code}{s.campaign.catalogue.by_code[code].name}：{late}"


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _concerned(nodes: Iterable[Node], s: Situation) -> tuple[str, ...]:
    """Owner and responsible department of each node, who might have said why it is late."""
    directory, codes = s.campaign.directory, list[str | None]()
    for node in nodes:
        department = directory.find(node.unit)
        codes += [s.campaign.catalogue.by_code[node.project_code].owner, department.code if department else None]
    return tuple(dict.fromkeys(code for code in codes if code))


def c1_5(s: Situation) -> CheckResult:
    """C1-5 rows that their unit must complete (D12): in phase 1 on the same day, later within the completion clock.

    A row that only waits for the key projects office to say which project it means is not the unit's to mend (A17).
    """
    rows = [p for p in s.problems if p.state is State.PENDING and p.pending != (NOT_LISTED,)]
    if not rows:
        return s.result("C1-5", Verdict.PASS, "没有待补正的报送内容")
    units = tuple(dict.fromkeys(p.reporters[0] for p in rows))
    slow = sum(_completion_overdue(p, s) for p in rows)
    detail = f"待补正{len(rows)}条，涉及{len(units)}个单位"
    return s.result("C1-5", Verdict.WARN, detail + (f"，其中超过补正时限{slow}条" if slow else ""), units)


def _completion_overdue(problem: Problem, s: Situation) -> bool:
    if problem.received_at is None:
        return False
    in_phase_1 = s.campaign.phase_of(s.today) == s.campaign.settings.phases[0]
    allowed = 0 if in_phase_1 else s.campaign.settings.clocks.completion
    return s.campaign.calendar.working_days_since(problem.received_at, s.now) > allowed


def c1_6(s: Situation) -> CheckResult:
    """C1-6 final countdown (D26): the missing units by name; fails once the cut-off told to units has come."""
    closed = s.now >= s.campaign.instant(s.campaign.settings.reporting.remind_by)
    if not s.missing:
        return s.result("C1-6", Verdict.PASS, "应报单位已全部报送")
    names = "、".join(unit.name for unit in s.missing)
    verdict = Verdict.FAIL if closed else Verdict.WARN
    return s.result("C1-6", verdict, f"尚有{len(s.missing)}个单位未报送：{names}", tuple(u.code for u in s.missing))


def g1(s: Situation) -> CheckResult:
    """G1 phase gate 1 (D29): all returned, rows and duplicates decided, numbers gapless, each with tier and body.

    Exceptions are named and pass with a warning; a broken row of numbers fails.
    """
    waiting = [p for p in s.problems if p.state in {State.RECEIVED, State.PENDING}]
    unclear = [p for p in s.counted if p.tier is None or not p.report.bodies]
    breaks = tuple(number_breaks(p.number for p in s.problems if p.number))
    undecided = sum(q.decision is None for p in s.counted if p.is_open for q in p.proposals)
    remarks = [*_exceptions(s, waiting, unclear, undecided), *breaks]
    verdict = Verdict.FAIL if breaks else Verdict.WARN if remarks else Verdict.PASS
    detail = f"登记挂号{len(s.counted)}个" + ("；" + "；".join(remarks) if remarks else "，无例外")
    units = (*(unit.code for unit in s.missing), *(p.reporters[0] for p in waiting))
    return s.result("G1", verdict, detail, tuple(dict.fromkeys(units)), unclear)


def _exceptions(s: Situation, waiting: list[Problem], unclear: list[Problem], undecided: int) -> list[str]:
    remarks = []
    if s.missing:
        remarks.append("未报送：" + "、".join(unit.name for unit in s.missing))
    if waiting:
        remarks.append(f"待补正或待确认{len(waiting)}条")
    if undecided:
        remarks.append(f"疑似重复尚未确认{undecided}组")
    if unclear:
        remarks.append(f"{len(unclear)}个问题尚未明确协调层级或单位")
    return remarks

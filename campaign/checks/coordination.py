"""Phase 2 协调解决: is everything handed off, does work move, is what goes up complete (D31-D44)."""

from __future__ import annotations

from datetime import timedelta

from campaign.affairs import Sort
from campaign.checks.deadlines import responsible
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation, percent
from campaign.ledger_batches import covered, grown_since, ledger_batches, waiting
from campaign.lights import Light, light
from campaign.pack import lacking
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS

_WEEK = timedelta(days=7)


def c2_1(s: Situation) -> CheckResult:
    """C2-1 handoffs (D34, T6-T8): each number of an earlier day is sent, and accepted or refused with a reason.

    What is unanswered for longer than the acceptance clock is deemed accepted, and listed.
    """
    unsent = [p for p in s.counted if _unsent(p, s)]
    waiting = [p for p in s.counted if p.state is State.ASSIGNED]
    silent = [p for p in waiting if _silent(p, s)]
    refused = [p for p in s.counted if p.state is State.REGISTERED and p.refused_by]
    named = (
        ("尚未交办", unsent),
        ("交办后尚未答复", waiting),
        ("其中逾期未提出异议视为接受", silent),
        ("责任单位退回待改派", refused),
    )
    remarks = [f"{text}{len(found)}个" for text, found in named if found]
    verdict = Verdict.WARN if unsent or waiting else Verdict.PASS
    detail = "；".join(remarks) or "交办单均已发出并接受"
    return s.result("C2-1", verdict, detail, responsible(waiting), [*unsent, *waiting])


def _unsent(problem: Problem, s: Situation) -> bool:
    if problem.state is not State.REGISTERED or problem.refused_by or problem.registered_at is None:
        return False
    return s.campaign.calendar.local(problem.registered_at).date() < s.today


def _silent(problem: Problem, s: Situation) -> bool:
    if problem.assigned_at is None:
        return False
    return s.campaign.calendar.working_days_since(problem.assigned_at, s.now) > s.campaign.settings.clocks.acceptance


def c2_2(s: Situation) -> CheckResult:
    """C2-2 freshness and due dates of every open number, each working day (D36, lifecycle.md lights)."""
    lights = [(p, light(p, s.now, s.campaign)) for p in s.counted]
    red = [p for p, colour in lights if colour is Light.RED]
    yellow = [p for p, colour in lights if colour is Light.YELLOW]
    verdict = Verdict.FAIL if red else Verdict.WARN if yellow else Verdict.PASS
    units = tuple(dict.fromkeys(p.responsible for p in (*red, *yellow) if p.responsible))
    return s.result("C2-2", verdict, f"红灯{len(red)}个，黄灯{len(yellow)}个", units, [*red, *yellow])


def c2_3(s: Situation) -> CheckResult:
    """C2-3 escalation packs (D39, T11): whatever is of 市级 or above has its four parts and the body it goes to."""
    above = [p for p in s.counted if p.is_open and p.tier in TIERS[2:] and p.state is not State.CLOSE_REQ]
    lacks = {p.entry: lacking(p, p.opinion, p.next_step, _superior(p, s)) for p in above}
    bare = [p for p in above if lacks[p.entry]]
    detail = f"市级及以上问题{len(above)}个，上报材料不齐{len(bare)}个"
    if bare:
        detail += "：" + "；".join(f"{p.number}缺{'、'.join(lacks[p.entry])}" for p in bare)
    return s.result("C2-3", Verdict.WARN if bare else Verdict.PASS, detail, responsible(bare), bare)


def _superior(problem: Problem, s: Situation) -> str | None:
    named = s.campaign.superiors("、".join(problem.report.bodies))
    return problem.superior or (named[0].name if named else None)


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


def c2_7(s: Situation) -> CheckResult:
    """C2-7 ledger expansion (A6, D61-D63): within the last week a batch of projects has come under the ledger.

    A batch of the catalogue counts by its day; one without a day is no evidence of this week's.
    """
    projects, calendar = s.campaign.catalogue.projects, s.campaign.calendar
    batches = ledger_batches(s.campaign.catalogue, s.affairs, calendar, s.now)
    known = len(covered(batches))
    grown = set(grown_since(s.affairs, batches, s.now - _WEEK, s.today - _WEEK + timedelta(days=1)))
    detail = f"纳入台账管理的项目{known}个，占目录内项目{len(projects)}个的{percent(known / len(projects))}"
    if grown:
        return s.result("C2-7", Verdict.PASS, f"{detail}；本周新纳入{len(grown)}个")
    asked = [affair.key for affair in s.affairs.of(Sort.BATCH) if waiting(affair)]
    why = "、".join(f"第{n}批名单待确认" for n in asked) or "本周尚未筛选新一批项目"
    return s.result("C2-7", Verdict.WARN, f"{detail}；{why}", s.campaign.settings.offices.coordinators[::-1])

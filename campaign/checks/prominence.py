"""突出问题单位 (A8, D68, D70, D72): which units have a reason (a) to (e), recomputed every working day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from campaign.campaign import Campaign
from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Situation
from campaign.directory import Unit
from campaign.lights import Light, light, overdue_days, waiting_days
from campaign.problem import Problem
from campaign.standing import Cause, Reason, Standing
from campaign.supervision import slips
from campaign.vocabulary import WaitingOn


def a8(s: Situation) -> CheckResult:
    """A8: the candidates for inspection and circular of the day; a human decides."""
    found = standings(s)
    numbers = {number for one in found for number in one.numbers}
    told = "；".join(f"{s.campaign.directory[one.unit].name}（{one.headline}）" for one in found)
    detail = f"突出问题单位{len(found)}个{f'：{told}' if told else ''}"
    named = [p for p in s.problems if p.number in numbers]
    return s.result("A8", Verdict.WARN if found else Verdict.PASS, detail, tuple(one.unit for one in found), named)


def standings(s: Situation) -> tuple[Standing, ...]:
    """Every unit with a reason, the highest score first, then in directory order; the offices never (D70)."""
    offices = s.campaign.settings.offices.all
    found = (_standing(s, unit) for unit in s.campaign.directory.units if unit.code not in offices)
    return tuple(sorted((one for one in found if one.causes), key=lambda one: -one.score))


def _standing(s: Situation, unit: Unit) -> Standing:
    causes = tuple(cause for rule in _RULES for cause in rule(s, unit))
    points = s.campaign.settings.inspection.points
    return Standing(unit.code, sum(getattr(points, cause.reason.name.lower()) for cause in causes), causes)


def _late(s: Situation, unit: Unit) -> Iterator[Cause]:
    """(a) missed the phase-1 deadline by more than so many working days, with no zero report."""
    deadline, limit = s.campaign.settings.reporting.remind_by.date(), s.campaign.settings.inspection.late_days
    sent = s.returns.get(unit.code)
    if unit not in s.campaign.should_report() or (sent and sent.zero):
        return
    day = s.campaign.calendar.local(sent.at).date() if sent else s.today
    days = s.campaign.calendar.working_days_between(deadline, day)
    if days > limit:
        yield Cause(Reason.LATE, f"问题汇总表逾期{days}个工作日{'报送' if sent else '仍未报送'}")


def _red(s: Situation, unit: Unit) -> Iterator[Cause]:
    """(b) so many red numbers, or so great a share of what is open with it, and then at least so many."""
    limits = s.campaign.settings.inspection
    held = [p for p in s.counted if p.is_open and lies_with(p, unit.code, s.campaign)]
    red = [p for p in held if is_red_for(p, unit.code, s.now, s.campaign)]
    many = len(red) >= limits.red_items
    if many or (len(red) >= limits.red_least and len(red) >= limits.red_share * len(held)):
        yield Cause(Reason.RED, f"在办问题{len(held)}个，其中红灯{len(red)}个", _numbers(red))


def _unanswered(s: Situation, unit: Unit) -> Iterator[Cause]:
    """(c) a 督办 not answered within its limit."""
    late = [one for one in slips(s.affairs) if one.unit == unit.code and one.lapsed(s.now)]
    if late:
        named = "、".join(f"第{one.n}号" for one in late)
        still = "，至今未反馈" if any(one.is_overdue(s.now) for one in late) else ""
        yield Cause(
            Reason.SUPERVISION, f"督办{named}未在时限内反馈{still}", _unique(n for one in late for n in one.numbers)
        )


def _refused(s: Situation, unit: Unit) -> Iterator[Cause]:
    """(d) so many of its requests to close refused, for evidence that is false or missing."""
    refused = [(p, p.refused_applicants.count(unit.code)) for p in s.counted]
    times = sum(n for _, n in refused)
    if times >= s.campaign.settings.inspection.refusals:
        words = f"销号申请经审核被退回{times}次"
        yield Cause(Reason.EVIDENCE, words, _numbers(p for p, n in refused if n))


def _zero(s: Situation, unit: Unit) -> Iterator[Cause]:
    """(e) a zero report that was wrong: others have reported problems of its own projects since."""
    sent = s.returns.get(unit.code)
    if sent is None or not sent.zero:
        return
    found = [
        p
        for p in s.counted
        if owner_of(p, s.campaign) == unit.code
        and unit.code not in p.reporters
        and p.registered_at is not None
        and p.registered_at > sent.at
    ]
    if found:
        day = s.campaign.calendar.local(sent.at)
        words = f"{day.month}月{day.day}日零报告，此后查有所属项目问题{len(found)}个"
        yield Cause(Reason.ZERO, words, _numbers(found))


_RULES: tuple[Callable[[Situation, Unit], Iterator[Cause]], ...] = (_late, _red, _unanswered, _refused, _zero)


def owner_of(problem: Problem, campaign: Campaign) -> str | None:
    """Unit code of the project's owner."""
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    return project.owner if project else None


def lies_with(problem: Problem, unit: str, campaign: Campaign) -> bool:
    """Whether a number is the unit's to move: as responsible unit, or as owner while the owner is waited for (D44)."""
    waited_for = problem.waiting_on == WaitingOn.OWNER.value and owner_of(problem, campaign) == unit
    return waited_for or problem.responsible == unit


def is_red_for(problem: Problem, unit: str, now: datetime, campaign: Campaign) -> bool:
    """A department's red light; for the owner who is waited for, the same limits on the owner's own clock."""
    if problem.responsible == unit and light(problem, now, campaign) is Light.RED:
        return True
    if problem.waiting_on != WaitingOn.OWNER.value or owner_of(problem, campaign) != unit:
        return False
    silent = waiting_days(problem, now, campaign) >= campaign.settings.lights.red_after
    return silent or overdue_days(problem, now, campaign) > 0


def _numbers(problems: Iterable[Problem]) -> tuple[str, ...]:
    return _unique(p.number or "" for p in problems)


def _unique(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))

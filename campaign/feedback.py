"""Feedback on handed-off numbers by the returned F2 sheet (forms.md 5.3; T7-T9, T11, T15)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from campaign.acts import Actor, Refused
from campaign.events import Kind
from campaign.outcomes import RowResult
from campaign.problem import Problem, State
from campaign.vocabulary import Status

#: 惠国土资〔2018〕12号: an issued document that the lead office can verify
DOCUMENT_NUMBER = re.compile(r"[〔\[（(【]\s*20\d{2}\s*[〕\]）)】]\s*\d+\s*号|证?书?编?号[:：]?\s*\w{4,}")
#: proves that an application was taken in, not that it was granted (forms.md: not sufficient)
_MERE_RECEIPT = re.compile(r"受理(?:通知书|单|回执|凭证)")


@dataclass(frozen=True)
class Feedback:
    """One row of F2 as read. `attached`: evidence files came with the mail."""

    number: str
    status: Status | None
    progress: str | None = None
    waiting_on: str | None = None
    reason_next: str | None = None
    eta: date | None = None
    done_on: date | None = None
    evidence: str | None = None
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What the receipt says about the row."""

    result: RowResult
    notes: tuple[str, ...] = field(default=())


def take_feedback(actor: Actor, row: Feedback) -> Told:
    """Carry out one row; a row that may not be carried out changes nothing and says why."""
    problem = actor.ledger.numbered(row.number)
    if problem is None:
        return Told(RowResult.REFUSED, (f"总台账中没有编号{row.number}，请核对",))
    if row.status is None:
        return Told(RowResult.REFUSED, ("请填写办理状态",))
    try:
        return _STEPS[row.status](actor, problem, row)
    except Refused as refused:
        return Told(RowResult.REFUSED, (refused.reason,))


def _accept(actor: Actor, problem: Problem) -> Problem:
    """The responsible unit's first feedback accepts the handoff (T8); the owner's does not."""
    accepts = problem.state is State.ASSIGNED and actor.unit == problem.responsible
    return actor.act(problem, Kind.ACCEPTED) if accepts else problem


def _progress(actor: Actor, problem: Problem, row: Feedback, waiting_on: str | None, request: str | None) -> Told:
    actor.check(problem, Kind.PROGRESSED)
    problem = _accept(actor, problem)
    actor.record(
        problem,
        Kind.PROGRESSED,
        progress=row.progress,
        waiting_on=waiting_on,
        next_step=row.reason_next,
        eta=row.eta.isoformat() if row.eta else None,
        request=request,
    )
    return Told(RowResult.PROGRESS, _wanting(row))


def _wanting(row: Feedback) -> tuple[str, ...]:
    """Columns the form demands and the row lacks; told, not refused: the progress itself is information."""
    notes = []
    if not row.progress:
        notes.append("请补充“进展情况”")
    if row.status is Status.WORKING and not row.waiting_on:
        notes.append("请补充“当前等待方”")
    if row.status is Status.WORKING and row.eta is None:
        notes.append("请补充“预计办结日期”")
    return tuple(notes)


def _in_progress(actor: Actor, problem: Problem, row: Feedback) -> Told:
    return _progress(actor, problem, row, row.waiting_on, None)


def _wait_for_owner(actor: Actor, problem: Problem, row: Feedback) -> Told:
    return _progress(actor, problem, row, "业主", None)


def _ask_extension(actor: Actor, problem: Problem, row: Feedback) -> Told:
    if row.eta is None or not row.reason_next:
        return Told(RowResult.REFUSED, ("申请延期请填写“预计办结日期”和“未办结原因及下一步措施”",))
    return _progress(actor, problem, row, row.waiting_on, f"延期至{row.eta.isoformat()}")


def _ask_higher(actor: Actor, problem: Problem, row: Feedback) -> Told:
    """需提级协调: to the county tier on request (T10), or on the list to be reported up (T11)."""
    told = (row.progress, row.reason_next, *problem.report.bodies, problem.report.ask)
    superior = next((named[0] for text in told if text and (named := actor.campaign.superiors(text))), None)
    if superior is None:
        return _progress(actor, problem, row, "县级", "提级")
    if actor.unit not in {problem.responsible, problem.lead}:
        raise Refused("需提级协调应由责任单位提出")
    problem = _accept(actor, problem)
    actor.act(problem, Kind.PROPOSED, superior=superior.name, tier=superior.tier, progress=row.progress)
    return Told(RowResult.PROGRESS, (f"已列入拟上报清单（{superior.name}），待两单位确认",))


def _hand_back(actor: Actor, problem: Problem, row: Feedback) -> Told:
    reason = row.reason_next or row.progress
    if not reason:
        return Told(RowResult.REFUSED, ("认为非本部门职责的，请说明理由",))
    if actor.unit in problem.refused_by:
        return Told(RowResult.REFUSED, ("同一问题只能退回一次，请按要求办理",))
    if _refusal_clock_ran_out(actor, problem):
        return Told(RowResult.REFUSED, ("已超过退回时限，视为接受，请按要求办理",))
    actor.act(problem, Kind.HANDED_BACK, note=reason)
    return Told(RowResult.PROGRESS, ("已转牵头单位研究改派",))


def _refusal_clock_ran_out(actor: Actor, problem: Problem) -> bool:
    """More than the refusal clock's working days since the handoff (T7)."""
    if problem.assigned_at is None:
        return False
    gone = actor.campaign.calendar.working_days_since(problem.assigned_at, actor.at)
    return gone > actor.campaign.settings.clocks.refusal


def _request_close(actor: Actor, problem: Problem, row: Feedback) -> Told:
    lacking = _lacking_evidence(actor, problem, row)
    if lacking:
        return Told(RowResult.REFUSED, lacking)
    actor.act(
        problem,
        Kind.CLOSE_REQUESTED,
        applicant=actor.unit,
        evidence=row.evidence,
        files=list(row.attached),
        done_on=row.done_on.isoformat() if row.done_on else None,
        progress=row.progress,
    )
    notes = ["已提交牵头单位审核"]
    if _MERE_RECEIPT.search(row.evidence or ""):
        notes.append("佐证材料为受理凭证，一般不足以销号，以牵头单位审核为准")
    return Told(RowResult.CLOSE_REQUESTED, tuple(notes))


def _lacking_evidence(actor: Actor, problem: Problem, row: Feedback) -> tuple[str, ...]:
    """What a 销号申请 still needs (forms.md 5.3)."""
    lacking = []
    today = actor.campaign.calendar.local(actor.at).date()
    if row.done_on is None:
        lacking.append("申请销号请填写“办结日期”")
    elif row.done_on > today:
        lacking.append(f"“办结日期”{row.done_on.isoformat()}晚于今日，请核对")
    if not row.evidence:
        lacking.append("申请销号请填写“佐证材料名称及文号”")
    elif not row.attached and not DOCUMENT_NUMBER.search(row.evidence):
        lacking.append("请随邮件附佐证材料，或注明可核验的文号")
    return tuple(lacking)


_STEPS: Mapping[Status, Callable[[Actor, Problem, Feedback], Told]] = {
    Status.WORKING: _in_progress,
    Status.DONE: _request_close,
    Status.ESCALATE: _ask_higher,
    Status.OWNER: _wait_for_owner,
    Status.NOT_OURS: _hand_back,
    Status.EXTEND: _ask_extension,
}

"""Feedback on handed-off numbers, by the returned F2 sheet or in plain words (forms.md 5.3; T7-T9, T11, T14, T15)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from campaign.acts import Actor, Refused
from campaign.days import days_written
from campaign.events import Kind
from campaign.guards import EXTENDED_ONCE, LAST_EXTENSION, Act
from campaign.materials import asks_owner, joined_lack, owner_of, read_lack, says_supplied
from campaign.numbers import narrowed
from campaign.outcomes import RowResult
from campaign.problem import OWNER, Lack, Problem, State
from campaign.replies import tells_reply
from campaign.vocabulary import Status, WaitingOn

#: a 进展情况 that says nothing; the second such one in a row is refused (forms.md 5.3 row 7)
_EMPTY_WORDS = re.compile(
    r"\s*(?:(?:正在|在)?(?:办理?|推进|协调|处理|进行|跟进)中?|(?:暂?无|没有)(?:新?进展|变化)|同(?:上|前|上期))?[。.]?\s*"
)


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
        return Told(RowResult.REFUSED, refused.reasons)


def _do(actor: Actor, problem: Problem, kind: Kind, note: str | None = None, **data: object) -> Problem:
    """The act; the responsible unit's first word also accepts the handoff (T8), the owner's does not."""
    if problem.state is State.ASSIGNED and actor.unit == problem.responsible:
        actor.check(replace(problem, state=State.IN_PROGRESS), kind, note, **data)
        problem = actor.act(problem, Kind.ACCEPTED)
    return actor.act(problem, kind, note, **data)


def _progress(actor: Actor, problem: Problem, row: Feedback, waiting_on: str | None, request: str | None) -> Told:
    if not request and _says_nothing(row.progress) and _says_nothing(problem.progress) and problem.feedback_at:
        raise Refused("已连续两次未写明具体进展，请补充“进展情况”")
    lack = _lack(actor, problem, row) if waiting_on == OWNER else None
    _do(
        actor,
        problem,
        Kind.PROGRESSED,
        progress=row.progress,
        waiting_on=waiting_on,
        next_step=row.reason_next,
        eta=row.eta.isoformat() if row.eta else None,
        request=request,
        **_stored(lack),
    )
    return Told(RowResult.PROGRESS, (*_wanting(row), *_of_lack(actor, problem, lack), *_of_owner(actor, problem)))


def _lack(actor: Actor, problem: Problem, row: Feedback) -> Lack | None:
    """What the responsible unit says that the owner lacks, with what it has said before."""
    if actor.unit != problem.responsible:
        return None
    known = problem.lack if problem.waiting_on == OWNER else None
    return joined_lack(known, read_lack((row.progress, row.reason_next), actor.today))


def _stored(lack: Lack | None) -> dict[str, Any]:
    if lack is None:
        return {}
    by = lack.by.isoformat() if lack.by else None
    return {"lack": {"materials": list(lack.materials), "named": lack.named, "by": by}}


def _of_lack(actor: Actor, problem: Problem, lack: Lack | None) -> tuple[str, ...]:
    """D58: what the owner will be told, or that the unit should name it once in full."""
    if lack is None or owner_of(actor.campaign, problem) is None:
        return ()
    if not lack.named:
        return ("请一次性列明业主所缺材料和提供时限，如“尚缺××、××，请业主于×月×日前提供”",)
    until = f"，{lack.by.month}月{lack.by.day}日前提供" if lack.by else ""
    return (f"所缺材料已登记：{'、'.join(lack.materials)}{until}；将一次性告知项目业主",)


def _of_owner(actor: Actor, problem: Problem) -> tuple[str, ...]:
    """D67: the unit that reports progress hears what the owner has reported."""
    return (problem.owner_word,) if problem.owner_word and actor.unit == problem.responsible else ()


def _says_nothing(progress: str | None) -> bool:
    return _EMPTY_WORDS.fullmatch(progress or "") is not None


def _wanting(row: Feedback) -> tuple[str, ...]:
    """Columns the form demands and the row lacks; told, not refused: the progress itself is information."""
    notes = []
    if _says_nothing(row.progress):
        notes.append("请补充“进展情况”")
    if row.status is Status.WORKING and not row.waiting_on:
        notes.append("请补充“当前等待方”")
    if row.status is Status.WORKING and row.eta is None:
        notes.append("请补充“预计办结日期”")
    return tuple(notes)


def _in_progress(actor: Actor, problem: Problem, row: Feedback) -> Told:
    """办理中; on a number that was reported up, words about the superior's reply pass it on (T14)."""
    row, meant = _with_holder(actor, problem, row)
    if problem.state is not State.ESCALATED or not row.progress or not tells_reply(row.progress):
        told = _progress(actor, problem, row, row.waiting_on, None)
        return replace(told, notes=(*meant, *told.notes))
    day = _day_of_reply(actor, row)
    if day is None:
        told = _progress(actor, problem, row, row.waiting_on, None)
        return replace(told, notes=(*told.notes, "如上级已正式批复或答复，请写明日期和主要内容"))
    actor.act(problem, Kind.ANSWERED, note=row.progress, replied_on=day.isoformat())
    return Told(RowResult.PROGRESS, ("上级批复已登记，恢复办理；请及时转告项目业主",))


def _with_holder(actor: Actor, problem: Problem, row: Feedback) -> tuple[Feedback, tuple[str, ...]]:
    """Who is waited for where only the words say so: the owner is asked for materials, or has handed them in (D55)."""
    if row.waiting_on:
        return row, ()
    text = "。".join(filter(None, (row.progress, row.reason_next)))
    if actor.unit == problem.responsible:
        return (
            (replace(row, waiting_on=OWNER), ("按所写内容，当前等待方登记为业主",)) if asks_owner(text) else (row, ())
        )
    if problem.waiting_on == OWNER and says_supplied(text):
        return replace(row, waiting_on=WaitingOn.DEPARTMENT.value), ("材料已登记，转责任单位继续办理",)
    return row, ()


def _day_of_reply(actor: Actor, row: Feedback) -> date | None:
    """The first day written that has come, else the sheet's 办结日期 (取得批复时间)."""
    named = (written.day for written in days_written(narrowed(row.progress or ""), actor.today))
    return next((day for day in named if day and day <= actor.today), row.done_on)


def _wait_for_owner(actor: Actor, problem: Problem, row: Feedback) -> Told:
    return _progress(actor, problem, row, "业主", None)


def _ask_extension(actor: Actor, problem: Problem, row: Feedback) -> Told:
    """申请延期, for the lead office to grant (T22); what it could not grant is told at once."""
    if row.eta is None or not row.reason_next:
        return Told(RowResult.REFUSED, ("申请延期请填写“预计办结日期”和“未办结原因及下一步措施”",))
    data = {"due": row.eta.isoformat()}
    act = Act(actor.campaign, actor.ledger, problem, actor.unit, actor.said_at, row.reason_next, data)
    refused = [reason for guard in (EXTENDED_ONCE, LAST_EXTENSION) if (reason := guard.refuses(act))]
    if refused:
        raise Refused(*refused)
    if actor.unit != problem.responsible:
        raise Refused("申请延期应由责任单位提出")
    return _progress(actor, problem, row, row.waiting_on, f"延期至{row.eta.isoformat()}")


def _ask_higher(actor: Actor, problem: Problem, row: Feedback) -> Told:
    """需提级协调: to the county tier on request (T10), or on the list to be reported up (T11)."""
    told = (row.progress, row.reason_next, *problem.report.bodies, problem.report.ask)
    superior = next((named[0] for text in told if text and (named := actor.campaign.superiors(text))), None)
    if superior is None:
        return _progress(actor, problem, row, "县级", "提级")
    _do(
        actor,
        problem,
        Kind.PROPOSED,
        superior=superior.name,
        tier=superior.tier,
        progress=row.progress,
        next_step=row.reason_next,
    )
    return Told(RowResult.PROGRESS, (f"已列入拟上报清单（{superior.name}），待两单位确认",))


def _hand_back(actor: Actor, problem: Problem, row: Feedback) -> Told:
    actor.act(problem, Kind.HANDED_BACK, note=row.reason_next or row.progress)
    return Told(RowResult.PROGRESS, ("已转牵头单位研究改派",))


def _request_close(actor: Actor, problem: Problem, row: Feedback) -> Told:
    actor.act(
        problem,
        Kind.CLOSE_REQUESTED,
        applicant=actor.unit,
        evidence=row.evidence,
        files=list(row.attached),
        done_on=row.done_on.isoformat() if row.done_on else None,
        progress=row.progress,
    )
    return Told(RowResult.CLOSE_REQUESTED, ("已提交牵头单位审核",))


_STEPS: Mapping[Status, Callable[[Actor, Problem, Feedback], Told]] = {
    Status.WORKING: _in_progress,
    Status.DONE: _request_close,
    Status.ESCALATE: _ask_higher,
    Status.OWNER: _wait_for_owner,
    Status.NOT_OURS: _hand_back,
    Status.EXTEND: _ask_extension,
}

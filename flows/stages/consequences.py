"""Letters that follow at once from a message: M16 on closing (T16, T17), M06 on a new handoff (T7), M12b on what is
reported up (T12), M02d on decisions.

M02d 处理结果通知 goes to the reporters of rows that an office decided on (T3, T5, T19, T20), to the responsible unit of
what was decided about its numbers (T10, T13, T14, T18, T22, 拆分) or handed in by the owner (D55), in T14 and T18 to
the owner, too, and in T7 to the unit that had the number before. No letter of letters.md tells the lead office of what
units ask for or do (T7, T9, T11, T14, T15, T19, T22): it waits in the next digest M07, as a decision or among the
changes. T12 is told by M12b, T15 to the reviewers by M15, T21 by M21.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.letters import Letter
from campaign.problem import ELSEWHERE, OWNER, Problem, State
from db.ledger import SqlLedger
from reports.letters.escalations import reported_up
from reports.letters.handoffs import closing_notices, handoff
from reports.letters.outcomes import OutcomeItem, outcome_notice
from reports.wording import short_day

_Change = tuple[Problem | None, Event, Problem]


def consequences(
    campaign: Campaign, ledger: SqlLedger, sender: str, message_id: str, now: datetime
) -> Iterator[Letter]:
    """Letters to others than the sender (a unit's code), who gets a receipt."""
    changes = ledger.recorded
    closed = [after for _, event, after in changes if event.kind is Kind.CLOSED]
    if closed:
        yield from closing_notices(campaign, closed, approved=True, reason="", now=now)
    for reason, refused in _refused(changes).items():
        yield from closing_notices(campaign, refused, approved=False, reason=reason, now=now)
    for unit, problems in _assigned(changes).items():
        yield handoff(campaign, campaign.directory[unit], problems, now)
    for unit, problems in _reported_up(campaign, changes).items():
        yield reported_up(campaign, campaign.directory[unit], problems, now)
    for unit, items in _decided(campaign, changes, sender).items():
        yield outcome_notice(campaign, campaign.directory[unit], items, now, cause=message_id.strip("<>"))


def _day(event: Event) -> str:
    return short_day(date.fromisoformat(event.data["due"]))


_Words = Callable[[Event, Problem], str]
_REPORTERS, _UNIT, _UNIT_AND_OWNER, _FORMER = "reporters", "unit", "unit and owner", "the unit before"

#: the event → whom M02d tells of it, and what the result is called
_TOLD: Mapping[Kind, tuple[str, _Words]] = {
    Kind.REGISTERED: (_REPORTERS, lambda event, after: "已纳入并登记挂号"),
    Kind.MERGED: (_REPORTERS, lambda event, after: "已合并至所列编号"),
    Kind.REJECTED: (_REPORTERS, lambda event, after: "不予受理"),
    Kind.WITHDRAWN: (_REPORTERS, lambda event, after: "已撤回"),
    Kind.ASSIGNED: (_FORMER, lambda event, after: "已改派其他单位办理"),
    Kind.PROGRESSED: (_UNIT, lambda event, after: "业主称材料已补齐，请核收并继续办理"),
    Kind.RAISED: (_UNIT, lambda event, after: "已提级为县级协调"),
    Kind.MEETING_SET: (_UNIT_AND_OWNER, lambda event, after: f"县级会议定于{short_day(after.meeting_on)}研究"),
    Kind.CONFERRED: (_UNIT_AND_OWNER, lambda event, after: "县级会议已形成意见"),
    Kind.SENT_BACK: (_UNIT, lambda event, after: "退回，不予上报，继续办理"),
    Kind.ANSWERED: (_UNIT_AND_OWNER, lambda event, after: "上级已批复或答复"),
    Kind.REOPENED: (_UNIT_AND_OWNER, lambda event, after: "恢复办理"),
    Kind.DUE_CHANGED: (_UNIT, lambda event, after: f"办理时限延至{_day(event)}"),
    Kind.SPLIT: (_UNIT, lambda event, after: "已拆分，本编号保留所列问题"),
}


def _decided(campaign: Campaign, changes: list[_Change], sender: str) -> dict[str, list[OutcomeItem]]:
    """Decisions by unit concerned; what follows from a unit's own mail is told in its receipt."""
    told: dict[str, list[OutcomeItem]] = {}
    for before, event, after in changes:
        if event.kind not in _TOLD or _is_told_otherwise(before, event, after):
            continue
        audience, words = _TOLD[event.kind]
        item = OutcomeItem(
            after.report.project_name,
            after.report.problem,
            words(event, after),
            after.merged_into or after.number,
            event.note or _said(event),
            reported=audience == _REPORTERS,
        )
        for unit in _concerned(campaign, before, after, audience):
            if unit != sender:
                told.setdefault(unit, []).append(item)
    return told


def _concerned(campaign: Campaign, before: Problem | None, problem: Problem, audience: str) -> tuple[str, ...]:
    if audience == _REPORTERS:
        return problem.reporters
    if audience == _FORMER:
        return (before.responsible,) if before and before.responsible else ()
    project = campaign.catalogue.by_code.get(problem.project_code or "")
    owner = project.owner if project and audience == _UNIT_AND_OWNER else None
    return tuple(dict.fromkeys(code for code in (problem.responsible, owner) if code))


def _said(event: Event) -> str:
    return str(event.data.get("progress") or "") if event.kind is Kind.PROGRESSED else ""


def _is_told_otherwise(before: Problem | None, event: Event, after: Problem) -> bool:
    """T17 is told by M16, what a joint review concluded by M13c.

    Of progress only that the owner gives the ball back is told at once (D55).
    """
    if event.kind is not Kind.PROGRESSED:
        return _is_closing_refused(before, event) or "review" in event.data
    came_back = before is not None and before.waiting_on == OWNER and after.waiting_on not in ELSEWHERE
    return not came_back or event.actor == after.responsible


def _is_closing_refused(before: Problem | None, event: Event) -> bool:
    return event.kind is Kind.SENT_BACK and before is not None and before.state is State.CLOSE_REQ


def _refused(changes: list[_Change]) -> dict[str, list[Problem]]:
    """Close requests sent back (T17), by reason."""
    refused: dict[str, list[Problem]] = {}
    for before, event, after in changes:
        if _is_closing_refused(before, event):
            refused.setdefault(event.note or "", []).append(after)
    return refused


def _reported_up(campaign: Campaign, changes: list[_Change]) -> dict[str, list[Problem]]:
    """What both offices have agreed to report up (T12), by responsible unit and owner."""
    told: dict[str, list[Problem]] = {}
    for before, event, after in changes:
        if event.kind is Kind.ESCALATED:
            for unit in _concerned(campaign, before, after, _UNIT_AND_OWNER):
                told.setdefault(unit, []).append(after)
    return told


def _assigned(changes: list[_Change]) -> dict[str, list[Problem]]:
    """Numbers given to a unit by an office's 改派 (T7)."""
    handed: dict[str, list[Problem]] = {}
    for _, event, after in changes:
        if event.kind is Kind.ASSIGNED and after.responsible:
            handed.setdefault(after.responsible, []).append(after)
    return handed

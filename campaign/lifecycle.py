"""The life of a problem as one table: what may happen in which state, caused by whom (lifecycle.md T1-T22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from campaign.events import Kind
from campaign.problem import OPEN, Problem, State
from campaign.settings import Offices

SYSTEM = "system"


class Role(StrEnum):
    """How an actor stands to a problem; the value is the Chinese used in refusals."""

    SYSTEM = "系统"
    LEAD = "牵头单位"
    OFFICE = "县行政服务中心管委会或县重点办"
    RESPONSIBLE = "责任单位"
    REPORTER = "报送单位"
    OWNER = "项目业主单位"
    EFFICIENCY = "效能办"


@dataclass(frozen=True)
class Transition:
    """One row of the table. `both`: takes effect only with the consent of both coordinating offices."""

    code: str
    sources: frozenset[State]
    who: tuple[Role, ...]
    both: bool = False


S = State
_WORK = frozenset({S.ASSIGNED, S.IN_PROGRESS, S.COUNTY, S.PROPOSED, S.ESCALATED})

TRANSITIONS: Mapping[Kind, tuple[Transition, ...]] = {
    Kind.PENDED: (Transition("T2", frozenset({S.RECEIVED, S.PENDING}), (Role.SYSTEM,)),),
    Kind.REGISTERED: (Transition("T3/T4", frozenset({S.RECEIVED, S.PENDING}), (Role.SYSTEM, Role.OFFICE)),),
    Kind.MERGED: (Transition("T5", frozenset({S.RECEIVED, S.PENDING, S.REGISTERED}), (Role.SYSTEM, Role.OFFICE)),),
    Kind.ASSIGNED: (
        Transition("T6", frozenset({S.REGISTERED}), (Role.SYSTEM, Role.OFFICE)),
        Transition("T7", frozenset({S.ASSIGNED, S.IN_PROGRESS}), (Role.LEAD,)),
    ),
    Kind.HANDED_BACK: (Transition("T7", frozenset({S.ASSIGNED}), (Role.RESPONSIBLE,)),),
    Kind.ACCEPTED: (Transition("T8", frozenset({S.ASSIGNED}), (Role.RESPONSIBLE, Role.SYSTEM)),),
    Kind.PROGRESSED: (Transition("T9", _WORK | {S.CARRIED}, (Role.RESPONSIBLE, Role.OWNER)),),
    Kind.RAISED: (Transition("T10", frozenset({S.IN_PROGRESS}), (Role.LEAD,)),),
    Kind.PROPOSED: (Transition("T11", frozenset({S.IN_PROGRESS, S.COUNTY}), (Role.RESPONSIBLE, Role.LEAD)),),
    Kind.ESCALATED: (Transition("T12", frozenset({S.PROPOSED}), (Role.OFFICE,), both=True),),
    Kind.SENT_BACK: (
        Transition("T13", frozenset({S.PROPOSED}), (Role.OFFICE,)),
        Transition("T17", frozenset({S.CLOSE_REQ}), (Role.LEAD,)),
    ),
    Kind.ANSWERED: (Transition("T14", frozenset({S.ESCALATED}), (Role.LEAD, Role.RESPONSIBLE)),),
    Kind.CLOSE_REQUESTED: (
        Transition(
            "T15",
            frozenset({S.ASSIGNED, S.IN_PROGRESS, S.COUNTY, S.ESCALATED, S.CARRIED}),
            (Role.RESPONSIBLE, Role.OWNER),
        ),
    ),
    Kind.CLOSED: (Transition("T16", frozenset({S.CLOSE_REQ}), (Role.LEAD,)),),
    Kind.REOPENED: (Transition("T18", frozenset({S.CLOSED}), (Role.LEAD, Role.EFFICIENCY)),),
    Kind.ASKED: (Transition("T19", OPEN, (Role.REPORTER,)),),
    Kind.WITHDRAWN: (Transition("T19", OPEN, (Role.LEAD,)),),
    Kind.REJECTED: (Transition("T20", frozenset({S.RECEIVED, S.PENDING}), (Role.OFFICE,)),),
    Kind.CARRIED: (Transition("T21", OPEN - {S.CLOSE_REQ}, (Role.OFFICE,), both=True),),
    Kind.RECLASSIFIED: (Transition("—", OPEN - {S.CLOSE_REQ}, (Role.LEAD,)),),
    Kind.DUE_CHANGED: (Transition("T22", OPEN - {S.CLOSE_REQ}, (Role.LEAD,)),),
}


def roles(problem: Problem, actor: str, offices: Offices, owner: str | None = None) -> frozenset[Role]:
    """The roles of a unit (by code) towards a problem; `owner` is the unit code of the project's owner."""
    held = {
        Role.SYSTEM: actor == SYSTEM,
        Role.LEAD: actor == problem.lead,
        Role.OFFICE: actor in offices.coordinators,
        Role.RESPONSIBLE: actor == problem.responsible,
        Role.REPORTER: actor in problem.reporters,
        Role.OWNER: actor == owner,
        Role.EFFICIENCY: actor == offices.efficiency,
    }
    return frozenset(role for role, holds in held.items() if holds)


def refusal(problem: Problem, kind: Kind, held: frozenset[Role]) -> str | None:
    """Why the event may not happen now, as a Chinese clause for the answer; None when it may."""
    rows = [row for row in TRANSITIONS[kind] if problem.state in row.sources]
    if not rows:
        return f"该问题当前状态为“{problem.state.chinese}”，不能办理此事项"
    entitled = {Role.OFFICE} if needs_both(problem, kind) else {role for row in rows for role in row.who}
    if held & entitled:
        return None
    return f"应由{'或'.join(role.value for role in Role if role in entitled)}提出"


def needs_both(problem: Problem, kind: Kind) -> bool:
    """Whether both offices must agree: T12, T21, and T16 for what was ever reported up."""
    if kind is Kind.CLOSED:
        return problem.ever_escalated
    return any(row.both for row in TRANSITIONS[kind])

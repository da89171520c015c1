"""The life of a problem as one table: what may happen in which state, caused by whom, by which mail, under which guard
(lifecycle.md T1-T22). Everything that judges an act reads this table; docs/lifecycle.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from campaign import guards as g
from campaign.events import Event, Kind
from campaign.guards import Act, Guard
from campaign.problem import OPEN, Problem, State
from campaign.settings import Offices

SYSTEM = "system"


class Role(StrEnum):
    """How an actor stands to a problem; the value is the Chinese used in refusals."""

    SYSTEM = "系统"
    LEAD = "牵头单位"
    OFFICE = "县行政服务中心管委会或县重点办"
    PROJECTS = "县重点办"
    REVIEWER = "审核单位（牵头单位，曾上报的为两办，申请单位除外）"
    RESPONSIBLE = "责任单位"
    REPORTER = "报送单位"
    OWNER = "项目业主单位"
    EFFICIENCY = "效能办"


class Consent(Enum):
    """Whose word makes an act effective. SOON: of both offices, the second within `clocks.second_confirmation`."""

    ONE = "即时生效"
    REVIEWERS = "审核单位同意；曾上报的须两办同意"
    BOTH = "两办同意"
    SOON = "两办同意，第二家在确认时限内确认，逾期须重新确认"


@dataclass(frozen=True)
class Transition:
    """One row of the table. `target` None: the state stays. `mail`: inbound kinds of letters.md that cause it; none
    when only the calendar does. `says`: what the mail says, or what the system does, in the words of the offices.
    """

    code: str
    sources: frozenset[State]
    target: State | None
    who: tuple[Role, ...]
    mail: tuple[str, ...]
    says: str
    guards: tuple[Guard, ...] = ()
    consent: Consent = Consent.ONE


S, R = State, Role
_NEW = frozenset({S.RECEIVED, S.PENDING})
_WORK = frozenset({S.ASSIGNED, S.IN_PROGRESS, S.COUNTY, S.PROPOSED, S.ESCALATED})
_UNDER_WAY = OPEN - {S.CLOSE_REQ}


def _states(*states: State) -> frozenset[State]:
    return frozenset(states)


TRANSITIONS: Mapping[Kind, tuple[Transition, ...]] = {
    Kind.RECEIVED: (Transition("T1", _states(), S.RECEIVED, (R.REPORTER,), ("I1",), "报送问题汇总表", (g.READABLE,)),),
    Kind.PENDED: (Transition("T2", _NEW, S.PENDING, (R.SYSTEM,), ("I1", "I9"), "收件核对，发补正通知", (g.LACKING,)),),
    Kind.INCLUDED: (Transition("T3", _states(S.PENDING), None, (R.PROJECTS,), ("I7",), "“纳入 项目名称”", (g.CORE,)),),
    Kind.REGISTERED: (
        Transition(
            "T3/T4", _NEW, S.REGISTERED, (R.SYSTEM, R.OFFICE), ("I1", "I9", "I7"), "收件、补正或纳入后编号", (g.CORE,)
        ),
    ),
    Kind.MERGED: (
        Transition(
            "T5",
            _NEW | {S.REGISTERED},
            S.MERGED,
            (R.SYSTEM, R.OFFICE),
            ("I1", "I9", "I7"),
            "“合并 甲→乙”，或内容一致时收件合并",
            (g.SURVIVOR,),
        ),
    ),
    Kind.ASSIGNED: (
        Transition(
            "T6",
            _states(S.REGISTERED),
            S.ASSIGNED,
            (R.SYSTEM, R.LEAD),
            ("I7",),
            "按规则发交办单，或“改派 编号 单位”",
            (g.UNIT_AND_DUE, g.FRESH_UNIT),
        ),
        Transition(
            "T7",
            _states(S.ASSIGNED, S.IN_PROGRESS),
            S.ASSIGNED,
            (R.LEAD,),
            ("I7",),
            "“改派 编号 单位”",
            (g.UNIT_AND_DUE, g.FRESH_UNIT),
        ),
    ),
    Kind.HANDED_BACK: (
        Transition(
            "T7",
            _states(S.ASSIGNED),
            S.REGISTERED,
            (R.RESPONSIBLE,),
            ("I5",),
            "非本部门职责",
            (g.REASON, g.REFUSES_ONCE, g.WITHIN_REFUSAL_CLOCK),
        ),
    ),
    Kind.ACCEPTED: (
        Transition(
            "T8", _states(S.ASSIGNED), S.IN_PROGRESS, (R.RESPONSIBLE, R.SYSTEM), ("I3",), "首次反馈", (g.SILENCE,)
        ),
    ),
    Kind.PROGRESSED: (Transition("T9", _WORK | {S.CARRIED}, None, (R.RESPONSIBLE, R.OWNER), ("I3",), "反馈进展"),),
    Kind.RAISED: (
        Transition("T10", _states(S.IN_PROGRESS), S.COUNTY, (R.LEAD,), ("I7",), "“提级 县级 编号”", (g.OPINION,)),
    ),
    Kind.PROPOSED: (
        Transition(
            "T11",
            _states(S.IN_PROGRESS, S.COUNTY),
            S.PROPOSED,
            (R.RESPONSIBLE, R.LEAD),
            ("I5", "I7"),
            "需提级协调并写明上级部门，或“提级 上级部门 编号”",
            (g.PACK,),
        ),
    ),
    Kind.ESCALATED: (
        Transition(
            "T12",
            _states(S.PROPOSED),
            S.ESCALATED,
            (R.OFFICE,),
            ("I7",),
            "“同意上报 第N批”",
            (g.LISTED,),
            Consent.SOON,
        ),
    ),
    Kind.SENT_BACK: (
        Transition("T13", _states(S.PROPOSED), S.IN_PROGRESS, (R.OFFICE,), ("I7",), "“退回 编号 原因”", (g.REASON,)),
        Transition("T17", _states(S.CLOSE_REQ), S.IN_PROGRESS, (R.REVIEWER,), ("I7",), "“退回 编号 原因”", (g.REASON,)),
    ),
    Kind.ANSWERED: (
        Transition(
            "T14",
            _states(S.ESCALATED),
            S.IN_PROGRESS,
            (R.LEAD, R.RESPONSIBLE),
            ("I6", "I7"),
            "转达上级批复，或“上级批复 编号 日期 内容”",
            (g.REPLY,),
        ),
    ),
    Kind.CLOSE_REQUESTED: (
        Transition(
            "T15",
            _states(S.ASSIGNED, S.IN_PROGRESS, S.COUNTY, S.ESCALATED, S.CARRIED),
            S.CLOSE_REQ,
            (R.RESPONSIBLE, R.OWNER),
            ("I4",),
            "已办结（申请销号）",
            (g.DONE_ON, g.EVIDENCE),
        ),
    ),
    Kind.CLOSED: (
        Transition(
            "T16",
            _states(S.CLOSE_REQ),
            S.CLOSED,
            (R.REVIEWER,),
            ("I7",),
            "“同意销号 编号”",
            consent=Consent.REVIEWERS,
        ),
    ),
    Kind.REOPENED: (
        Transition(
            "T18",
            _states(S.CLOSED),
            S.IN_PROGRESS,
            (R.LEAD, R.EFFICIENCY),
            ("I7",),
            "“恢复 编号 原因”（编号不变，计为回弹）",
            (g.REASON,),
        ),
    ),
    Kind.ASKED: (Transition("T19", OPEN, None, (R.REPORTER,), ("I10",), "“撤回 编号 原因”", (g.REASON,)),),
    Kind.WITHDRAWN: (
        Transition(
            "T19",
            OPEN,
            S.WITHDRAWN,
            (R.LEAD,),
            ("I7",),
            "“撤回 编号 原因”，确认报送单位的申请",
            (g.ASKED_TO_WITHDRAW, g.NO_SLIP, g.REASON),
        ),
    ),
    Kind.REJECTED: (
        Transition("T20", _NEW, S.REJECTED, (R.OFFICE,), ("I7",), "“不予受理”“不纳入 项目名称”，原因告知报送单位"),
    ),
    Kind.CARRY_PROPOSED: (Transition("T21", _UNDER_WAY, None, (R.SYSTEM,), (), "最后一个工作日提出转后续跟踪清单"),),
    Kind.CARRIED: (
        Transition("T21", _UNDER_WAY, S.CARRIED, (R.OFFICE,), ("I7",), "“同意转后续”", (g.NEXT,), Consent.BOTH),
    ),
    Kind.DUE_CHANGED: (
        Transition(
            "T22",
            _UNDER_WAY,
            None,
            (R.LEAD,),
            ("I7",),
            "“延期 编号 至 日期”",
            (g.ASKED_TO_EXTEND, g.EXTENDED_ONCE, g.LAST_EXTENSION, g.REASON),
        ),
    ),
    Kind.RECLASSIFIED: (Transition("—", _UNDER_WAY, None, (R.LEAD,), ("I7",), "在台账中改类别或层级"),),
    Kind.SPLIT: (
        Transition("—", _UNDER_WAY, None, (R.LEAD,), ("I7",), "“拆分 编号：1.……；2.……”（首项保留原编号）", (g.PARTS,)),
    ),
}


def rows() -> Iterator[Transition]:
    """Every row of the table, in the order of a problem's life."""
    for found in TRANSITIONS.values():
        yield from found


def roles(problem: Problem, actor: str, offices: Offices, owner: str | None = None) -> frozenset[Role]:
    """The roles of a unit (by code) towards a problem; `owner` is the unit code of the project's owner."""
    held = {
        Role.SYSTEM: actor == SYSTEM,
        Role.LEAD: actor == problem.lead,
        Role.OFFICE: actor in offices.coordinators,
        Role.PROJECTS: actor == offices.projects,
        Role.REVIEWER: actor in reviewers(problem, offices),
        Role.RESPONSIBLE: actor == problem.responsible,
        Role.REPORTER: actor in problem.reporters,
        Role.OWNER: actor == owner,
        Role.EFFICIENCY: actor == offices.efficiency,
    }
    return frozenset(role for role, holds in held.items() if holds)


def reviewers(problem: Problem, offices: Offices) -> frozenset[str]:
    """Unit codes of those who review a request to close (T16, A11): the lead office, both for what was ever raised.

    Nobody reviews its own request: where the lead office is the applicant, the other one reviews.
    """
    both = frozenset(offices.coordinators)
    usual = both if problem.ever_escalated else both & {problem.lead}
    concerned = {problem.applicant, problem.responsible}
    return (usual - concerned) or (both - concerned)


def transition(problem: Problem, kind: Kind) -> Transition | None:
    """The row of the table for the event in the problem's state; None when it may not happen there."""
    return next((row for row in TRANSITIONS[kind] if problem.state in row.sources), None)


def refusal(problem: Problem, kind: Kind, held: frozenset[Role]) -> str | None:
    """Why the event may not happen in this state or by these roles, as a Chinese clause for the answer; else None."""
    row = transition(problem, kind)
    if row is None:
        return f"该问题当前状态为“{problem.state.chinese}”，不能办理此事项"
    if held.intersection(row.who):
        return None
    return f"应由{'或'.join(role.value for role in Role if role in row.who)}提出"


def broken_guards(act: Act, kind: Kind) -> tuple[str, ...]:
    """Why the guards of the row refuse the act, as Chinese clauses; empty when all hold."""
    row = transition(act.problem, kind)
    found = (guard.refuses(act) for guard in row.guards) if row else ()
    return tuple(reason for reason in found if reason)


def consents_needed(problem: Problem, kind: Kind, offices: Offices) -> frozenset[str]:
    """Unit codes that must all agree before the event takes effect (T12, T16, T21)."""
    row = transition(problem, kind)
    if row is None or row.consent is Consent.ONE:
        return frozenset()
    return reviewers(problem, offices) if row.consent is Consent.REVIEWERS else frozenset(offices.coordinators)


def mail_kind(event: Event, by_office: bool) -> str | None:
    """The inbound kind (letters.md I1-I11) of a mail that caused the event; None for what no mail causes.

    A feedback that asks the lead office for something is I5, whatever else it tells.
    """
    if event.kind is Kind.PROGRESSED and event.data.get("request"):
        return "I5"
    kinds = [kind for row in TRANSITIONS.get(event.kind, ()) for kind in row.mail]
    return next((kind for kind in kinds if (kind == "I7") == by_office), kinds[0] if kinds else None)

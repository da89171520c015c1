"""Append-only events are the truth; the ledger is their fold. `apply` is the only place where a problem changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from campaign.problem import ELSEWHERE, OWNER, Lack, Problem, Proposal, Report, Source, State
from campaign.versions import Version


class Kind(StrEnum):
    """What can happen to a problem; T-codes are transitions of lifecycle.md."""

    RECEIVED = "received"  # T1
    PENDED = "pended"  # T2
    REGISTERED = "registered"  # T3, T4
    INCLUDED = "included"  # T3: 纳入, and which project of the catalogue is meant, if one is
    MERGED = "merged"  # T5
    REPORTED = "reported"  # a further reporter or source of the same problem
    REVISED = "revised"  # the same reporter's newer wording (A20)
    EARLIER = "earlier"  # the same reporter's older wording, which came late and changes nothing
    SUSPECTED = "suspected"  # perhaps the same problem as an earlier number: a proposal to a coordinator
    DISTINGUISHED = "distinguished"  # 不合并: an office says that two numbers are two problems
    ASSIGNED = "assigned"  # T6, and reassignment after T7
    HANDED_BACK = "handed_back"  # T7
    ACCEPTED = "accepted"  # T8
    PROGRESSED = "progressed"  # T9
    OWNER_ASKED = "owner_asked"  # the owner was told what it lacks, or reminded of it (D55, D58)
    OWNER_REPORTED = "owner_reported"  # the owner's F5 speaks of it: a suggestion to the responsible unit (D67)
    RAISED = "raised"  # T10
    PROPOSED = "proposed"  # T11
    BATCHED = "batched"  # put on the 上报 list of a batch (D41)
    AGREED = "agreed"  # one office's consent, where both are needed (T12, T16, T21)
    ESCALATED = "escalated"  # T12
    SENT_BACK = "sent_back"  # T13, T17
    ANSWERED = "answered"  # T14
    CLOSE_REQUESTED = "close_requested"  # T15
    CLOSED = "closed"  # T16
    REOPENED = "reopened"  # T18
    ASKED = "asked"  # a unit asks the lead office to decide, e.g. 撤回 (T19)
    WITHDRAWN = "withdrawn"  # T19
    REJECTED = "rejected"  # T20
    CARRY_PROPOSED = "carry_proposed"  # T21, the proposal
    CARRIED = "carried"  # T21
    DUE_CHANGED = "due_changed"  # T22
    SPLIT = "split"  # 拆分: the first part keeps the number, each further part is an entry of its own
    SUPERVISED = "supervised"  # 督办: put under a slip, or the slip answered, returned or concluded (D54)
    MEETING_SET = "meeting_set"  # the county's meeting has a day (C2-6, G2)
    CONFERRED = "conferred"  # what a joint review or the county's meeting concluded; the state stays
    RECLASSIFIED = "reclassified"  # another 类别 or 层级 by the lead office; state and number stay (forms.md 5.8)


@dataclass(frozen=True)
class Event:
    """One thing that happened to one entry. `actor` is a unit code or ``system``; `data` is JSON."""

    entry: int
    kind: Kind
    at: datetime
    actor: str
    message_id: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None


def report_data(report: Report) -> dict[str, Any]:
    """A report as JSON values, to be stored in an event."""
    data = asdict(report)
    data["due"] = report.due and report.due.isoformat()
    data["bodies"] = list(report.bodies)
    return data


def _report(data: Mapping[str, Any]) -> Report:
    return Report(**{**data, "due": _day(data["due"]), "bodies": tuple(data["bodies"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _source(data: Mapping[str, Any]) -> Source:
    return Source(**data)


def _with(values: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return values if value in values else (*values, value)


def _received(event: Event) -> Problem:
    report = _report(event.data["report"])
    return Problem(
        entry=event.entry,
        report=report,
        project_code=event.data.get("project_code"),
        tier=report.tier,
        reporters=(event.data["reporter"],),
        sources=(_source(event.data["source"]),),
        wordings=(report.problem,),
        version=_version(event),
        received_at=event.at,
    )


def _version(event: Event) -> Version | None:
    stored = event.data.get("version")
    return Version.of(stored) if stored else None


def _pended(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.PENDING, pending=tuple(e.data["reasons"]))


def _registered(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.REGISTERED,
        number=e.data["number"],
        pending=(),
        project_code=e.data["project_code"],
        tier=e.data["tier"],
        lead=e.data["lead"],
        due=_day(e.data["due"]),
        registered_at=e.at,
    )


def _included(p: Problem, e: Event) -> Problem:
    return replace(p, included=True, project_code=e.data["project_code"])


def _merged(p: Problem, e: Event) -> Problem:
    into = e.data["into"]
    return replace(p, state=State.MERGED, merged_into=into, ended_at=e.at, proposals=_decided(p, into, "merged"))


def _decided(p: Problem, number: str, decision: str) -> tuple[Proposal, ...]:
    return tuple(replace(q, decision=decision) if q.number == number else q for q in p.proposals)


def _reported(p: Problem, e: Event) -> Problem:
    absorbed = e.data.get("number")
    return replace(
        p,
        reporters=_with(p.reporters, e.data["reporter"]),
        sources=_with(p.sources, _source(e.data["source"])),
        merged=_with(p.merged, absorbed) if absorbed else p.merged,
        proposals=_decided(p, absorbed, "merged") if absorbed else p.proposals,
        tier=e.data.get("tier", p.tier),
    )


def _suspected(p: Problem, e: Event) -> Problem:
    return replace(p, proposals=(*p.proposals, Proposal(e.data["number"], e.data["score"])))


def _distinguished(p: Problem, e: Event) -> Problem:
    number = e.data["number"]
    if any(proposal.number == number for proposal in p.proposals):
        return replace(p, proposals=_decided(p, number, "distinct"))
    return replace(p, proposals=(*p.proposals, Proposal(number, 0.0, "distinct")))


def _revised(p: Problem, e: Event) -> Problem:
    """New words. Once handed off, tier and due date are moved by the lead office alone (T10, T22)."""
    report = _report(e.data["report"])
    settled = p.assigned_at is not None
    return replace(
        p,
        report=report,
        sources=_with(p.sources, _source(e.data["source"])),
        wordings=_with(p.wordings, report.problem),
        version=_version(e) or p.version,
        tier=p.tier if settled or "tier" in p.confirmed else report.tier or p.tier,
        due=p.due if settled else report.due or p.due,
        project_code=e.data.get("project_code") or p.project_code,
    )


def _earlier(p: Problem, e: Event) -> Problem:
    words = _report(e.data["report"]).problem
    return replace(p, wordings=_with(p.wordings, words), sources=_with(p.sources, _source(e.data["source"])))


def _assigned(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.ASSIGNED,
        responsible=e.data["unit"],
        due=_day(e.data["due"]) or p.due,
        assigned_at=e.at,
        feedback_at=None,
        returned_at=None,
        opinion=None,
        request=None,
        asked=frozenset(),
        slip=None,
        slip_due=None,
        **_held_by(p, None, e),
    )


def _held_by(p: Problem, holder: str | None, e: Event) -> dict[str, Any]:
    """Who holds the ball from now on; the wait goes on where the holder stays, and what an owner lacks with it."""
    since = p.waiting_since if holder == p.waiting_on and p.waiting_since else e.at
    held: dict[str, Any] = {"waiting_on": holder, "waiting_since": since}
    return held if holder == OWNER else {**held, "lack": None, "told_owner_at": None, "reminded_owner_at": None}


def _still_asked(p: Problem) -> str | None:
    """撤回 is the reporting unit's request; what the responsible unit says or an office decides leaves it standing."""
    return p.request if p.request == "撤回" else None


def _handed_back(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.REGISTERED,
        refused_by=_with(p.refused_by, e.actor),
        feedback_at=e.at,
        progress=e.note or p.progress,
        request="改派",
    )


def _accepted(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.IN_PROGRESS)


def _progressed(p: Problem, e: Event) -> Problem:
    told = replace(
        p,
        progress=e.data.get("progress") or p.progress,
        next_step=e.data.get("next_step") or p.next_step,
        next_date=_day(e.data.get("eta")) or p.next_date,
    )
    return _told_by_unit(told, e) if e.actor == p.responsible else _told_by_owner(told, e)


def _told_by_unit(p: Problem, e: Event) -> Problem:
    request = e.data.get("request")
    return replace(
        p,
        feedback_at=e.at,
        owner_word=None,
        opinion=e.data.get("progress") or p.opinion,
        request=request or _still_asked(p),
        asked=p.asked | {request[:2]} if request else p.asked,
        **{**_lacks(p, e), **_held_by(p, e.data.get("waiting_on"), e)},
    )


def _lacks(p: Problem, e: Event) -> dict[str, Any]:
    """What the unit says that the owner lacks; a list with new materials has not been told to the owner yet."""
    stored = e.data.get("lack")
    if not stored:
        return {}
    lack = Lack(tuple(stored["materials"]), stored["named"], _day(stored["by"]))
    is_known = p.lack is not None and set(lack.materials) <= set(p.lack.materials)
    return {"lack": lack} if is_known else {"lack": lack, "told_owner_at": None, "reminded_owner_at": None}


def _owner_asked(p: Problem, e: Event) -> Problem:
    """By the system: the first time in full, then as a reminder."""
    lack = replace(p.lack, by=_day(e.data["by"])) if p.lack else None
    if p.told_owner_at is None:
        return replace(p, lack=lack, told_owner_at=e.at)
    return replace(p, lack=lack, reminded_owner_at=e.at)


def _told_by_owner(p: Problem, e: Event) -> Problem:
    """The owner's word is no feedback of the unit; it may give the ball back to it, or say who has it now."""
    holder = e.data.get("waiting_on") or p.waiting_on
    came_back = p.waiting_on in ELSEWHERE and holder not in ELSEWHERE
    return replace(p, returned_at=e.at if came_back else p.returned_at, **_held_by(p, holder, e))


def _owner_reported(p: Problem, e: Event) -> Problem:
    return replace(p, owner_word=e.data["words"])


def _raised(p: Problem, e: Event) -> Problem:
    tier = e.data.get("tier", p.tier)
    opinion = e.data.get("opinion") or p.opinion
    return replace(p, state=State.COUNTY, tier=tier, opinion=opinion, request=_still_asked(p), **_held_by(p, "县级", e))


def _proposed(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.PROPOSED,
        superior=e.data["superior"],
        tier=e.data.get("tier", p.tier),
        progress=e.data.get("progress") or p.progress,
        next_step=e.data.get("next_step") or p.next_step,
        opinion=e.data.get("progress") or p.opinion,
        feedback_at=e.at if e.actor == p.responsible else p.feedback_at,
        request=_still_asked(p),
    )


def _batched(p: Problem, e: Event) -> Problem:
    return replace(p, batch=e.data["batch"])


def _agreed(p: Problem, e: Event) -> Problem:
    action = e.data["action"]
    earlier = frozenset() if e.data.get("anew") else p.consents.get(action, frozenset())
    first = p.consented_at[action] if earlier else e.at
    return replace(
        p,
        consents={**p.consents, action: earlier | {e.actor}},
        consented_at={**p.consented_at, action: first},
    )


def _without(p: Problem, action: str) -> dict[str, Any]:
    """Consents are spent once the act has been done or refused."""
    return {
        "consents": {key: value for key, value in p.consents.items() if key != action},
        "consented_at": {key: value for key, value in p.consented_at.items() if key != action},
    }


def _escalated(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.ESCALATED,
        batch=e.data["batch"],
        escalated_at=e.at,
        **_held_by(p, "上级", e),
        **_without(p, "escalate"),
    )


def _sent_back(p: Problem, e: Event) -> Problem:
    back = replace(p, state=State.IN_PROGRESS, returned_at=e.at, **_held_by(p, None, e))
    if p.state is not State.CLOSE_REQ:
        return replace(back, batch=None, **_without(p, "escalate"))
    return replace(
        back,
        applicant=None,
        refused_applicants=(*p.refused_applicants, p.applicant or ""),
        close_requested_at=None,
        **_without(p, "close"),
    )


def _answered(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.IN_PROGRESS,
        superior_reply=e.note,
        replied_on=_day(e.data["replied_on"]),
        progress=e.note or p.progress,
        feedback_at=e.at if e.actor == p.responsible else p.feedback_at,
        returned_at=e.at,
        **_held_by(p, None, e),
    )


def _close_requested(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.CLOSE_REQ,
        applicant=e.data["applicant"],
        evidence=e.data.get("evidence"),
        done_on=_day(e.data.get("done_on")),
        progress=e.data.get("progress") or p.progress,
        close_requested_at=e.at,
        owner_word=None,
        feedback_at=e.at if e.actor == p.responsible else p.feedback_at,
        request=_still_asked(p),
        **_held_by(p, None, e),
    )


def _closed(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.CLOSED, ended_at=e.at, carry_proposed=False, **_without(p, "close"))


def _reopened(p: Problem, e: Event) -> Problem:
    return replace(
        p,
        state=State.IN_PROGRESS,
        applicant=None,
        ended_at=None,
        close_requested_at=None,
        reopened=p.reopened + 1,
        returned_at=e.at,
        **_held_by(p, None, e),
    )


def _asked(p: Problem, e: Event) -> Problem:
    return replace(p, request=e.data["request"], withdrawal=e.note)


def _withdrawn(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.WITHDRAWN, ended_at=e.at)


def _rejected(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.REJECTED, ended_at=e.at, pending=())


def _carry_proposed(p: Problem, e: Event) -> Problem:
    return replace(
        p, carry_proposed=True, next_step=e.data["next_step"], next_date=_day(e.data["next_date"]) or p.next_date
    )


def _carried(p: Problem, e: Event) -> Problem:
    return replace(p, state=State.CARRIED, ended_at=e.at, **_without(p, "carry"))


def _due_changed(p: Problem, e: Event) -> Problem:
    return replace(p, due=_day(e.data["due"]), due_changes=p.due_changes + 1, request=_still_asked(p))


def _split(p: Problem, e: Event) -> Problem:
    """The number keeps the first part; the whole text stays among its wordings."""
    first = e.data["parts"][0]
    return replace(p, report=replace(p.report, problem=first), wordings=_with(p.wordings, first))


def _reclassified(p: Problem, e: Event) -> Problem:
    return replace(p, confirmed={**p.confirmed, **e.data}, tier=e.data.get("tier", p.tier))


def _supervised(p: Problem, e: Event) -> Problem:
    """`due`: until when the slip has to be answered; none once it has been; no `slip` once it is concluded."""
    due = e.data.get("due")
    return replace(p, slip=e.data.get("slip"), slip_due=datetime.fromisoformat(due) if due else None)


def _meeting_set(p: Problem, e: Event) -> Problem:
    return replace(p, meeting_on=_day(e.data["on"]))


def _conferred(p: Problem, e: Event) -> Problem:
    """A joint review is no meeting of the county; one that nobody had announced was on the day of its conclusion."""
    on = _day(e.data["on"])
    held = p.meeting_on if "review" in e.data else p.meeting_on or on
    return replace(p, meeting_note=e.note, conferred_on=on, meeting_on=held)


_STEPS: Mapping[Kind, Callable[[Problem, Event], Problem]] = {
    Kind.PENDED: _pended,
    Kind.REGISTERED: _registered,
    Kind.INCLUDED: _included,
    Kind.MERGED: _merged,
    Kind.REPORTED: _reported,
    Kind.REVISED: _revised,
    Kind.EARLIER: _earlier,
    Kind.SUSPECTED: _suspected,
    Kind.DISTINGUISHED: _distinguished,
    Kind.ASSIGNED: _assigned,
    Kind.HANDED_BACK: _handed_back,
    Kind.ACCEPTED: _accepted,
    Kind.PROGRESSED: _progressed,
    Kind.OWNER_ASKED: _owner_asked,
    Kind.OWNER_REPORTED: _owner_reported,
    Kind.RAISED: _raised,
    Kind.PROPOSED: _proposed,
    Kind.BATCHED: _batched,
    Kind.AGREED: _agreed,
    Kind.ESCALATED: _escalated,
    Kind.SENT_BACK: _sent_back,
    Kind.ANSWERED: _answered,
    Kind.CLOSE_REQUESTED: _close_requested,
    Kind.CLOSED: _closed,
    Kind.REOPENED: _reopened,
    Kind.ASKED: _asked,
    Kind.WITHDRAWN: _withdrawn,
    Kind.REJECTED: _rejected,
    Kind.CARRY_PROPOSED: _carry_proposed,
    Kind.CARRIED: _carried,
    Kind.DUE_CHANGED: _due_changed,
    Kind.SPLIT: _split,
    Kind.MEETING_SET: _meeting_set,
    Kind.CONFERRED: _conferred,
    Kind.RECLASSIFIED: _reclassified,
    Kind.SUPERVISED: _supervised,
}


def apply(problem: Problem | None, event: Event) -> Problem:
    """The problem after the event. An entry begins with `RECEIVED`; anything else on nothing is a KeyError."""
    if event.kind is Kind.RECEIVED:
        return _received(event)
    if problem is None:
        raise KeyError(f"entry {event.entry} begins with {event.kind}, not with received")
    return _STEPS[event.kind](problem, event)


def fold(events: Iterable[Event]) -> dict[int, Problem]:
    """Entries after all events, in order of receipt: the ledger as of the last event."""
    entries: dict[int, Problem] = {}
    for event in events:
        entries[event.entry] = apply(entries.get(event.entry), event)
    return entries

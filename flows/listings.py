"""The JSON that other programs rely on (architecture.md): ledger, inbox, outbox, checks, as lists of plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from campaign.claims import provisional
from campaign.commonality import group_numbers
from campaign.events import Event, Kind, apply
from campaign.lights import light
from campaign.problem import Problem
from db import inbox, outbox, records
from db.ledger import history, ledger_at
from db.models import InboxMessage, OutboxLetter
from flows.desk import Desk
from reports.behind import behind

Rows = list[dict[str, Any]]


def ledger(desk: Desk, session: Session, now: datetime) -> Rows:
    """Every row ever received, in order of receipt: events up to and including `now`, lights and dues as of then."""
    stories: dict[int, list[dict[str, Any]]] = {}
    problems: dict[int, Problem] = {}
    for event in history(session, desk.id, now):
        before = problems.get(event.entry)
        problems[event.entry] = after = apply(before, event)
        stories.setdefault(event.entry, []).append(_event(desk, event, before, after))
    groups = group_numbers(problems.values(), desk.campaign.settings.identity.group)
    return [_problem(desk, p, stories[entry], groups.get(entry), now) for entry, p in problems.items()]


def _problem(
    desk: Desk, p: Problem, events: Sequence[Mapping[str, Any]], group: str | None, now: datetime
) -> dict[str, Any]:
    return {
        "number": p.number,
        "provisional": provisional(p.entry),
        "project_code": p.project_code,
        "project": p.report.project_name,
        "category": p.category,
        "matter": p.report.matter,
        "problem": p.report.problem,
        "ask": p.report.ask,
        "tier": p.tier,
        "body": list(p.report.bodies),
        "lead": p.lead,
        "responsible": p.responsible,
        "state": p.state.value,
        "light": light(p, now, desk.campaign),
        "due": p.due and p.due.isoformat(),
        "waiting_on": p.waiting_on if p.is_open else None,
        "reporters": list(p.reporters),
        "sources": [asdict(source) for source in p.sources],
        "merged_into": p.merged_into,
        "merged": list(p.merged),
        "proposals": [
            {"kind": "duplicate", "with": proposal.number, "score": proposal.score, "decision": proposal.decision}
            for proposal in p.proposals
        ],
        "group": group,
        "batch": p.batch,
        "next_step": p.next_step,
        "next_date": p.next_date and p.next_date.isoformat(),
        "events": list(events),
    }


#: what an event changed, said as from → to; a change of state where nothing more precise is listed
_CHANGED: Mapping[Kind, str] = {Kind.DUE_CHANGED: "due", Kind.ASSIGNED: "responsible", Kind.REVISED: "problem"}


def _event(desk: Desk, event: Event, before: Problem | None, after: Problem) -> dict[str, Any]:
    return {
        "at": _instant(desk, event.at),
        "kind": event.kind.value,
        "actor": event.actor,
        "message_id": event.message_id,
        "from": before and _aspect(before, event.kind),
        "to": _aspect(after, event.kind),
        "note": event.note or event.data.get("progress"),
        "source": event.data.get("source"),
    }


def _aspect(problem: Problem, kind: Kind) -> str | None:
    what = _CHANGED.get(kind)
    if what == "due":
        return problem.due.isoformat() if problem.due else None
    if what == "problem":
        return problem.report.problem
    if what == "responsible":
        return problem.responsible
    return problem.state.value


def _instant(desk: Desk, at: datetime | None) -> str | None:
    return desk.campaign.calendar.local(at).isoformat() if at else None


def figures(desk: Desk, session: Session, now: datetime) -> Rows:
    """The figures of the digest as of then, each with the numbers it counts."""
    problems = ledger_at(session, desk.id, now)
    offices = desk.campaign.settings.offices.coordinators
    return [
        {"figure": figure.label, "count": len(figure.numbers), "numbers": list(figure.numbers)}
        for figure in behind(desk.campaign, problems, now, *offices)
    ]


def inbox_messages(desk: Desk, session: Session, now: datetime) -> Rows:
    """Every message collected, with its outcome."""
    return [_message(desk, row) for row in inbox.listing(session, desk.id, now)]


def _message(desk: Desk, row: InboxMessage) -> dict[str, Any]:
    return {
        "message_id": row.message_id,
        "sha256": row.sha256,
        "uid": row.uid,
        "from": row.sender,
        "subject": row.subject,
        "unit": row.unit,
        "verdict": row.verdict,
        "received_at": _instant(desk, row.received_at),
        "outcome": row.outcome,
        "kinds": list(row.kinds),
        "reason": {"code": row.code, "message": row.message} if row.code else None,
        "attachments": [
            {
                "name": part.name,
                "sha256": part.sha256,
                "outcome": part.outcome,
                "reason": {"code": part.code, "message": part.message} if part.code else None,
                "rows": part.rows,
            }
            for part in row.attachments
        ],
    }


def outbox_letters(desk: Desk, session: Session, now: datetime) -> Rows:
    """Every letter composed, with its state."""
    return [_letter(desk, row) for row in outbox.listing(session, desk.id, now)]


def _letter(desk: Desk, row: OutboxLetter) -> dict[str, Any]:
    sent = [delivery.sent_at for delivery in row.deliveries if delivery.sent_at]
    return {
        "kind": row.kind,
        "key": row.key,
        "to": list(row.to),
        "cc": list(row.cc),
        "subject": row.subject,
        "state": outbox.state_of(row).value,
        "attempts": max((delivery.attempts for delivery in row.deliveries), default=0),
        "message_id": row.message_id,
        "in_reply_to": row.in_reply_to,
        "created_at": _instant(desk, row.created_at),
        "sent_at": _instant(desk, max(sent)) if sent else None,
        "attachments": list(row.attachments),
    }


def check_results(desk: Desk, session: Session, now: datetime) -> Rows:
    """Every check result stored, passes as well as hits."""
    return [
        {
            "code": result.code,
            "at": _instant(desk, result.at),
            "result": result.result.value,
            "units": list(result.units),
            "numbers": list(result.numbers),
            "detail": result.detail,
        }
        for result in records.results(session, desk.id, now)
    ]

"""Carrying out what a unit says in words about its numbers: every number is told its own end (I3-I6, I10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.acts import Actor, Refused
from campaign.events import Kind
from campaign.feedback import Feedback, take_feedback
from campaign.orders import Unclear
from campaign.outcomes import OrderOutcome, RowResult
from campaign.plain import Request, Statement
from campaign.plain_words import asks_to_close
from campaign.problem import OWNER, State
from campaign.replies import tells_reply
from campaign.vocabulary import Status

_TOLD = {RowResult.PROGRESS: "进展已登记", RowResult.CLOSE_REQUESTED: "销号申请已登记"}


def take_statement(actor: Actor, statement: Statement | Unclear, attached: Sequence[str]) -> OrderOutcome:
    """Do what was said of each number; `attached`: evidence files that came with the mail."""
    if isinstance(statement, Unclear):
        return OrderOutcome(statement.line, None, unclear=statement.why)
    done, refused = [], []
    for number in statement.numbers:
        row = replace(statement.row, number=number, attached=tuple(attached))
        try:
            remark = _take(actor, statement, row)
        except Refused as why:
            refused.append((number, why.reason))
        else:
            done.append(f"{number}（{'；'.join([remark, *statement.assumed])}）")
    return OrderOutcome(statement.line, statement.says.value, tuple(done), tuple(refused))


def _take(actor: Actor, statement: Statement, row: Feedback) -> str:
    if isinstance(statement.says, Request):
        return _ask(actor, statement.says, row)
    if statement.says is Status.DONE and (_only_answered(actor, row) or _only_supplied(actor, row)):
        row = replace(row, status=Status.WORKING)
    if row.attached and not row.evidence:
        row = replace(row, evidence="、".join(row.attached))
    told = take_feedback(actor, row)
    if told.result is RowResult.REFUSED:
        raise Refused(*told.notes)
    return "；".join([_TOLD[told.result], *told.notes])


def _only_answered(actor: Actor, row: Feedback) -> bool:
    """Whether the words tell what the superior replied to a number reported up, and do not ask to close it (T14)."""
    problem, text = actor.ledger.numbered(row.number), row.progress or ""
    escalated = problem is not None and problem.state is State.ESCALATED
    return escalated and tells_reply(text) and not asks_to_close(text)


def _only_supplied(actor: Actor, row: Feedback) -> bool:
    """Whether the words tell that an owner has what was lacking, and do not ask to close the number (D55)."""
    problem, text = actor.ledger.numbered(row.number), row.progress or ""
    is_owners = problem is not None and problem.waiting_on == OWNER and actor.unit != problem.responsible
    return is_owners and not asks_to_close(text)


def _ask(actor: Actor, request: Request, row: Feedback) -> str:
    problem = actor.ledger.numbered(row.number)
    if problem is None:
        raise Refused("总台账中没有此编号")
    if request is Request.ACCEPT:
        actor.act(problem, Kind.ACCEPTED)
        return "已登记接受交办"
    actor.act(problem, Kind.ASKED, note=row.reason_next, request=Request.WITHDRAW.value)
    return "已转牵头单位确认"

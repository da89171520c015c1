"""Rows that wait without a number, and what an office decides about them: 纳入 and 不纳入 (A17; T3, T20)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaign.acts import Actor, Refused
from campaign.campaign import Campaign
from campaign.events import Kind
from campaign.intake import register
from campaign.orders import Order, Verb
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.text import essence

REASON_LABEL = re.compile(r"^(?:原因|理由)\s*[:：]\s*")


def waiting_name(problem: Problem, campaign: Campaign) -> str:
    """By what an office calls a row without a number: its project, or the unit that reported it without naming one."""
    return problem.report.project_name or campaign.directory[problem.reporters[0]].name


def _waiting_rows(actor: Actor, order: Order, unlisted_only: bool = True) -> list[Problem]:
    """Rows without a number whose project is named (A17); the bare verb means the only project that waits.

    `unlisted_only`: only rows whose project is not in the catalogue, which is all that 纳入 and 不纳入 decide.
    """
    if order.numbers:
        raise Refused("已编号的问题不适用此项意见，请写项目名称")
    pending = actor.ledger.where({State.PENDING})
    if unlisted_only:
        pending = [p for p in pending if p.project_code is None and p.report.project_name]
    waiting = [(essence(waiting_name(p, actor.campaign)), p) for p in pending]
    names = {name for name, _ in waiting}
    wanted = essence(order.rest)
    if not wanted and len(names) != 1:
        raise Refused("请写明项目名称")
    named = {name for name in names if name in wanted} if wanted else names
    longest = {name for name in named if not any(name != other and name in other for other in named)}
    if not longest:
        raise Refused(f"没有待确认的项目“{order.rest}”")
    return [p for name, p in waiting if name in longest]


def exclude(actor: Actor, order: Order) -> OrderOutcome:
    """不纳入, 不予受理: the rows end, with the reason for their reporters (T20)."""
    rows = _waiting_rows(actor, order, unlisted_only=order.verb is Verb.EXCLUDE)
    for problem in rows:
        actor.act(problem, Kind.REJECTED, note=_reason_beside(waiting_name(problem, actor.campaign), order))
    return _rows_done(order, rows)


def _reason_beside(name: str, order: Order) -> str | None:
    """What the office wrote behind the name."""
    beside = order.rest.partition(name)[2]
    return REASON_LABEL.sub("", beside.strip(" ,，;；:：。")) or None


def include(actor: Actor, order: Order) -> OrderOutcome:
    """纳入: the rows are numbered as rows of a project outside the catalogue (T3)."""
    rows = _waiting_rows(actor, order)
    for problem in rows:
        actor.check(problem, Kind.REGISTERED)
    numbered = [register(p, None, actor.ledger, actor.campaign, actor.at) for p in rows]
    return OrderOutcome(order.line, order.verb.value, tuple(p.number or "" for p in numbered))


def _rows_done(order: Order, rows: Iterable[Problem]) -> OrderOutcome:
    counts: dict[str, int] = {}
    for problem in rows:
        counts[problem.report.project_name] = counts.get(problem.report.project_name, 0) + 1
    return OrderOutcome(order.line, order.verb.value, tuple(f"{name}（{n}条）" for name, n in counts.items()))

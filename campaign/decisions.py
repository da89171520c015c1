"""Carrying out what the coordinating offices decide by reply (D84; T3, T5, T7, T10-T13, T16-T22).

Numbers that are valid are done, the others are told with the reason; an order whose object is unclear does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from campaign.acts import Actor, Refused
from campaign.events import Kind
from campaign.orders import Order, Unclear, Verb
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.vocabulary import TIERS
from campaign.waiting import REASON_LABEL, exclude, include

_BATCH = re.compile(r"第?\s*(\d+|[一二三四五六七八九十]+)\s*批")
_PLACEHOLDER = re.compile(r"〔[^〕\d]*〕")
_CHINESE_DIGITS = "零一二三四五六七八九十"
_DAY = re.compile(r"(?:(20\d{2})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


def carry_out(actor: Actor, order: Order | Unclear) -> OrderOutcome:
    """Do one order; what was done and what was not, number by number."""
    if isinstance(order, Unclear):
        return OrderOutcome(order.line, None, unclear=order.why)
    try:
        return _VERBS[order.verb](actor, order)
    except Refused as refused:
        return OrderOutcome(order.line, order.verb.value, unclear=refused.reason)


def take_request(actor: Actor, order: Order | Unclear) -> OrderOutcome:
    """What a reporting unit may ask for in words: 撤回 of its own numbers, for the lead office to confirm (T19)."""
    if isinstance(order, Unclear):
        return OrderOutcome(order.line, None, unclear=order.why)
    if order.verb is not Verb.WITHDRAW:
        return OrderOutcome(order.line, order.verb.value, unclear="此项意见由活动统筹单位作出，贵单位来件未予执行")

    def one(problem: Problem) -> str:
        actor.act(problem, Kind.ASKED, note=order.rest or None, request="撤回")
        return "已转牵头单位确认"

    try:
        return _each(actor, order, one)
    except Refused as refused:
        return OrderOutcome(order.line, order.verb.value, unclear=refused.reason)


def _each(actor: Actor, order: Order, one: Callable[[Problem], str | None]) -> OrderOutcome:
    """Apply to each number named; `one` gives a remark to show behind the number, or raises Refused."""
    if not order.numbers:
        raise Refused("未写明问题编号")
    known = {number: actor.ledger.numbered(number) for number in order.numbers}
    outcome = _over(order, [problem for problem in known.values() if problem], one)
    unknown = tuple((number, "总台账中没有此编号") for number, problem in known.items() if problem is None)
    return replace(outcome, refused=outcome.refused + unknown)


def _over(order: Order, problems: Iterable[Problem], one: Callable[[Problem], str | None]) -> OrderOutcome:
    done, refused = [], []
    for problem in problems:
        number = problem.number or ""
        try:
            remark = one(problem)
            done.append(f"{number}（{remark}）" if remark else number)
        except Refused as why:
            refused.append((number, why.reason))
    return OrderOutcome(order.line, order.verb.value, tuple(done), tuple(refused))


def _effect(effective: bool) -> str | None:
    return None if effective else "待另一办公室确认"


def _numbered(actor: Actor, number: str) -> Problem:
    problem = actor.ledger.numbered(number)
    if problem is None:
        raise Refused("总台账中没有此编号")
    return problem


def _reason(order: Order) -> str:
    reason = REASON_LABEL.sub("", order.rest)
    if not reason or _PLACEHOLDER.search(reason):
        raise Refused("未写明原因")
    return reason


def _close(actor: Actor, order: Order) -> OrderOutcome:
    def one(problem: Problem) -> str | None:
        if actor.unit in {problem.applicant, problem.responsible}:
            raise Refused("申请单位不得自行审核")
        return _effect(actor.agree(problem, Kind.CLOSED, "close"))

    return _each(actor, order, one)


def _with_reason(kind: Kind) -> Callable[[Actor, Order], OrderOutcome]:
    """Acts whose reason is mandatory (T13, T17, T18, T19)."""

    def act(actor: Actor, order: Order) -> OrderOutcome:
        reason = _reason(order)

        def one(problem: Problem) -> None:
            actor.act(problem, kind, note=reason)

        return _each(actor, order, one)

    return act


def _reassign(actor: Actor, order: Order) -> OrderOutcome:
    words = [word for word in re.split(r"[\s,，;；:：]+|由|给|至", order.rest) if word]
    unit = next(filter(None, map(actor.campaign.directory.find, words)), None)
    if unit is None:
        raise Refused("未写明改派单位，或单位名称不在通讯录内")

    def one(problem: Problem) -> None:
        if unit.code in problem.refused_by:
            raise Refused(f"{unit.name}已退回过该问题")
        actor.act(problem, Kind.ASSIGNED, unit=unit.code, due=problem.due.isoformat() if problem.due else None)

    return _each(actor, order, one)


def _merge(actor: Actor, order: Order) -> OrderOutcome:
    if len(order.numbers) != 2:
        raise Refused("合并请写明两个编号，如“合并 甲→乙”")
    absorbed, survivor = (_numbered(actor, number) for number in order.numbers)
    if not survivor.is_open:
        raise Refused(f"{survivor.number}当前状态为“{survivor.state.chinese}”，不能并入")
    if absorbed.project_code != survivor.project_code:
        raise Refused("不同项目的问题不合并，可作为共性问题处理")
    actor.act(absorbed, Kind.MERGED, into=survivor.number)
    for reporter, source in zip(absorbed.reporters, absorbed.sources, strict=False):
        actor.record(survivor, Kind.REPORTED, reporter=reporter, source=vars(source), number=absorbed.number)
    return OrderOutcome(order.line, order.verb.value, (f"{absorbed.number}（并入{survivor.number}）",))


def _raise(actor: Actor, order: Order) -> OrderOutcome:
    tier = next((tier for tier in TIERS if tier[:2] in order.rest), None)
    superior = next(iter(actor.campaign.superiors(order.rest)), None)
    if tier is None and superior is None:
        raise Refused("未写明提级层级")

    def one(problem: Problem) -> None:
        if superior is None and tier == "县级":
            actor.act(problem, Kind.RAISED, tier=tier)
        elif superior is not None:
            actor.act(problem, Kind.PROPOSED, superior=superior.name, tier=superior.tier)
        else:
            raise Refused("提级到市级以上请写明上级部门名称")

    return _each(actor, order, one)


def _escalate(actor: Actor, order: Order) -> OrderOutcome:
    def one(problem: Problem) -> str | None:
        return _effect(actor.agree(problem, Kind.ESCALATED, "escalate", batch=problem.batch))

    return _over(order, _listed(actor, order), one)


def _listed(actor: Actor, order: Order) -> list[Problem]:
    """The batch meant: by its number, by problem numbers, or the only one that waits (D41)."""
    waiting = [p for p in actor.ledger.where({State.PROPOSED}) if p.batch is not None]
    named = _BATCH.search(order.rest)
    if named:
        waiting = [p for p in waiting if p.batch == _to_int(named[1])]
    if order.numbers:
        waiting = [p for p in waiting if p.number in order.numbers]
    if not waiting:
        raise Refused("没有待确认的上报批次与所写一致")
    if len({p.batch for p in waiting}) > 1:
        raise Refused("有多个批次待确认，请写明第几批")
    return waiting


def _to_int(digits: str) -> int:
    """12, 十二 and 二十一."""
    if digits.isdigit():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (_CHINESE_DIGITS.index(tens or "一") * 10 if ten else 0) + (_CHINESE_DIGITS.index(ones) if ones else 0)


def _extend(actor: Actor, order: Order) -> OrderOutcome:
    due = _day(order.rest, actor)
    if due is None:
        raise Refused("未写明延期至何日")
    last = actor.campaign.settings.due.last_extension

    def one(problem: Problem) -> str:
        if problem.due_changes:
            raise Refused("每个问题只能延期一次")
        if problem.tier == TIERS[0] and due > last:
            raise Refused(f"部门级问题延期不得晚于{last.isoformat()}")
        actor.act(problem, Kind.DUE_CHANGED, note=order.rest, due=due.isoformat())
        return f"延期至{due.isoformat()}"

    return _each(actor, order, one)


def _day(text: str, actor: Actor) -> date | None:
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return date(int(match[1] or actor.campaign.settings.campaign.year), int(match[2]), int(match[3]))
    except ValueError:
        raise Refused(f"日期“{match[0]}”不存在") from None


def _carry(actor: Actor, order: Order) -> OrderOutcome:
    proposed = [p for p in actor.ledger.where(set(State)) if p.is_open and p.carry_proposed]
    chosen = [p for p in proposed if not order.numbers or p.number in order.numbers]
    if not chosen:
        raise Refused("没有待确认的转后续跟踪清单")
    return _over(order, chosen, lambda problem: _effect(actor.agree(problem, Kind.CARRIED, "carry")))


_VERBS: Mapping[Verb, Callable[[Actor, Order], OrderOutcome]] = {
    Verb.CLOSE: _close,
    Verb.ESCALATE: _escalate,
    Verb.CARRY: _carry,
    Verb.REJECT: exclude,
    Verb.EXCLUDE: exclude,
    Verb.INCLUDE: include,
    Verb.SEND_BACK: _with_reason(Kind.SENT_BACK),
    Verb.REASSIGN: _reassign,
    Verb.MERGE: _merge,
    Verb.RAISE: _raise,
    Verb.EXTEND: _extend,
    Verb.REOPEN: _with_reason(Kind.REOPENED),
    Verb.WITHDRAW: _with_reason(Kind.WITHDRAWN),
}

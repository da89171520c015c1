"""Carrying out what the coordinating offices decide by reply (D33, D84; T3, T5, T7, T10-T13, T16-T22).

Numbers that are valid are done, the others are told with the reason; an order whose object is unclear does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from campaign.acts import Actor, Refused
from campaign.days import days_written
from campaign.events import Kind
from campaign.handoff import due_of
from campaign.identity import distinguish
from campaign.numbers import narrowed
from campaign.orders import Order, Unclear, Verb
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.splitting import split
from campaign.vocabulary import TIERS
from campaign.waiting import REASON_LABEL, exclude, include

_BATCH = re.compile(r"第?\s*(\d+|[一二三四五六七八九十]+)\s*批")
_CHINESE_DIGITS = "零一二三四五六七八九十"
#: what the department says, quoted by the office that raises the problem
_OPINION = re.compile(r"(?:部门|单位|局|委|办)意见\s*[:：为是]\s*(?P<opinion>\S.*)", re.DOTALL)


def carry_out(actor: Actor, order: Order | Unclear) -> OrderOutcome:
    """Do one order; what was done and what was not, number by number."""
    if isinstance(order, Unclear):
        return OrderOutcome(order.line, None, unclear=order.why)
    try:
        return _VERBS[order.verb](actor, order)
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


def _numbered(actor: Actor, number: str) -> Problem:
    problem = actor.ledger.numbered(number)
    if problem is None:
        raise Refused("总台账中没有此编号")
    return problem


def _close(actor: Actor, order: Order) -> OrderOutcome:
    return _each(actor, order, lambda problem: actor.agree(problem, Kind.CLOSED, "close"))


def _with_reason(kind: Kind) -> Callable[[Actor, Order], OrderOutcome]:
    """Acts whose reason is what stands beside them (T13, T17, T18, T19)."""

    def act(actor: Actor, order: Order) -> OrderOutcome:
        def one(problem: Problem) -> None:
            actor.act(problem, kind, note=REASON_LABEL.sub("", order.rest))

        return _each(actor, order, one)

    return act


def _reassign(actor: Actor, order: Order) -> OrderOutcome:
    words = [word for word in re.split(r"[\s,，;；:：。]+|由|给|至|办理", order.rest) if word]
    unit = next(filter(None, map(actor.campaign.directory.find, words)), None)
    if unit is None:
        raise Refused("未写明改派单位，或单位名称不在通讯录内")

    def one(problem: Problem) -> None:
        actor.act(problem, Kind.ASSIGNED, unit=unit.code, due=due_of(problem, actor.campaign, actor.at))

    return _each(actor, order, one)


def _merge(actor: Actor, order: Order) -> OrderOutcome:
    if len(order.numbers) != 2:
        raise Refused("合并请写明两个编号，如“合并 甲→乙”")
    absorbed, survivor = (_numbered(actor, number) for number in order.numbers)
    actor.act(absorbed, Kind.MERGED, into=survivor.number)
    for reporter, source in zip(absorbed.reporters, absorbed.sources, strict=False):
        actor.record(survivor, Kind.REPORTED, reporter=reporter, source=vars(source), number=absorbed.number)
    return OrderOutcome(order.line, order.verb.value, (f"{absorbed.number}（并入{survivor.number}）",))


def _distinguish(actor: Actor, order: Order) -> OrderOutcome:
    if len(order.numbers) != 2:
        raise Refused("不合并请写明两个编号，如“不合并 甲 乙”")
    one, other = (_numbered(actor, number) for number in order.numbers)
    distinguish(actor, one, other)
    return OrderOutcome(order.line, order.verb.value, (f"{one.number}与{other.number}分别办理",))


def _split(actor: Actor, order: Order) -> OrderOutcome:
    if len(order.numbers) != 1:
        raise Refused("拆分请写明一个编号，如“拆分 编号：1.……；2.……”")
    problem = _numbered(actor, order.numbers[0])
    further = split(actor, problem, order.rest)
    told = f"{problem.number}（首项保留原编号，新编号{'、'.join(p.number or '' for p in further)}）"
    return OrderOutcome(order.line, order.verb.value, (told,))


def _raise(actor: Actor, order: Order) -> OrderOutcome:
    quoted = _OPINION.search(order.rest)
    opinion = {"opinion": quoted["opinion"]} if quoted else {}
    wanted = order.rest[: quoted.start()] if quoted else order.rest
    tier = next((tier for tier in TIERS if tier[:2] in wanted), None)
    superior = next(iter(actor.campaign.superiors(wanted)), None)
    if tier is None and superior is None:
        raise Refused("未写明提级层级")

    def one(problem: Problem) -> None:
        if superior is None and tier == "县级":
            actor.act(problem, Kind.RAISED, tier=tier, **opinion)
        elif superior is not None:
            said = {"progress": quoted["opinion"]} if quoted else {}
            actor.act(problem, Kind.PROPOSED, superior=superior.name, tier=superior.tier, **said)
        else:
            raise Refused("提级到市级以上请写明上级部门名称")

    return _each(actor, order, one)


def _escalate(actor: Actor, order: Order) -> OrderOutcome:
    def one(problem: Problem) -> str | None:
        pending = actor.agree(problem, Kind.ESCALATED, "escalate", batch=problem.batch)
        return pending or f"两办已确认，请于{_within(actor, clocks.upward_report)}前行文上报"

    clocks = actor.campaign.settings.clocks
    return _over(order, _listed(actor, order), one)


def _within(actor: Actor, working_days: int) -> str:
    """``6月18日``, the last day of a clock that begins today."""
    calendar = actor.campaign.calendar
    day = calendar.add_working_days(calendar.local(actor.at).date(), working_days)
    return f"{day.month}月{day.day}日"


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
    """The office's reason is what stands beside the day; without one it is the unit's own (T22)."""
    due, beside = _day(order.rest, actor)
    if due is None:
        raise Refused("未写明延期至何日")

    def one(problem: Problem) -> str:
        actor.act(problem, Kind.DUE_CHANGED, note=beside or problem.next_step, due=due.isoformat())
        return f"延期至{due.isoformat()}"

    return _each(actor, order, one)


def _day(text: str, actor: Actor) -> tuple[date | None, str]:
    """The first day written, and what is written beside it."""
    written = next(days_written(narrowed(text), actor.today), None)
    if written is None:
        return None, text
    if written.day is None:
        raise Refused(f"日期“{written.text}”不存在")
    before, after = text[: written.start], text[written.end :]
    return written.day, (before.strip().rstrip("至到为") + after).strip(" \t，,、:：。")


def _answer(actor: Actor, order: Order) -> OrderOutcome:
    """上级批复: the lead office passes on what the superior body has replied (T14)."""
    day, gist = _day(order.rest, actor)
    replied_on = day.isoformat() if day else None
    by = _within(actor, actor.campaign.settings.clocks.superior_reply)

    def one(problem: Problem) -> str:
        actor.act(problem, Kind.ANSWERED, note=gist or None, replied_on=replied_on)
        return f"恢复办理，请于{by}前转告项目业主"

    return _each(actor, order, one)


def _carry(actor: Actor, order: Order) -> OrderOutcome:
    proposed = [p for p in actor.ledger.where(set(State)) if p.is_open and p.carry_proposed]
    chosen = [p for p in proposed if not order.numbers or p.number in order.numbers]
    if not chosen:
        raise Refused("没有待确认的转后续跟踪清单")
    return _over(order, chosen, lambda problem: actor.agree(problem, Kind.CARRIED, "carry"))


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
    Verb.DISTINGUISH: _distinguish,
    Verb.SPLIT: _split,
    Verb.RAISE: _raise,
    Verb.EXTEND: _extend,
    Verb.REOPEN: _with_reason(Kind.REOPENED),
    Verb.WITHDRAW: _with_reason(Kind.WITHDRAWN),
    Verb.ANSWER: _answer,
}

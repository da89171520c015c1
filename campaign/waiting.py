"""Rows that wait without a number, and what an office decides about them: 纳入 and 不纳入 (A17; T3, T5, T20)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from campaign.acts import Actor, Refused
from campaign.answers import asked_about
from campaign.campaign import Campaign
from campaign.catalogue import Project, code_key
from campaign.events import Kind
from campaign.identity import Identity
from campaign.orders import Order, Verb
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.project_names import core_name
from campaign.text import essence

REASON_LABEL = re.compile(r"^(?:原因|理由)\s*[:：]\s*")
_PLACEHOLDER = re.compile(r"〔[^〕\d]*〕")
#: why a complete row waits when its project is not known
NOT_LISTED = "项目未在重点项目目录内"

#: what may stand beside the names of projects that are taken in; in the writing of `essence`
_BESIDE = re.compile(
    r"(?:同意|可以?|予以|准予|均|都|全部|[将把对请现该等和与及的项个\d一二三四五六七八九十]|以及|关于|经(?:研究|核实?)|[我本]办|以[上下]|上述|"
    r"项目|工程|(?:本次|此次)?(?:活动|攻坚月?)|重点(?:项目)?(?:目录|名单|台账)?|目录|台账|范围|管理|(?:尽快|及时)?(?:登记|办理|编号)|谢谢|此复|特此回复)*"
)
_APART = re.compile(r"[\s（）()\[\]【】《》“”\"，,、：:]+")

_TARGET = re.compile(r"\s*对应[于为到]?\s*(?:目录内?|重点)?(?:项目)?(?:编号|名称)?\s*[:：]?\s*(?P<project>\S.*)$")


@dataclass(frozen=True)
class _Inclusion:
    """``纳入 甲项目 对应 省2018-03``: the name that waits, and which of the catalogue's projects it means, if said."""

    name: str
    project: Project | None


def waiting_name(problem: Problem, campaign: Campaign) -> str:
    """By what an office calls a row without a number: its project, or the unit that reported it without naming one."""
    return problem.report.project_name or campaign.directory[problem.reporters[0]].name


def is_unlisted(problem: Problem) -> bool:
    """Whether the row waits for the office to say which project it means, or that it is none of the catalogue's."""
    unknown = problem.project_code is None and not problem.included
    return problem.state is State.PENDING and unknown and bool(problem.report.project_name)


def exclude(actor: Actor, order: Order) -> OrderOutcome:
    """不纳入, 不予受理: the rows end, with the reason for their reporters (T20)."""
    if order.verb is Verb.EXCLUDE:
        _entitled(actor)
    if _PLACEHOLDER.search(order.rest):
        raise Refused("未写明原因")
    rows = _waiting_rows(actor, order, order.before or order.rest, unlisted_only=order.verb is Verb.EXCLUDE)
    _nothing_beside(rows, order.before, actor)
    for problem in rows:
        about = asked_about(problem.report) if order.verb is Verb.EXCLUDE else {}
        reason = _reason_beside(rows, order, actor)
        actor.act(problem, Kind.REJECTED, note=reason, **about)
    return _rows_done(order, rows)


def include(actor: Actor, order: Order) -> OrderOutcome:
    """纳入: the rows are numbered, or merged with what the project's entries say in the same words (T3, T5).

    Alone it means a project outside the catalogue, with 对应 one of the catalogue's under another name. Rows that
    still lack something keep waiting for it, their project being settled.
    """
    _entitled(actor)
    inclusion = _inclusion(actor, f"{order.before} {order.rest}".strip())
    rows = _waiting_rows(actor, order, inclusion.name)
    _nothing_beside(rows, inclusion.name, actor)
    if inclusion.project and len({problem.report.project_name for problem in rows}) > 1:
        raise Refused("请逐个项目写明对应的项目编号")
    code = inclusion.project.code if inclusion.project else None
    done = [_include(actor, problem, code) for problem in rows]
    return OrderOutcome(order.line, order.verb.value, tuple(dict.fromkeys(done)))


def _entitled(actor: Actor) -> None:
    office = actor.campaign.settings.offices.projects
    if actor.unit != office:
        raise Refused(f"应由{actor.campaign.directory[office].name}提出")


def _inclusion(actor: Actor, text: str) -> _Inclusion:
    target = _TARGET.search(text)
    if target is None:
        return _with_code(actor, text)
    written = target["project"].strip(" ,，;；:：。")
    project = actor.campaign.catalogue.named(written)
    if project is None:
        raise Refused(f"“{written}”不是重点项目目录内的项目编号或项目名称")
    return _Inclusion(text[: target.start()], project)


def _with_code(actor: Actor, text: str) -> _Inclusion:
    """A code of the catalogue beside the name says which project is meant: ``纳入 甲项目（省2018-03）``."""
    codes = {code_key(project.code): project for project in actor.campaign.catalogue.projects}
    coded = {word: codes[code_key(word)] for word in _APART.split(text) if code_key(word) in codes}
    if len(coded) > 1:
        raise Refused("请逐个项目写明对应的项目编号")
    for word, project in coded.items():
        return _Inclusion(text.replace(word, " "), project)
    return _Inclusion(text, None)


def _nothing_beside(rows: Iterable[Problem], text: str, actor: Actor) -> None:
    """Names and consent, and nothing else: no condition, no other name, no doubt."""
    beside = essence(text)
    known = {waiting_name(p, actor.campaign) for p in rows} | {p.report.project_code or "" for p in rows}
    for name in sorted(map(essence, known), key=len, reverse=True):
        beside = beside.replace(name, "") if name else beside
    if not _BESIDE.fullmatch(beside):
        raise Refused(f"“{text.strip()}”不能全部理解，未予执行；请逐个项目分行填写")


def _include(actor: Actor, problem: Problem, code: str | None) -> str:
    """What the answer calls the row afterwards: its number, or what it still waits for."""
    is_complete = problem.pending == (NOT_LISTED,)
    settled = actor.act(problem, Kind.INCLUDED, project_code=code, **asked_about(problem.report))
    if not is_complete:
        return f"{problem.report.project_name}（待补正后登记）"
    twin = _own_twin(actor, settled)
    if twin is not None:
        return f"并入{_unite(actor, settled, twin)}"
    survivor = Identity(actor.campaign, actor.ledger, actor.at, actor.message_id).admit(settled, code)
    return survivor.number or "" if survivor.entry == problem.entry else f"并入{survivor.number}"


def _own_twin(actor: Actor, problem: Problem) -> Problem | None:
    """What the same unit has reported of the project under its right name, in the same words."""
    text = essence(problem.report.problem)
    own = actor.ledger.of_unit(problem.project_key, problem.reporters[0])
    identity = Identity(actor.campaign, actor.ledger, actor.at)
    roots = [identity.root(p) for p in own if p.entry != problem.entry and essence(p.report.problem) == text]
    return next((root for root in roots if root.is_open), None)


def _unite(actor: Actor, problem: Problem, twin: Problem) -> str:
    actor.record(problem, Kind.MERGED, into=twin.number)
    for source in problem.sources:
        actor.record(twin, Kind.REPORTED, reporter=problem.reporters[0], source=vars(source))
    return twin.number or ""


def _waiting_rows(actor: Actor, order: Order, text: str, unlisted_only: bool = True) -> list[Problem]:
    """Rows without a number whose project is named (A17); the bare verb means the only project that waits.

    `unlisted_only`: only rows whose project is not in the catalogue, which is all that 纳入 and 不纳入 decide.
    """
    if order.numbers:
        raise Refused("已编号的问题不适用此项意见，请写项目名称")
    pending = actor.ledger.where({State.PENDING})
    if unlisted_only:
        pending = list(filter(is_unlisted, pending))
    waiting = [(essence(waiting_name(p, actor.campaign)), p) for p in pending]
    names = {name for name, _ in waiting}
    wanted = essence(text)
    if not wanted and len(names) != 1:
        raise Refused("请写明项目名称")
    named = {name for name in names if name in wanted} if wanted else names
    longest = {name for name in named if not any(name != other and name in other for other in named)}
    if not longest or not _stages(text) <= {stage for name in longest for stage in _stages(name)}:
        raise Refused(f"没有待确认的项目“{text}”")
    return [p for name, p in waiting if name in longest]


def _stages(name: str) -> frozenset[str]:
    """期 and 标段: an order about another one than waits is about another project."""
    return core_name(name)[1]


def _reason_beside(rows: Iterable[Problem], order: Order, actor: Actor) -> str | None:
    """What the office wrote behind the names."""
    names = (waiting_name(problem, actor.campaign) for problem in rows)
    ends = [order.rest.find(name) + len(name) for name in names if name in order.rest]
    beside = order.rest[0 if order.before else max(ends, default=len(order.rest)) :]
    return REASON_LABEL.sub("", beside.strip(' ,，;；:：。》”"')) or None


def _rows_done(order: Order, rows: Iterable[Problem]) -> OrderOutcome:
    counts: dict[str, int] = {}
    for problem in rows:
        counts[problem.report.project_name] = counts.get(problem.report.project_name, 0) + 1
    return OrderOutcome(order.line, order.verb.value, tuple(f"{name}（{n}条）" for name, n in counts.items()))

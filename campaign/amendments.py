"""Decisions taken in the ledger workbook: the copy that came back against the copy that was sent (D84; M05, M07).

What an office wrote into the open columns becomes the same orders that it could have sent as text, under the same
rules. A value that has changed in the ledger since the copy was sent is a conflict, and a change in any other column
is not allowed: both are told and do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from campaign.acts import Actor, Refused
from campaign.campaign import Campaign
from campaign.decisions import carry_out
from campaign.events import Kind
from campaign.orders import Verb, read_orders
from campaign.outcomes import OrderOutcome
from campaign.problem import Problem, State
from campaign.text import squeeze
from campaign.vocabulary import TIERS

NUMBER, CATEGORY, TIER, UNIT, DUE = "编号", "问题类别", "需协调层级", "责任单位", "办理时限"
DECISION, REASON = "处理意见", "意见说明"
#: the columns of the sheet that an office may write into
OPEN_COLUMNS = (CATEGORY, TIER, UNIT, DUE, DECISION, REASON)
#: what may be chosen in 处理意见; 改派 and 延期 are said by writing another unit or another day
CHOICES = (Verb.CLOSE, Verb.SEND_BACK, Verb.RAISE, Verb.ESCALATE, Verb.MERGE, Verb.REOPEN, Verb.WITHDRAW, Verb.CARRY)

#: a line of the sheet: label → text
Line = Mapping[str, str]

_CLAUSES = re.compile(r"[。；;\r\n]+")


def shown(campaign: Campaign, problem: Problem) -> Line:
    """The cells of a problem that an office may change, as the sheet shows them."""
    unit = campaign.directory[problem.responsible].name if problem.responsible else ""
    return {
        CATEGORY: problem.category or "",
        TIER: problem.tier or "",
        UNIT: unit,
        DUE: problem.due.isoformat() if problem.due else "",
        DECISION: "",
        REASON: "",
    }


@dataclass(frozen=True)
class _Row:
    """One number of the sheet as it was sent and as it came back."""

    problem: Problem
    sent: Line
    back: Line

    def changed(self, label: str) -> bool:
        return squeeze(self.back.get(label, "")) != squeeze(self.sent.get(label, ""))

    def __getitem__(self, label: str) -> str:
        return squeeze(self.back.get(label, ""))


def amend(actor: Actor, sent: Mapping[str, Line], back: Mapping[str, Line]) -> list[OrderOutcome]:
    """Carry out the differences, number by number; both mappings go by problem number. Empty when nothing differs."""
    outcomes = [outcome for number in sent if number in back for outcome in _number(actor, number, sent, back)]
    for number in (number for number in back if number not in sent):
        outcomes.append(_refused(number, "发出的台账中没有此编号，该行未予采纳"))
    for number in (number for number in sent if back and number not in back):
        outcomes.append(_refused(number, "返回的台账中缺少该行；台账中的问题不因删行而取消"))
    return outcomes


def _number(actor: Actor, number: str, sent: Mapping[str, Line], back: Mapping[str, Line]) -> Iterator[OrderOutcome]:
    problem = actor.ledger.numbered(number)
    if problem is None:
        yield _refused(number, "总台账中没有此编号")
        return
    row = _Row(problem, sent[number], back[number])
    closed = [label for label in row.back if label not in OPEN_COLUMNS and row.changed(label)]
    if closed:
        yield _refused(number, f"“{'”“'.join(closed)}”栏不能在此修改，改动未予采纳")
    yield from _open_columns(actor, row)


def _open_columns(actor: Actor, row: _Row) -> Iterator[OrderOutcome]:
    now = shown(actor.campaign, row.problem)
    for label, change in _CHANGES.items():
        if not row.changed(label) or row[label] == squeeze(now[label]):
            continue
        if squeeze(now[label]) != squeeze(row.sent.get(label, "")):
            yield _refused(row.problem.number, f"台账发出后“{label}”已变为“{now[label]}”，请在最新台账上填写")
        else:
            yield from change(actor, row)
    if row[REASON] and not row[DECISION] and not row.changed(DUE):
        yield _refused(row.problem.number, f"只填写了“{REASON}”，未填写“{DECISION}”")


def _say(actor: Actor, text: str) -> Iterable[OrderOutcome]:
    """Carry out what the row says, read as if it had been written in a reply."""
    info = actor.campaign.settings.campaign
    return [carry_out(actor, order) for order in read_orders(text, info.number_prefix, info.number_width)]


def _decide(actor: Actor, row: _Row) -> Iterable[OrderOutcome]:
    if row[DECISION] not in {choice.value for choice in CHOICES}:
        return [_refused(row.problem.number, f"“{row[DECISION]}”不是可选的处理意见，请从下拉列表中选择")]
    return _say(actor, f"{row[DECISION]} {row.problem.number} {_one_clause(row.back.get(REASON, ''))}")


def _reassign(actor: Actor, row: _Row) -> Iterable[OrderOutcome]:
    return _say(actor, f"{Verb.REASSIGN.value} {row.problem.number} {row[UNIT]}")


def _extend(actor: Actor, row: _Row) -> Iterable[OrderOutcome]:
    reason = _one_clause(row.back.get(REASON, "")) if not row[DECISION] else ""
    return _say(actor, f"{Verb.EXTEND.value} {row.problem.number} 至{row[DUE]} {reason}")


def _one_clause(text: str) -> str:
    return _CLAUSES.sub("，", text.strip())


def _set_category(actor: Actor, row: _Row) -> Iterable[OrderOutcome]:
    return [_reclassify(actor, row, CATEGORY, actor.campaign.categories, "category")]


def _set_tier(actor: Actor, row: _Row) -> Iterable[OrderOutcome]:
    """The tier is confirmed before work begins; afterwards it is raised, which has its own rules (T10, T11)."""
    if row.problem.state not in {State.REGISTERED, State.ASSIGNED}:
        told = f"问题已在办理，调整层级请在“{DECISION}”栏选择“{Verb.RAISE.value}”并说明"
        return [_refused(row.problem.number, told)]
    return [_reclassify(actor, row, TIER, TIERS, "tier")]


def _reclassify(actor: Actor, row: _Row, label: str, names: Collection[str], key: str) -> OrderOutcome:
    """A new 类别 or 层级; the number stays (forms.md 5.8)."""
    number, value = row.problem.number or "", row[label]
    line = f"{number} {label}改为“{value}”"
    if value not in names:
        return OrderOutcome(line, None, refused=((number, f"“{label}”只能是{'、'.join(names)}之一"),))
    try:
        actor.act(row.problem, Kind.RECLASSIFIED, **{key: value})
    except Refused as refused:
        return OrderOutcome(line, None, refused=((number, refused.reason),))
    return OrderOutcome(line, None, done=(f"{number}（{label}改为{value}）",))


def _refused(number: str | None, why: str) -> OrderOutcome:
    return OrderOutcome(f"台账办理：{number}", None, refused=((number or "", why),))


_CHANGES: Mapping[str, Callable[[Actor, _Row], Iterable[OrderOutcome]]] = {
    CATEGORY: _set_category,
    TIER: _set_tier,
    UNIT: _reassign,
    DUE: _extend,
    DECISION: _decide,
}

"""What waits for the offices as matters to be asked about on a screen: the decisions of the digest, with their choices.

One matter is one decision of the digest; requests to close that came in one mail are one matter together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from campaign.campaign import Campaign
from campaign.claims import provisional
from campaign.orders import Order, Verb, read_orders
from campaign.problem import Problem, State
from reports.decisions import Decision, decisions
from reports.views import unit_name, view
from reports.wording import excerpt, joined, ranges

_BLANK = re.compile(r"〔([^〕]*)〕")
NUMBERS = "编号"
#: verbs about two numbers together, in their order
_PAIRED = frozenset({Verb.MERGE, Verb.DISTINGUISH})
_EXCERPT = 90


@dataclass(frozen=True)
class Choice:
    """What may be decided. `wants`: what has to be filled in as the reply marks it, 编号 or 原因 or 单位名称."""

    label: str
    order: Order
    wants: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """`offices`: unit codes of those whose decision is still open. `key` changes with all that a person is shown."""

    word: str
    subject: str
    detail: str
    offices: tuple[str, ...]
    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """``销号审核 GJ2018-0001 5f2c9a01``: readable, and the same only while nothing about the matter has changed."""
        shown = (self.detail, self.offices, [c.label for c in self.choices], [_stand(p) for p in self.problems])
        return f"{self.title} {sha256(repr(shown).encode()).hexdigest()[:8]}"

    @property
    def title(self) -> str:
        return f"{self.word} {excerpt(self.subject, 40)}"

    @property
    def is_divisible(self) -> bool:
        """Whether an opinion may be on some of its numbers alone."""
        return not all(choice.order.verb in _PAIRED for choice in self.choices)


def _stand(p: Problem) -> tuple[object, ...]:
    agreed = sorted((action, *sorted(units)) for action, units in p.consents.items())
    return p.entry, p.number, p.report.problem, p.state.value, p.evidence, p.close_requested_at, p.progress, agreed


def matters(campaign: Campaign, problems: Sequence[Problem]) -> list[Matter]:
    """Everything that waits for one of the two offices or for both, in the order of the digest."""
    waiting: dict[tuple[str, str], tuple[Decision, list[str]]] = {}
    for office in campaign.settings.offices.coordinators:
        for decision in decisions(campaign, office, problems):
            waiting.setdefault((decision.matter, decision.subject), (decision, []))[1].append(office)
    groups: dict[tuple[object, ...], list[Decision]] = {}
    for decision, offices in waiting.values():
        groups.setdefault((tuple(offices), *_together(decision)), []).append(decision)
    found = (_matter(campaign, group, key[0]) for key, group in groups.items())
    return [matter for matter in found if matter.choices]


def _together(decision: Decision) -> tuple[object, ...]:
    """What decisions must have in common to be one matter."""
    first = decision.problems[0]
    if first.state is State.CLOSE_REQ and len(decision.problems) == 1:
        return decision.matter, first.applicant, first.close_requested_at
    return decision.matter, decision.subject


def _matter(campaign: Campaign, group: Sequence[Decision], offices: object) -> Matter:
    assert isinstance(offices, tuple)
    problems = tuple(problem for decision in group for problem in decision.problems)
    alone, first = len(group) == 1, problems[0]
    return Matter(
        word=group[0].matter,
        subject=group[0].subject if alone else ranges(decision.subject for decision in group),
        detail=group[0].detail if len(problems) == 1 and first.state is not State.CLOSE_REQ else "",
        offices=offices,
        choices=tuple(_choices(campaign, group)),
        problems=problems,
    )


def _choices(campaign: Campaign, group: Sequence[Decision]) -> Iterable[Choice]:
    """The replies that the digest prints; the same order about several numbers is one choice."""
    info, found = campaign.settings.campaign, dict[str, Choice]()
    for reply in (line for decision in group for line in decision.replies):
        read = read_orders(_BLANK.sub("", reply), info.number_prefix, info.number_width)
        if len(read) != 1 or not isinstance(read[0], Order):
            continue  # a name that cannot be said in a reply cannot be decided by one either
        order = read[0]
        label = order.line if order.verb in _PAIRED else f"{order.verb.value} {order.rest}".strip()
        known = found.get(label)
        numbers = tuple(dict.fromkeys((*(known.order.numbers if known else ()), *order.numbers)))
        found[label] = Choice(label, replace(order, numbers=numbers), tuple(_BLANK.findall(reply)))
    return found.values()


def asked(campaign: Campaign, matter: Matter, now: datetime) -> str:
    """What the form says above its fields, in Markdown: whose opinion on what, and what submitting it does.

    The form is narrow: each problem is a short paragraph, the whole table is beside the run (`tabled`).
    """
    lines = [f"### {_plain(matter.title)}", "", f"请以**{_names(campaign, matter.offices)}**名义提出意见。"]
    lines += [_agreed(campaign, matter), _plain(matter.detail), ""]
    for problem in matter.problems:
        item = view(campaign, problem, now)
        lines += [
            f"**{item.number or provisional(problem.entry)}** {_plain(item.titled)}",
            f"- 问题：{_plain(excerpt(item.problem, _EXCERPT))}",
            f"- {_ground(problem)[0]}：{_plain(excerpt(_ground(problem)[1], _EXCERPT)) or '无'}",
            f"- 提出单位：{_plain(_by(campaign, problem))}",
            "",
        ]
    lines.append("提交即执行，与邮件回复同等效力，执行情况发至该单位登记邮箱；已由邮件决定的不再执行。")
    return "\n".join(lines)


def tabled(campaign: Campaign, matter: Matter, now: datetime) -> str:
    """Everything about the problems of a matter, one line each, as a Markdown table."""
    labels = ("编号", "项目", "存在问题", "请求事项", "层级", "佐证材料", "最新进展", "提出单位", "办理时限")
    lines = [f"| {' | '.join(labels)} |", f"| {' | '.join('---' for _ in labels)} |"]
    for problem in matter.problems:
        item = view(campaign, problem, now)
        cells = (
            item.number or provisional(problem.entry),
            item.titled,
            item.problem,
            item.ask,
            item.tier,
            item.evidence,
            item.progress,
            _by(campaign, problem),
            item.due,
        )
        lines.append(f"| {' | '.join(map(_plain, cells))} |")
    return "\n".join(lines)


def _names(campaign: Campaign, codes: Iterable[str]) -> str:
    return joined(unit_name(campaign, code) for code in codes)


def _agreed(campaign: Campaign, matter: Matter) -> str:
    agreed = {code for p in matter.problems for units in p.consents.values() for code in units}
    return f"{_names(campaign, sorted(agreed))}已同意。" if agreed else ""


def _ground(problem: Problem) -> tuple[str, str]:
    """What the decision rests on."""
    if problem.evidence:
        return "佐证材料", problem.evidence
    if problem.pending:
        return "待补正、待确认", "；".join(problem.pending)
    return "最新进展", problem.progress or ""


def _by(campaign: Campaign, problem: Problem) -> str:
    """Who asks: the applicant or the responsible unit, for what has no number yet its reporters."""
    by = problem.applicant or problem.responsible
    return unit_name(campaign, by) if by and problem.number else _names(campaign, problem.reporters)


def _plain(text: str) -> str:
    """Text on one line that Markdown leaves alone."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))

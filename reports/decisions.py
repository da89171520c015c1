"""What waits for an office's decision 待处理事项, each with the words it can reply (D84, lifecycle.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from campaign.campaign import Campaign
from campaign.handoff import responsible_unit
from campaign.problem import Problem, State
from reports.views import oldest_first, unit_name
from reports.wording import excerpt, joined, one_line


@dataclass(frozen=True)
class Decision:
    """`replies` are the lines the office may send back as they stand; 〔…〕 marks what it has to fill in."""

    matter: str
    subject: str
    detail: str
    replies: tuple[str, ...]


def decisions(campaign: Campaign, office: str, problems: Iterable[Problem]) -> tuple[Decision, ...]:
    """What the office (unit code) can decide now, in the order of a problem's life."""
    entries = oldest_first(problems)
    offices = campaign.settings.offices
    both = office in offices.coordinators
    return (
        *(_scope(entries) if office == offices.projects else ()),
        *_unassigned(campaign, office, entries),
        *_requests(office, entries),
        *(_escalations(office, entries) if both else ()),
        *_closings(campaign, office, entries, both),
        *(_carry_over(office, entries) if both else ()),
    )


def _scope(entries: Sequence[Problem]) -> Iterable[Decision]:
    """Projects outside the catalogue (A17): the key projects office says whether they belong to it."""
    waiting = [p for p in entries if p.state is State.PENDING and p.project_code is None and p.report.project_name]
    for name, group in groupby(sorted(waiting, key=_written), key=_written):
        yield Decision(
            "项目是否纳入",
            name,
            f"不在重点项目目录内，涉及报送问题{len(list(group))}条",
            (f"纳入 {name}", f"不纳入 {name}"),
        )


def _written(problem: Problem) -> str:
    return one_line(problem.report.project_name)


def _unassigned(campaign: Campaign, office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Handed back, or nobody's by rule (T6, T7)."""
    for p in entries:
        if p.state is not State.REGISTERED or p.lead != office:
            continue
        if p.refused_by:
            why = f"{joined(unit_name(campaign, code) for code in p.refused_by)}提出不属于本单位职责"
        elif responsible_unit(p, campaign) is None:
            why = "尚未明确责任单位"
        else:
            continue
        yield Decision("改派", p.number or "", f"{why}：{_gist(p)}", (f"改派 {p.number} 〔单位名称〕",))


def _requests(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """What a unit asks the lead office for by its feedback: 提级, 延期至…"""
    for p in entries:
        if p.lead != office or not p.is_open or not p.request or p.state is State.REGISTERED:
            continue
        if p.request.startswith("延期"):
            detail, replies = (
                f"申请{p.request}：{p.next_step or _gist(p)}",
                (f"延期 {p.number} {p.request.removeprefix('延期')}",),
            )
        else:
            detail, replies = f"申请提级协调：{p.progress or _gist(p)}", (f"提级 县级 {p.number}",)
        yield Decision(p.request[:2], p.number or "", one_line(detail), replies)


def _escalations(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Batches on the list to be reported up, until this office has agreed (T12)."""
    listed = [p for p in entries if p.state is State.PROPOSED and p.batch and not _agreed(p, "escalate", office)]
    for batch in sorted({p.batch for p in listed if p.batch}):
        numbers = joined(p.number or "" for p in listed if p.batch == batch)
        yield Decision(
            "上报",
            f"第{batch}批",
            f"拟上报市级以上部门：{numbers}",
            (f"同意上报 第{batch}批", "退回 〔编号〕 〔原因〕"),
        )


def _closings(campaign: Campaign, office: str, entries: Sequence[Problem], both: bool) -> Iterable[Decision]:
    """Close requests to review (T16): the lead office's, and both offices' for what was reported up."""
    for p in entries:
        if p.state is not State.CLOSE_REQ or _agreed(p, "close", office):
            continue
        if p.lead == office or (both and p.ever_escalated):
            detail = f"{unit_name(campaign, p.responsible)}申请销号，佐证：{p.evidence or '见来件附件'}"
            yield Decision(
                "销号审核", p.number or "", one_line(detail), (f"同意销号 {p.number}", f"退回 {p.number} 〔原因〕")
            )


def _carry_over(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """The carry-over proposal, until this office has agreed (T21)."""
    listed = [p for p in entries if p.is_open and p.carry_proposed and not _agreed(p, "carry", office)]
    if listed:
        numbers = joined(p.number or "" for p in listed)
        yield Decision("转后续跟踪", f"{len(listed)}个问题", f"拟转后续跟踪：{numbers}", ("同意转后续",))


def _agreed(problem: Problem, action: str, office: str) -> bool:
    return office in problem.consents.get(action, frozenset())


def _gist(problem: Problem) -> str:
    return excerpt(problem.report.problem, 40)

"""What waits for an office's decision 待处理事项, each with the words it can reply (D84, lifecycle.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from campaign.campaign import Campaign
from campaign.events import Kind
from campaign.handoff import responsible_unit
from campaign.lifecycle import reviewers, transition
from campaign.problem import Problem, State
from campaign.questions import Repeat, repeats
from campaign.vocabulary import OTHER
from campaign.waiting import is_unlisted, waiting_name
from reports.views import oldest_first, unit_name
from reports.wording import excerpt, joined, long_day, one_line, ranges, short_day

#: so many pairs are listed one by one, the likest first; the others are in 待确认事项 (M09), where all are
_REPEATS = 10


@dataclass(frozen=True)
class Decision:
    """`replies` are the lines the office may send back as they stand; 〔…〕 marks what it has to fill in.

    `problems`: what it is about.
    """

    matter: str
    subject: str
    detail: str
    replies: tuple[str, ...]
    problems: tuple[Problem, ...]


def decisions(campaign: Campaign, office: str, problems: Iterable[Problem]) -> tuple[Decision, ...]:
    """What the office (unit code) can decide now, in the order of a problem's life."""
    entries = oldest_first(problems)
    offices = campaign.settings.offices
    both = office in offices.coordinators
    return (
        *(_scope(campaign, entries) if office == offices.projects else ()),
        *_incomplete(campaign, office, entries),
        *_repeats(campaign, office, entries),
        *_unclassified(office, entries),
        *_unassigned(campaign, office, entries),
        *_requests(campaign, office, entries),
        *(_escalations(office, entries) if both else ()),
        *_closings(campaign, office, entries),
        *(_carry_over(office, entries) if both else ()),
    )


def _scope(campaign: Campaign, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Projects outside the catalogue (A17): the key projects office takes them in, or says which one is meant."""
    for name, group in _by_name(campaign, filter(is_unlisted, entries)):
        report = group[0].report
        near = [one.project for one in campaign.catalogue.match(report.project_name, report.project_code).candidates]
        alike = joined(f"{project.code} {project.name}" for project in near)
        yield Decision(
            "项目是否纳入",
            name,
            f"不在重点项目目录内，涉及报送问题{len(group)}条" + (f"；目录内名称相近的有：{alike}" if near else ""),
            (f"纳入 {name}", f"不纳入 {name}", *(f"纳入 {name} 对应 {project.code}" for project in near)),
            tuple(group),
        )


def _incomplete(campaign: Campaign, office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Rows of known projects that the unit has not completed: they keep the books from balancing (T3, T20, C3-2)."""
    lacking = [
        p
        for p in entries
        if p.state is State.PENDING and not is_unlisted(p) and campaign.lead_office(p.category) == office
    ]
    for name, rows in _by_name(campaign, lacking):
        reasons = "；".join(dict.fromkeys(reason.rstrip("。；") for p in rows for reason in p.pending))
        units = joined(dict.fromkeys(unit_name(campaign, code) for p in rows for code in p.reporters))
        yield Decision(
            "待补正",
            name,
            one_line(f"{units}报送问题{len(rows)}条尚未补正：{reasons}。可督促补正，不宜受理的请回复"),
            (f"不予受理 {name}",),
            tuple(rows),
        )


def _by_name(campaign: Campaign, rows: Iterable[Problem]) -> Iterable[tuple[str, list[Problem]]]:
    """Rows by the name under which an office decides on them."""

    def name(problem: Problem) -> str:
        return one_line(waiting_name(problem, campaign))

    return ((key, list(group)) for key, group in groupby(sorted(rows, key=name), key=name))


def _unclassified(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Numbers reported under 其他, until they are handed off: the office may name a category in the workbook (D15)."""
    own = tuple(p for p in entries if p.state is State.REGISTERED and p.lead == office and p.category == OTHER)
    if own:
        told = f"按“{OTHER}”报送{len(own)}个，可归入所列类别的，请在所附总台账“台账办理”工作表改选“问题类别”"
        yield Decision("问题归类", ranges(p.number or "" for p in own), told, (), own)


def _repeats(campaign: Campaign, office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """疑似重复: pairs that the office has neither merged nor told apart (forms.md 5.7)."""
    pairs = sorted(repeats(office, entries), key=lambda pair: -pair.score)
    for pair in pairs[:_REPEATS]:
        both = (pair.later, pair.earlier)
        said = "；".join(f"{p.number}（{_reporters(campaign, p)}）{_gist(p)}" for p in both)
        detail = one_line(f"{pair.later.report.project_name}，相似度{pair.score:.0%}：{said}")
        yield Decision("疑似重复", joined(p.number or "" for p in both), detail, repeat_replies(pair), both)
    if more := pairs[_REPEATS:]:
        told = "相似度较低的，请在待确认事项邮件中逐组答复"
        yield Decision("疑似重复", f"其余{len(more)}组", told, (), tuple(pair.later for pair in more))


def repeat_replies(pair: Repeat) -> tuple[str, ...]:
    """The words by which an office merges a number that is not handed off yet into the other, or tells them apart."""
    ways = ((pair.later, pair.earlier), (pair.earlier, pair.later))
    merging = next((way for way in ways if transition(way[0], Kind.MERGED)), None)
    merge = (f"合并 {merging[0].number}→{merging[1].number}",) if merging else ()
    return (*merge, f"不合并 {pair.later.number}→{pair.earlier.number}")


def _reporters(campaign: Campaign, problem: Problem) -> str:
    return joined(unit_name(campaign, code) for code in problem.reporters)


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
        yield Decision("改派", p.number or "", f"{why}：{_gist(p)}", (f"改派 {p.number} 〔单位名称〕",), (p,))


def _requests(campaign: Campaign, office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """What a unit asks the lead office for by its feedback: 提级, 延期至…, 改派, 撤回.

    Only 撤回, which the reporting units ask for, can come before the handoff or outlive a request to close.
    """
    for p in entries:
        if p.lead != office or not p.is_open or not p.request:
            continue
        word = p.request[:2]
        if word != "撤回" and p.state in {State.REGISTERED, State.CLOSE_REQ}:
            continue
        detail, reply = _REQUESTS[word](p)
        asking = p.reporters if word == "撤回" else filter(None, [p.responsible])
        units = joined(unit_name(campaign, code) for code in asking)
        yield Decision(word, p.number or "", one_line(f"{units}{detail}"), (reply,), (p,))


def _extension(p: Problem) -> tuple[str, str]:
    asked = (p.request or "").removeprefix("延期至")
    day = date.fromisoformat(asked)
    return f"申请延期至{short_day(day)}：{p.next_step or _gist(p)}", f"延期 {p.number} 至 {long_day(day)}"


def _raising(p: Problem) -> tuple[str, str]:
    return f"申请提级协调：{p.progress or _gist(p)}", f"提级 县级 {p.number}"


def _reassignment(p: Problem) -> tuple[str, str]:
    return f"申请改派：{p.progress or _gist(p)}", f"改派 {p.number} 〔单位名称〕"


def _withdrawal(p: Problem) -> tuple[str, str]:
    return f"申请撤回，原因：{p.withdrawal}；原问题：{_gist(p)}", f"撤回 {p.number} 〔原因〕"


#: the first two characters of `Problem.request` → what is asked, and the words to grant it
_REQUESTS: Mapping[str, Callable[[Problem], tuple[str, str]]] = {
    "延期": _extension,
    "提级": _raising,
    "改派": _reassignment,
    "撤回": _withdrawal,
}


def _escalations(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Batches on the list to be reported up, until this office has agreed (T12)."""
    listed = [p for p in entries if p.state is State.PROPOSED and p.batch and not _agreed(p, "escalate", office)]
    for batch in sorted({p.batch for p in listed if p.batch}):
        of_batch = tuple(p for p in listed if p.batch == batch)
        yield Decision(
            "上报",
            f"第{batch}批",
            f"拟上报市级以上部门：{joined(p.number or '' for p in of_batch)}",
            (f"同意上报 第{batch}批", "退回 〔编号〕 〔原因〕"),
            of_batch,
        )


def _closings(campaign: Campaign, office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """Close requests that the office reviews (T16)."""
    for p in entries:
        if p.state is not State.CLOSE_REQ or _agreed(p, "close", office):
            continue
        if office in reviewers(p, campaign.settings.offices):
            detail = f"{unit_name(campaign, p.applicant or p.responsible)}申请销号，佐证：{p.evidence or '见来件附件'}"
            replies = (f"同意销号 {p.number}", f"退回 {p.number} 〔原因〕")
            yield Decision("销号审核", p.number or "", one_line(detail), replies, (p,))


def _carry_over(office: str, entries: Sequence[Problem]) -> Iterable[Decision]:
    """The carry-over proposal, until this office has agreed (T21)."""
    listed = [p for p in entries if p.is_open and p.carry_proposed and not _agreed(p, "carry", office)]
    if listed:
        numbers = joined(p.number or "" for p in listed)
        yield Decision("转后续跟踪", f"{len(listed)}个问题", f"拟转后续跟踪：{numbers}", ("同意转后续",), tuple(listed))


def _agreed(problem: Problem, action: str, office: str) -> bool:
    return office in problem.consents.get(action, frozenset())


def _gist(problem: Problem) -> str:
    return excerpt(problem.report.problem, 40)

"""M09 待确认事项: what an office is asked, each with the line that answers it (A16, A17; T3, T5, T20)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.catalogue import Candidate
from campaign.corrections import Doubtful
from campaign.directory import Unit
from campaign.letters import Letter
from campaign.preparation import Conflict
from campaign.problem import Problem
from campaign.questions import HeldMail, OtherUnit, ProjectQuestion, Questions, Repeat
from reports.decisions import repeat_replies
from reports.letters.base import Envelope, boxes, compose
from reports.views import unit_name, view
from reports.wording import excerpt, joined, moment, one_line, short_day

#: so many rows of a project, and so many held mails, are listed one by one
_ROWS = 5
_MAILS = 20
_GIST = 60
#: closing ground ⑤ of forms.md 5.3 is what is left (T5)
_BOTH_HANDED_OFF = "两个编号均已交办，不再合并；确系同一问题的，由责任单位说明已与另一编号合并，申请销号"


@dataclass(frozen=True)
class _Row:
    """A waiting row: who reported it, where it stands, and what it says."""

    unit: str
    gist: str


@dataclass(frozen=True)
class _Near:
    """A catalogue project that may be meant."""

    code: str
    name: str
    owner: str
    score: str


@dataclass(frozen=True)
class _Project:
    name: str
    code: str
    rows: tuple[_Row, ...]
    count: int
    candidates: tuple[_Near, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True)
class _Side:
    """One of two problems that may be the same."""

    number: str
    unit: str
    problem: str
    state: str


@dataclass(frozen=True)
class _Pair:
    project: str
    later: _Side
    earlier: _Side
    replies: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class _Mail:
    sender: str
    subject: str
    at: str
    why: str


@dataclass(frozen=True)
class _Digest:
    n: int
    at: str
    detail: str
    replies: tuple[str, ...]


@dataclass(frozen=True)
class _Other:
    unit: str
    attachment: str
    at: str
    told: str


@dataclass(frozen=True)
class _Conflict:
    """What the owner says of a matter, and how the number stands."""

    number: str
    project: str
    matter: str
    owner: str
    department: str


def questions(campaign: Campaign, office: Unit, asked: Questions, now: datetime) -> Letter:
    """M09 to one office. The same questions make the same key: they are asked once."""
    local = campaign.calendar.local(now)
    return compose(
        campaign,
        "M09",
        Envelope(office.code, _fingerprint(asked), boxes([office])),
        now,
        heading="待确认事项",
        addressee=office.name,
        context={
            "as_of": moment(local),
            "count": len(asked),
            "asked": _asked(asked),
            "projects": tuple(_project(campaign, question) for question in asked.projects),
            "repeats": tuple(_pair(campaign, repeat, now) for repeat in asked.repeats),
            "held": tuple(_mail(campaign, mail) for mail in asked.held[:_MAILS]),
            "more_held": max(0, len(asked.held) - _MAILS),
            "others": tuple(_other(campaign, other) for other in asked.others),
            "digests": tuple(_digest(campaign, digest) for digest in asked.digests),
            "conflicts": tuple(_conflict(campaign, one) for one in asked.conflicts),
            "mailbox": campaign.settings.campaign.mailbox,
        },
    )


def _fingerprint(asked: Questions) -> str:
    return hashlib.sha256(repr(asked.identity).encode()).hexdigest()[:12]


def _asked(asked: Questions) -> str:
    """What the subject says: the question itself, or how many there are of each kind."""
    kinds = (
        (len(asked.projects), "个项目未在重点项目目录内，是否纳入", "个项目是否纳入"),
        (len(asked.repeats), "组疑似重复问题，是否合并", "组疑似重复问题"),
        (len(asked.held), "封来件未予受理", "封未受理来件"),
        (len(asked.digests), "期日报数据可能有误，是否更正", "期日报数据是否更正"),
        (len(asked.conflicts), "项业主与部门口径不一致，请核实", "项口径不一致"),
        (len(asked.others), "份报送材料所填单位与来件单位不一致", "份单位不一致的材料"),
    )
    present = [(count, whole, short) for count, whole, short in kinds if count]
    if len(present) == 1:
        return f"{present[0][0]}{present[0][1]}"
    return f"{len(asked)}项（{joined(f'{count}{short}' for count, _, short in present)}）"


def _project(campaign: Campaign, question: ProjectQuestion) -> _Project:
    name = one_line(question.name)
    return _Project(
        name=name,
        code=one_line(question.code or ""),
        rows=tuple(_row(campaign, problem) for problem in question.rows[:_ROWS]),
        count=len(question.rows),
        candidates=tuple(_near(campaign, candidate) for candidate in question.candidates),
        replies=(
            *(f"纳入 {name} 对应 {candidate.project.code}" for candidate in question.candidates),
            f"纳入 {name}",
            f"不纳入 {name} 〔原因〕",
        ),
    )


def _row(campaign: Campaign, problem: Problem) -> _Row:
    return _Row(_reporters(campaign, problem), excerpt(problem.report.problem, _GIST))


def _reporters(campaign: Campaign, problem: Problem) -> str:
    return joined(unit_name(campaign, code) for code in problem.reporters)


def _near(campaign: Campaign, candidate: Candidate) -> _Near:
    project = candidate.project
    owner = unit_name(campaign, project.owner) if project.owner else project.owner_text
    return _Near(project.code, project.name, owner, f"{candidate.score:.0%}")


def _conflict(campaign: Campaign, conflict: Conflict) -> _Conflict:
    problem, told = conflict.problem, conflict.told
    project = campaign.catalogue.by_code[told.project]
    proof = "，".join(filter(None, (short_day(told.obtained_on), told.document)))
    owner = unit_name(campaign, project.owner) or project.owner_text
    said = excerpt(problem.progress or "", _GIST)
    return _Conflict(
        number=problem.number or "",
        project=project.name,
        matter=one_line(told.matter),
        owner=f"{owner}：{told.status}" + (f"（{one_line(proof)}）" if proof else ""),
        department=f"{unit_name(campaign, problem.responsible)}：{problem.state.chinese}"
        + (f"，{said}" if said else ""),
    )


def _pair(campaign: Campaign, repeat: Repeat, now: datetime) -> _Pair:
    one, other = repeat.later, repeat.earlier
    lines = repeat_replies(repeat)
    return _Pair(
        project=view(campaign, one, now).titled,
        later=_side(campaign, one),
        earlier=_side(campaign, other),
        replies=lines,
        note=_BOTH_HANDED_OFF if len(lines) == 1 else "",
    )


def _side(campaign: Campaign, problem: Problem) -> _Side:
    words = one_line(problem.report.problem)
    return _Side(problem.number or "", _reporters(campaign, problem), words, problem.state.chinese)


def _mail(campaign: Campaign, mail: HeldMail) -> _Mail:
    why = "发件人身份认证未通过，可能系冒用" if mail.is_forged else "发件邮箱不在通讯录内"
    at = moment(campaign.calendar.local(mail.at))
    return _Mail(one_line(mail.sender), excerpt(mail.subject, 50) or "（无主题）", at, why)


def _other(campaign: Campaign, other: OtherUnit) -> _Other:
    at = moment(campaign.calendar.local(other.at))
    return _Other(unit_name(campaign, other.unit), one_line(other.attachment), at, one_line(other.told))


def _digest(campaign: Campaign, digest: Doubtful) -> _Digest:
    at = moment(campaign.calendar.local(digest.at))
    return _Digest(digest.n, at, one_line(digest.detail), (f"更正 日报第{digest.n}期：〔原文〕应为〔正确内容〕",))

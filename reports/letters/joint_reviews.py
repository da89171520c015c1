"""M13 联审联办会商: proposed to the Centre (M13a), convened (M13), concluded (M13c) (D53, practice.md 4.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from campaign.affairs import Sort, token
from campaign.campaign import Campaign
from campaign.catalogue import Project
from campaign.directory import Unit
from campaign.joint_reviews import units
from campaign.letters import Letter
from campaign.problem import Problem
from reports.letters.base import Envelope, boxes, compose, coordinators, names, office_units
from reports.views import LEVEL_WORDS, ProblemView, unit_name, view, views
from reports.wording import joined, short_day

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Proposed:
    """A project for which a review is proposed, under its serial number."""

    serial: str
    project: Project
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Meeting:
    """An accepted review. `units`: codes, that of the lead window first."""

    serial: str
    project: Project
    day: date
    at: time
    place: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class _Matter:
    token: str
    code: str
    titled: str
    owner: str
    units: str
    items: tuple[ProblemView, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True)
class _Concluded:
    item: ProblemView
    opinion: str
    due: str


def review_proposal(campaign: Campaign, proposed: Sequence[Proposed], now: datetime) -> Letter:
    """M13a: all projects for which a review is proposed today, to the Centre."""
    (centre,) = office_units(campaign, campaign.settings.offices.centre)
    day = f"{campaign.calendar.local(now):%Y-%m-%d}"
    first = proposed[0]
    alone = len(proposed) == 1
    return compose(
        campaign,
        "M13a",
        Envelope(centre.code, f"{day}/{'+'.join(one.serial for one in proposed)}", boxes([centre])),
        now,
        heading="联审联办会商建议",
        addressee=centre.name,
        context={
            "what": first.project.name if alone else f"{len(proposed)}个项目",
            "matters": tuple(_matter(campaign, one, now) for one in proposed),
            "departments": campaign.settings.reviews.departments,
            "token": f" [{token(Sort.REVIEW, first.serial)}]" if alone else "",
        },
    )


def _matter(campaign: Campaign, one: Proposed, now: datetime) -> _Matter:
    code = one.project.code
    return _Matter(
        token(Sort.REVIEW, one.serial),
        code,
        titled(one.project),
        owner_of(campaign, one.project),
        joined(unit_name(campaign, unit) for unit in units(one.problems)),
        views(campaign, one.problems, now),
        (f"同意会商 {code} 〔日期〕 〔时间〕 〔地点〕", f"不会商 {code} 〔原因〕"),
    )


def titled(project: Project) -> str:
    """The project's name with its level in brackets."""
    level = joined(LEVEL_WORDS[level] for level in project.levels)
    return f"{project.name}（{level}重点）" if level else project.name


def owner_of(campaign: Campaign, project: Project) -> str:
    return unit_name(campaign, project.owner) or project.owner_text


def review_notice(
    campaign: Campaign, meeting: Meeting, problems: Sequence[Problem], now: datetime, *, before: str
) -> Letter:
    """M13 to the windows and the owner, copies to both offices. `before`: when and where it was to be, if it moves."""
    lead = campaign.directory[meeting.units[0]]
    return compose(
        campaign,
        "M13",
        _envelope(campaign, meeting, f"{meeting.serial}/{meeting.day}T{meeting.at:%H:%M}/{meeting.place}"),
        now,
        heading="联审联办会商通知",
        addressee=_addressees(campaign, meeting),
        context={
            "project": meeting.project.name,
            "titled": titled(meeting.project),
            "units": joined(_short(campaign, code) for code in meeting.units),
            "count": len(problems),
            "when": when(meeting.day, meeting.at),
            "place": meeting.place,
            "lead": lead.name,
            "others": joined(unit_name(campaign, code) for code in meeting.units[1:]),
            "owner": owner_of(campaign, meeting.project),
            "items": views(campaign, problems, now),
            "before": before,
            "token": token(Sort.REVIEW, meeting.serial),
        },
    )


def when(day: date, at: time) -> str:
    """``6月14日（星期四）15:00``."""
    return f"{short_day(day)}（星期{_WEEKDAYS[day.weekday()]}）{at:%H:%M}"


def _short(campaign: Campaign, code: str) -> str:
    """How a subject names a unit: by the shortest of its names."""
    unit = campaign.directory[code]
    return min((unit.name, *unit.aliases), key=len)


def _members(campaign: Campaign, meeting: Meeting) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    owner = meeting.project.owner
    windows = tuple(campaign.directory[code] for code in meeting.units)
    return windows, (campaign.directory[owner],) if owner and owner not in meeting.units else ()


def _addressees(campaign: Campaign, meeting: Meeting) -> str:
    windows, owner = _members(campaign, meeting)
    return "，".join(filter(None, ("、".join(f"{unit.name}窗口" for unit in windows), names(owner))))


def _envelope(campaign: Campaign, meeting: Meeting, cause: str) -> Envelope:
    """To the window mailbox of each department, else its report mailbox, and to the owner."""
    windows, owner = _members(campaign, meeting)
    to = tuple(dict.fromkeys(box for unit in windows for box in unit.windows or unit.mailboxes)) + boxes(owner)
    return Envelope(meeting.project.code, cause, to, boxes(coordinators(campaign)))


def review_conclusion(
    campaign: Campaign,
    meeting: Meeting,
    problems: Sequence[Problem],
    opinions: Mapping[str, tuple[str, date | None]],
    now: datetime,
    *,
    whole: str,
    absent: Sequence[str],
    cause: str,
) -> Letter:
    """M13c 会商结论 to the same. `opinions`: number → words and day; `whole`: what holds for all; `absent`: units."""
    lines = []
    for problem in problems:
        text, due = opinions.get(problem.number or "", ("", None))
        lines.append(_Concluded(view(campaign, problem, now), text, short_day(due)))
    return compose(
        campaign,
        "M13c",
        _envelope(campaign, meeting, f"{meeting.serial}/{cause}"),
        now,
        heading="联审联办会商结论",
        addressee=_addressees(campaign, meeting),
        context={
            "project": meeting.project.name,
            "titled": titled(meeting.project),
            "when": when(meeting.day, meeting.at),
            "lead": unit_name(campaign, meeting.units[0]),
            "lines": tuple(lines),
            "whole": whole,
            "absent": joined(absent),
            "token": token(Sort.REVIEW, meeting.serial),
        },
    )

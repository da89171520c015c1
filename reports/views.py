"""A problem as a letter or a sheet shows it: every attribute is a finished string, so that templates only place it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.campaign import Campaign
from campaign.lifecycle import reviewers
from campaign.lights import Light, held_days, light, waiting_days
from campaign.problem import Problem, State
from campaign.vocabulary import LEVELS, TIERS
from reports.lateness import due_note, warnings
from reports.wording import excerpt, joined, short_day

LIGHTS = {Light.RED: "红灯", Light.YELLOW: "黄灯", Light.GREEN: "绿灯", Light.BLUE: "蓝灯"}

#: 项目级别 as a report names it
LEVEL_WORDS = {level: f"{level}级" for level in LEVELS}

_EXCERPT = 60


@dataclass(frozen=True)
class ProblemView:
    """`problem` and `ask` are verbatim, `gist` the problem's beginning on one line; what is not known is empty.

    `titled`: the project's name with its level in brackets, which is all that brackets behind a name ever mean.
    `held`: for how long who holds the ball has had it.
    `due_note`: what became of the due date, `due_tone` its colour. `warnings`: why the light is yellow or red.
    """

    number: str
    project: str
    titled: str
    level: str
    owner: str
    category: str
    matter: str
    problem: str
    gist: str
    ask: str
    tier: str
    bodies: str
    lead: str
    unit: str
    due: str
    due_note: str
    due_tone: str
    state: str
    light: str
    tone: str
    waiting_on: str
    warnings: str
    owner_word: str
    holder: str
    held: str
    progress: str
    next_step: str
    next_date: str
    superior: str
    batch: str
    evidence: str
    done_on: str
    reporters: str


def unit_name(campaign: Campaign, code: str | None) -> str:
    """The full name of a unit code; empty for none."""
    return campaign.directory[code].name if code else ""


def view(campaign: Campaign, problem: Problem, now: datetime) -> ProblemView:
    """The problem as it stands at `now`, worded."""
    report, project = problem.report, campaign.catalogue.by_code.get(problem.project_code or "")
    shown = light(problem, now, campaign)
    name, level = (project.name, joined(project.levels)) if project else (report.project_name, "")
    note, tone = due_note(problem, now, campaign)
    return ProblemView(
        number=problem.number or "",
        project=name,
        titled=f"{name}（{level}级重点）" if level else name,
        level=level,
        owner=(unit_name(campaign, project.owner) or project.owner_text) if project else "",
        category=problem.category or "",
        matter=report.matter or "",
        problem=report.problem,
        gist=excerpt(report.problem, _EXCERPT),
        ask=report.ask,
        tier=problem.tier or "",
        bodies=joined(report.bodies),
        lead=unit_name(campaign, problem.lead),
        unit=unit_name(campaign, problem.responsible),
        due=short_day(problem.due),
        due_note=note,
        due_tone=tone,
        state=problem.state.chinese,
        light=LIGHTS[shown] if shown else "",
        tone=shown.value if shown else "",
        waiting_on=problem.waiting_on or "",
        warnings="，".join(warnings(problem, now, campaign)),
        owner_word=problem.owner_word or "",
        holder=holder(campaign, problem) + _waited(campaign, problem, now),
        held=f"{held_days(problem, now, campaign)}个工作日" if problem.is_open else "",
        progress=problem.progress or "",
        next_step=problem.next_step or "",
        next_date=short_day(problem.next_date),
        superior=problem.superior or "",
        batch=f"第{problem.batch}批" if problem.batch else "",
        evidence=problem.evidence or "",
        done_on=short_day(problem.done_on),
        reporters=joined(unit_name(campaign, code) for code in problem.reporters),
    )


def holder(campaign: Campaign, problem: Problem) -> str:
    """Who holds the ball 当前等待方: the responsible unit unless somebody else is waited for.

    A close request waits for those who review it (T16).
    """
    if problem.state is State.CLOSE_REQ:
        return joined(unit_name(campaign, code) for code in _reviewers(campaign, problem))
    if problem.waiting_on in (None, "", "部门"):
        return unit_name(campaign, problem.responsible) or unit_name(campaign, problem.lead)
    if problem.waiting_on == "上级" and problem.superior:
        return problem.superior
    return problem.waiting_on or ""


def _waited(campaign: Campaign, problem: Problem, now: datetime) -> str:
    """How long the owner, an intermediary or a superior has been waited for, while the unit's clock stands still."""
    days = waiting_days(problem, now, campaign)
    return f"（已等待{days}个工作日）" if days else ""


def _reviewers(campaign: Campaign, problem: Problem) -> list[str]:
    offices = campaign.settings.offices
    asked = reviewers(problem, offices) - problem.consents.get("close", frozenset())
    return [code for code in offices.coordinators if code in asked]


def views(campaign: Campaign, problems: Iterable[Problem], now: datetime) -> tuple[ProblemView, ...]:
    return tuple(view(campaign, problem, now) for problem in problems)


def county_meeting(problem: Problem) -> str:
    """县级会议: the day that is set, and what it or a joint review concluded last; empty for neither."""
    day = f"定于{short_day(problem.meeting_on)}" if problem.meeting_on and not problem.conferred_on else ""
    said = f"{short_day(problem.conferred_on)}意见：{problem.meeting_note}" if problem.conferred_on else ""
    return day or said


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """County and above first, highest tier on top (D13); within a tier the oldest number first."""
    return sorted(problems, key=lambda p: (-_rank(p.tier), p.number or "", p.entry))


def _rank(tier: str | None) -> int:
    return TIERS.index(tier) if tier in TIERS else -1


def oldest_first(problems: Iterable[Problem]) -> Sequence[Problem]:
    """In order of registration, which is the order of numbers."""
    return sorted(problems, key=lambda p: (p.number or "", p.entry))

"""联审联办会商 (D53, practice.md 4.7): which projects call for one, and what has become of each.

An affair of sort REVIEW is keyed by its serial number. Its acts: ``proposed`` (project, numbers), again when further
numbers come while nobody has answered; ``declined``; ``accepted`` (day, at, place, lead, units, numbers), again for
another day or place; ``concluded`` (items, absent).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from campaign.affairs import Affair, Affairs, Sort
from campaign.campaign import Campaign
from campaign.catalogue import Project
from campaign.problem import Problem, State
from campaign.vocabulary import LEVELS

#: nothing is left to discuss at the windows: it waits for a superior, or for its review
_ELSEWHERE = frozenset({State.ESCALATED, State.CLOSE_REQ})


@dataclass(frozen=True)
class Proposal:
    """A project whose problems call for a joint review; `problems` by number. `key`: of the affair that goes on."""

    project: Project
    problems: tuple[Problem, ...]
    key: str | None

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(p.number or "" for p in self.problems)


def proposals(campaign: Campaign, problems: Iterable[Problem], affairs: Affairs) -> list[Proposal]:
    """What is to be proposed now, most pressing first, at most `reviews.at_once`: each project once while unchanged."""
    limits = campaign.settings.reviews
    found = [
        Proposal(campaign.catalogue.by_code[code], group, _continued(affairs, code))
        for code, group in matters(campaign, problems).items()
        if len(group) >= limits.problems and len(units(group)) >= limits.departments and _is_new(affairs, code, group)
    ]
    return sorted(found, key=lambda one: _weight(one, campaign))[: limits.at_once]


def matters(campaign: Campaign, problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """The open numbers of each catalogue project that a joint review can deal with, by number."""
    groups: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda p: p.number or ""):
        code = problem.project_code
        is_matter = problem.is_open and problem.state not in _ELSEWHERE and problem.responsible
        if code in campaign.catalogue.by_code and is_matter:
            groups.setdefault(code or "", []).append(problem)
    return {code: tuple(group) for code, group in groups.items()}


def units(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The responsible units, that with most of the numbers first: it takes the lead 牵头窗口."""
    counted = Counter(p.responsible for p in problems if p.responsible)
    return tuple(code for code, _ in counted.most_common())


def _weight(one: Proposal, campaign: Campaign) -> tuple[int, int, int, int]:
    level = min((LEVELS.index(level) for level in one.project.levels), default=len(LEVELS))
    place = campaign.catalogue.projects.index(one.project)
    return -len(units(one.problems)), -len(one.problems), level, place


def reviews_of(affairs: Affairs, project: str) -> Iterator[Affair]:
    """The reviews of a project (code), oldest first."""
    return (affair for affair in affairs.of(Sort.REVIEW) if affair.acts[0].data["project"] == project)


def stage(affair: Affair) -> str:
    """``proposed``, ``declined``, ``accepted`` or ``concluded``."""
    return affair.acts[-1].kind


def told_numbers(affair: Affair) -> frozenset[str]:
    """Every number that the review has been about."""
    return frozenset(number for act in affair.acts for number in act.data.get("numbers", ()))


def _is_new(affairs: Affairs, project: str, group: Sequence[Problem]) -> bool:
    """Whether the project has a number that no review of it was about, and none of them is still to be held."""
    known = list(reviews_of(affairs, project))
    told = frozenset[str]().union(*map(told_numbers, known))
    is_set = any(stage(affair) == "accepted" for affair in known)
    return not is_set and any(p.number not in told for p in group)


def _continued(affairs: Affairs, project: str) -> str | None:
    """The key of the proposal that nobody has answered yet."""
    return next((affair.key for affair in reviews_of(affairs, project) if stage(affair) == "proposed"), None)


def next_serial(affairs: Affairs) -> int:
    """The number of the next review."""
    return 1 + max((int(affair.key) for affair in affairs.of(Sort.REVIEW)), default=0)


def meant(
    affairs: Affairs, answered: str | None, serial: str | None, project: str | None, stages: frozenset[str]
) -> str:
    """The key of the review that is written about: by its serial, its project, the letter answered, or the only one.

    Empty when there is none, or several.
    """
    if serial:
        return serial if affairs.find(Sort.REVIEW, serial) else ""
    if project is None and answered:
        return answered
    open_ = [a for a in affairs.of(Sort.REVIEW) if stage(a) in stages]
    found = [a.key for a in open_ if project in {None, a.acts[0].data["project"]}]
    return found[-1] if len(found) == 1 or (found and project) else ""

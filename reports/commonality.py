"""共性问题: what several projects ask of the same superior in nearly the same words (forms.md 5.7)."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from campaign.problem import Problem
from campaign.text import essence

#: from this likeness (0-100) of problem and request on, two numbers are of the same substance
SAME_SUBSTANCE = 80.0


def common_groups(problems: Sequence[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """Groups of problems alike in superior, category and substance, each of two or more projects, in order given."""
    groups: list[list[Problem]] = []
    for problem in problems:
        group = next((group for group in groups if _alike(group[0], problem)), None)
        if group is None:
            groups.append([problem])
        else:
            group.append(problem)
    return tuple(tuple(group) for group in groups if len({_project(p) for p in group}) > 1)


def _alike(one: Problem, other: Problem) -> bool:
    if (one.superior, one.category) != (other.superior, other.category):
        return False
    return fuzz.ratio(_substance(one), _substance(other)) >= SAME_SUBSTANCE


def _substance(problem: Problem) -> str:
    return essence(problem.report.problem + problem.report.ask)


def _project(problem: Problem) -> str:
    return problem.project_code or essence(problem.report.project_name)

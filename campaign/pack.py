"""The pack 上报材料 of what is reported up: project, problem, opinion, suggestion, body above (T11, C2-3)."""

from __future__ import annotations

from campaign.problem import Problem


def lacking(problem: Problem, opinion: str | None, next_step: str | None, superior: str | None) -> tuple[str, ...]:
    """What the pack still lacks, in Chinese; the unit's own report serves as project, problem and suggestion."""
    report = problem.report
    parts = (
        ("项目情况", problem.project_code or report.project_name),
        ("问题", report.problem),
        ("部门意见", opinion or problem.opinion),
        ("建议", next_step or report.ask),
        ("上级部门", superior),
    )
    return tuple(name for name, given in parts if not given)

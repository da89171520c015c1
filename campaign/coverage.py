"""Which projects of the catalogue have been screened 排查覆盖 (D11, C1-3)."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.campaign import Campaign
from campaign.catalogue import Project
from campaign.problem import Problem, State
from campaign.returns import Return


def uncovered(campaign: Campaign, problems: Iterable[Problem], returns: Iterable[Return]) -> list[Project]:
    """Catalogue projects that have no row and whose owner has not filed zero."""
    covered = {p.project_code for p in problems if p.state is not State.REJECTED}
    zero = {returned.unit for returned in returns if returned.zero}
    return [p for p in campaign.catalogue.projects if p.code not in covered and p.owner not in zero]

"""Clauses of the plan that no other test states: who reports, what is configuration, what is kept (docs/clauses.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from campaign.directory import Directory, Unit
from campaign.vocabulary import TIERS
from tests.campaign.small import HERE, handed_off, report, small_campaign

CAMPAIGN = small_campaign()
ROOT = HERE.parents[2]
ROOMS = ("campaign", "db", "flows", "mail", "parsers", "reports")


def statements(text: str) -> str:
    """Code without its comments and docstrings, where examples may stand."""
    return re.sub(r'"""[\s\S]*?"""|#.*', "", text)


@pytest.mark.parametrize("room", ROOMS)
def test_d4_no_line_of_code_knows_the_county_or_the_year(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        found = re.search(r"惠安|huian|泉州|福建|2018年|6月\d|date\(2018", statements(path.read_text("utf-8")))
        assert found is None, f"{path}: {found}"


def test_d14_land_forest_and_sea_head_the_categories() -> None:
    assert list(CAMPAIGN.categories)[:3] == ["用地", "用林", "用海"]


def with_units(*more: Unit) -> tuple[str, ...]:
    """The codes of those who owe a return in the small county with further units."""
    directory = Directory((*CAMPAIGN.directory.units, *more))
    return tuple(unit.code for unit in replace(CAMPAIGN, directory=directory).should_report())


def test_d20_d21_a9_who_owes_a_return() -> None:
    """Departments and owners; a town only where it owns a project; the offices that run the campaign never."""
    assert with_units() == ("A02", "A03", "A04", "B01", "B08")
    assert with_units(Unit("C01", "崇武镇人民政府", "镇")) == with_units()
    town = replace(CAMPAIGN.catalogue.projects[0], owner="C01")
    catalogue = replace(CAMPAIGN.catalogue, projects=(town, *CAMPAIGN.catalogue.projects[1:]))
    directory = Directory((*CAMPAIGN.directory.units, Unit("C01", "崇武镇人民政府", "镇")))
    owning = replace(CAMPAIGN, directory=directory, catalogue=catalogue)
    assert "C01" in {unit.code for unit in owning.should_report()}


def test_d35_the_tier_reported_and_the_tier_confirmed_are_both_kept() -> None:
    problem = handed_off(report=report(tier="部门级"), tier="县级", confirmed={"tier": "县级"})
    assert (problem.report.tier, problem.tier) == ("部门级", "县级")


def test_d82_every_speed_word_is_a_number_of_working_days() -> None:
    settings = CAMPAIGN.settings
    clocks = settings.clocks.model_dump()
    assert {name for name, days in clocks.items() if isinstance(days, int)} >= {"feedback", "acceptance", "review"}
    assert {"yellow_after", "red_after", "near_due"} <= set(settings.lights.model_dump())
    assert date(2018, 6, 9) < settings.due.by_tier[TIERS[0]]

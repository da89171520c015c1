"""台账扩围: who is selected and why, by level, nodes, open problems and investment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from campaign.campaign import Campaign
from campaign.catalogue import Catalogue, Node
from campaign.expansion import Candidate, candidates
from campaign.problem import Problem, State
from tests.campaign.small import handed_off, small_campaign

CAMPAIGN = small_campaign()
PROVINCE, CITY, COUNTY = CAMPAIGN.catalogue.projects
FRIDAY = date(2018, 6, 15)


def planned(*nodes: Node, investment: float | None = None) -> Campaign:
    projects = (PROVINCE, CITY, replace(COUNTY, year_investment=investment))
    return replace(CAMPAIGN, catalogue=Catalogue(projects, nodes))


def scored(
    *nodes: Node, problems: Iterable[Problem] = (), under: Collection[str] = (), investment: float | None = None
) -> dict[str, Candidate]:
    found = candidates(planned(*nodes, investment=investment), problems, under, FRIDAY)
    return {one.project.code: one for one in found}


def test_the_province_s_come_first_then_the_city_s_then_the_county_s() -> None:
    assert [one.score for one in scored().values()] == [6, 4, 2]


def test_what_is_under_the_ledger_is_not_selected_again() -> None:
    assert list(scored(under={PROVINCE.code})) == [CITY.code, COUNTY.code]


def test_an_overdue_node_counts_more_than_a_near_one_and_a_later_one_nothing() -> None:
    overdue = Node(COUNTY.code, 1, "用地预审", date(2018, 6, 14))
    near = Node(CITY.code, 1, "环评批复", date(2018, 6, 25))
    later = Node(PROVINCE.code, 1, "施工许可", date(2018, 6, 26))
    found = scored(overdue, near, later)
    assert {code: one.nodes for code, one in found.items()} == {COUNTY.code: 5, CITY.code: 3, PROVINCE.code: 0}
    assert found[COUNTY.code].reasons == ("县级重点项目", "节点逾期：用地预审（6月14日）")


def test_a_node_that_is_done_presses_nobody_and_one_done_next_week_was_not_done_today() -> None:
    done = Node(CITY.code, 1, "环评批复", date(2018, 6, 10), done_on=date(2018, 6, 12))
    next_week = Node(COUNTY.code, 1, "用地预审", date(2018, 6, 10), done_on=date(2018, 6, 20))
    found = scored(done, next_week)
    assert (found[CITY.code].nodes, found[COUNTY.code].nodes) == (0, 5)


def test_open_problems_count_up_to_a_limit_and_closed_ones_not() -> None:
    opened = [handed_off(n, project_code=CITY.code) for n in range(1, 6)]
    closed = handed_off(9, State.CLOSED, project_code=COUNTY.code)
    found = scored(problems=[*opened, closed])
    assert (found[CITY.code].problems, found[COUNTY.code].problems) == (6, 0)
    assert "未销号问题5个" in found[CITY.code].reasons


def test_each_hundred_million_of_this_year_is_a_point_up_to_a_limit() -> None:
    assert [scored(investment=money)[COUNTY.code].investment for money in (9_900, 26_000, 90_000)] == [0, 2, 4]

"""Owners are reminded of each node seven days, three days and on the day before it is due, and once when it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from campaign.campaign import Campaign
from campaign.catalogue import Catalogue, Node
from campaign.nodes import nodes_due, stages
from tests.campaign.small import small_campaign

OWNER = "B08"
PERMIT = Node("省2018-03", 2, "使用林地审核同意", due=date(2018, 6, 27), unit="县林业局")


def with_nodes(*nodes: Node) -> Campaign:
    campaign = small_campaign()
    return replace(campaign, catalogue=Catalogue(campaign.catalogue.projects, nodes))


def left_on(day: int, told: int | None = None, node: Node = PERMIT) -> list[int]:
    last = date(2018, 6, told) if told else None
    return [one.left for one in nodes_due(with_nodes(node), OWNER, date(2018, 6, day), last)]


def test_the_days_are_those_of_the_campaign_and_the_first_working_day_after() -> None:
    assert stages(with_nodes(), PERMIT.due or date.min) == tuple(date(2018, 6, day) for day in (20, 22, 27, 28))


def test_what_falls_on_a_day_off_is_told_on_the_working_day_before_and_lateness_on_the_one_after() -> None:
    holiday = date(2018, 6, 18)
    assert stages(with_nodes(), holiday) == tuple(date(2018, 6, day) for day in (11, 15, 15, 19))


@pytest.mark.parametrize(("day", "left"), [(19, []), (20, [7]), (22, [5]), (27, [0]), (28, [-1])])
def test_a_node_that_nobody_was_told_of(day: int, left: list[int]) -> None:
    assert left_on(day) == left


def test_each_stage_is_told_once() -> None:
    told, days = None, list[int]()
    for day in range(11, 30):
        if left_on(day, told):
            told = day
            days.append(day)
    assert days == [20, 22, 27, 28]


def test_a_stage_that_could_not_be_told_on_its_day_is_told_on_the_next_and_an_older_one_no_more() -> None:
    assert left_on(25, told=19) == [2]
    assert left_on(25, told=22) == []


def test_a_node_that_was_late_before_the_campaign_is_told_once() -> None:
    late = replace(PERMIT, due=date(2018, 5, 18))
    assert left_on(5, node=late) == [-18]
    assert left_on(6, told=5, node=late) == []


@pytest.mark.parametrize("done", [{"done_on": date(2018, 6, 20)}, {"state": "按期完成"}])
def test_a_done_node_is_not_reminded_of(done: dict[str, object]) -> None:
    assert left_on(25, node=replace(PERMIT, **done)) == []  # type: ignore[arg-type]


def test_a_node_whose_permit_is_reported_obtained_is_not_reminded_of() -> None:
    day = date(2018, 6, 22)
    assert nodes_due(with_nodes(PERMIT), OWNER, day, None, obtained={("省2018-03", 2)}) == []


def test_an_owner_hears_of_its_own_projects_alone_the_latest_first() -> None:
    late = replace(PERMIT, no=1, due=PERMIT.due and PERMIT.due - timedelta(days=20))
    others = replace(PERMIT, project_code="市2018-01")
    due = nodes_due(with_nodes(PERMIT, others, late), OWNER, date(2018, 6, 20), None)
    assert [(one.node.project_code, one.left) for one in due] == [("省2018-03", -13), ("省2018-03", 7)]

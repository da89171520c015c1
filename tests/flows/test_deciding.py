"""Decisions taken on a screen: what they may do, and that they are done once. No Prefect is needed for that."""

from __future__ import annotations

import pytest

from flows.stages.deciding import Decided, Opinion, decide, waiting
from flows.stages.matters import Matter, asked, tabled
from tests.flows.county import FOREST, County, sheet

OWNER, FORESTRY = "jingbei@owner.example", "lyj@huian.example"
PROJECTS_NAME, CENTRE_NAME = "县重点项目建设领导小组办公室", "县行政服务中心管委会"
MARKET = "东岭农贸市场改造"


def matters_of(town: County) -> list[Matter]:
    with town.desk.database() as session:
        return waiting(town.desk.campaign, town.desk.ledger(session))


def opinion(choice: str, **more: str) -> Opinion:
    return Opinion(**{"office": PROJECTS_NAME, "choice": choice, "numbers": "", "reason": "", "person": "陈某", **more})


def decides(town: County, matter: Matter, said: Opinion, run_id: str = "1f") -> Decided:
    return decide(town.desk, matter.key, said, "approval · 项目是否纳入", run_id, town.clock[0])


@pytest.fixture
def asking(town: County) -> Matter:
    """A project outside the catalogue, reported by two units in the same words."""
    stranger = [*FOREST]
    stranger[1] = MARKET
    for minute, sender in ((50, OWNER), (55, FORESTRY)):
        town.write(f"06-06 09:{minute}", sender, files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 10:00")
    (matter,) = matters_of(town)
    return matter


def test_a_matter_says_whose_decision_it_is_and_what_may_be_chosen(town: County, asking: Matter) -> None:
    assert asking.offices == ("T02",)
    assert [choice.label for choice in asking.choices][:2] == [f"纳入 {MARKET}", f"不纳入 {MARKET}"]
    shown = asked(town.desk.campaign, asking, town.clock[0])
    for said in (MARKET, "暂编0001", "暂编0002", "林地定额不足", PROJECTS_NAME):
        assert said in shown
    assert tabled(town.desk.campaign, asking, town.clock[0]).count("\n") == 3


def test_rows_that_are_taken_in_become_one_problem_as_by_mail(town: County, asking: Matter) -> None:
    assert decides(town, asking, opinion(f"纳入 {MARKET}")).done
    rows = town.ledger()
    assert [row["number"] for row in rows if row["state"] == "REGISTERED"] == ["GJ2018-0001"]
    assert matters_of(town) == []


def test_a_run_that_is_carried_out_twice_acts_once(town: County, asking: Matter) -> None:
    decides(town, asking, opinion(f"不纳入 {MARKET}", reason="不属于重点项目"))
    before = [len(row["events"]) for row in town.ledger()]
    assert decides(town, asking, opinion(f"不纳入 {MARKET}", reason="不属于重点项目")).done
    assert [len(row["events"]) for row in town.ledger()] == before
    assert [letter["kind"] for letter in town.outbox()].count("M02e") == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (opinion(f"纳入 {MARKET}", office=CENTRE_NAME), "处理单位不在此事项之列"),
        (opinion("同意销号"), "不在可选意见之列"),
        (opinion(f"纳入 {MARKET}", numbers="GJ2018-0009"), "不在此事项之列"),
    ],
)
def test_what_was_not_offered_is_not_done(town: County, asking: Matter, said: Opinion, why: str) -> None:
    decided = decides(town, asking, said)
    assert not decided.done
    assert why in decided.told
    assert matters_of(town) == [asking]


def test_a_matter_that_has_changed_since_it_was_shown_is_not_decided(town: County, asking: Matter) -> None:
    third = [*FOREST]
    third[1], third[3] = MARKET, "用地红线与控规不符"
    town.write("06-06 10:10", "gtj@huian.example", files={"汇总表.xlsx": sheet(third)})
    town.run("intake", "06-06 10:15")
    decided = decides(town, asking, opinion(f"纳入 {MARKET}"))
    assert (decided.done, "changed since it was shown" in decided.told) == (False, True)

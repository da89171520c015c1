"""T5: two numbers turn out to be one problem; 不合并 and 拆分 are the other way round."""

from __future__ import annotations

from tests.flows.county import sheet
from tests.flows.lifecycle.conftest import CENTRE, LAND, OTHER, OWNER, PROJECTS, SOIL, WOOD, Desks, problem

SIXTH = "GJ2018-0006"


def further(desks: Desks, **other: str) -> None:
    """The owner reports one more problem, which is not handed off yet."""
    row = problem("林地现状调查表编制单位尚未进场，报批材料缺项", "用林", "县林业局", **other)
    desks.say("06-11 08:30", OWNER, files={"补充报送.xlsx": sheet(row)}, subject="补充报送1个问题")


def test_t5_a_coordinator_merges_one_number_into_another(desks: Desks) -> None:
    further(desks)
    desks.say("06-11 09:00", PROJECTS, f"合并 {SIXTH}→{WOOD}")
    merged = desks.of(SIXTH)
    assert (merged["state"], merged["merged_into"]) == ("MERGED", WOOD)
    assert SIXTH in desks.of(WOOD)["merged"]


def test_t5_refused_problems_of_different_projects_stay_apart(desks: Desks) -> None:
    further(desks, 项目名称="县城北片区路网工程")
    told = desks.say("06-11 09:00", PROJECTS, f"合并 {SIXTH}→{WOOD}")
    assert "不同项目的问题不合并" in told
    assert desks.state(SIXTH) == "REGISTERED"


def test_t5_refused_a_number_that_is_being_worked_on_is_not_merged(desks: Desks) -> None:
    told = desks.say("06-11 09:00", PROJECTS, f"合并 {SOIL}→{WOOD}")
    assert "当前状态为“已交办”" in told
    assert desks.state(SOIL) == "ASSIGNED"


def test_t5_refused_a_department_merges_nothing(desks: Desks) -> None:
    told = desks.say("06-11 09:00", LAND, f"合并 {OTHER}→{SOIL}")
    assert "由活动统筹单位作出" in told
    assert desks.state(OTHER) == "REGISTERED"


def test_an_office_says_that_two_numbers_are_two_problems(desks: Desks) -> None:
    assert "分别办理" in desks.say("06-11 09:00", PROJECTS, f"不合并 {WOOD}、{SOIL}")


def test_a_number_that_is_two_problems_is_split(desks: Desks) -> None:
    told = desks.say(
        "06-11 09:00", PROJECTS, f"拆分 {WOOD}：1.使用林地面积11.2公顷，林地定额不足；2.林木采伐许可证尚未办理。"
    )
    assert f"新编号{SIXTH}" in told
    assert desks.of(WOOD)["problem"] == "使用林地面积11.2公顷，林地定额不足"
    new = desks.of(SIXTH)
    assert (new["problem"], new["state"], new["reporters"]) == ("林木采伐许可证尚未办理", "REGISTERED", ["B08"])


def test_a_split_number_goes_to_its_unit_with_the_next_handoff(desks: Desks) -> None:
    desks.say("06-11 09:00", PROJECTS, f"拆分 {WOOD}\n1、林地定额不足\n2、林木采伐许可证尚未办理")
    desks.calendar("06-11 17:00")
    assert desks.state(SIXTH) == "ASSIGNED"


def test_splitting_refused_without_the_parts_or_by_the_other_office(desks: Desks) -> None:
    assert "请写明拆分后的各个问题" in desks.say("06-11 09:00", PROJECTS, f"拆分 {WOOD}，应为两个问题")
    assert "应由牵头单位提出" in desks.say("06-11 10:00", CENTRE, f"拆分 {WOOD}：1.定额不足；2.采伐证未办")
    assert len(desks.town.ledger()) == 5

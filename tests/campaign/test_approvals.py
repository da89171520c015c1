"""项目审批服务台账: nodes, owners' reports and problems of one matter stand in one line (D59)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from campaign.affairs import Act, Affairs, Sort
from campaign.approvals import Matter, approval_ledger
from campaign.catalogue import Catalogue, Node
from campaign.problem import Problem, State
from tests.campaign.small import at, handed_off, report, small_campaign

CAMPAIGN = small_campaign()
CODE = "省2018-03"
TODAY = date(2018, 6, 19)
REVIEW = Node(CODE, 1, "使用林地审核同意", date(2018, 6, 15))


def lines(*nodes: Node, problems: tuple[Problem, ...] = (), acts: tuple[Act, ...] = ()) -> dict[str, Matter]:
    campaign = replace(CAMPAIGN, catalogue=Catalogue(CAMPAIGN.catalogue.projects, nodes))
    return {m.name: m for m in approval_ledger(campaign, problems, Affairs.fold(acts), TODAY) if m.project.code == CODE}


def about(n: int, matter: str | None, state: State = State.IN_PROGRESS) -> Problem:
    return handed_off(n, state, report=report(matter=matter))


def test_a_node_has_its_status_of_today() -> None:
    done = Node(CODE, 2, "环评批复", date(2018, 6, 10), done_on=date(2018, 6, 12))
    later = Node(CODE, 3, "施工许可", date(2018, 6, 28))
    found = lines(REVIEW, done, later)
    assert [m.status for m in found.values()] == ["逾期未完成", "已完成", "未到期"]
    assert found["环评批复"].done_on == date(2018, 6, 12)


def test_problems_stand_with_the_node_of_their_matter_open_and_ended_apart() -> None:
    found = lines(REVIEW, problems=(about(1, "使用林地审核"), about(2, "使用林地审核", State.CLOSED)))
    assert list(found) == ["使用林地审核同意"]
    assert (found["使用林地审核同意"].opened, found["使用林地审核同意"].ended) == (("GJ2018-0001",), ("GJ2018-0002",))


def test_one_of_several_names_of_a_node_is_enough() -> None:
    found = lines(Node(CODE, 1, "供地/用地规划许可"), problems=(about(1, "用地规划许可证办理"),))
    assert list(found) == ["供地/用地规划许可"]


def test_a_matter_without_a_node_has_a_line_of_its_own() -> None:
    found = lines(REVIEW, problems=(about(1, "林木采伐"), about(2, None)))
    assert list(found) == ["使用林地审核同意", "林木采伐", "用林"]


def test_what_is_no_part_of_the_count_is_left_out() -> None:
    assert lines(problems=(about(1, "林木采伐", State.MERGED),)) == {}


def test_the_owner_s_last_report_stands_beside_the_plan() -> None:
    data = {"project": CODE, "matter": "使用林地审核", "status": "已取得", "obtained_on": "2018-06-18"}
    told = Act(Sort.PREPARATION, f"{CODE}/使用林地审核", "reported", at("06-18 16:00"), "B08", data=data)
    found = lines(REVIEW, acts=(told,))
    assert (found["使用林地审核同意"].reported, found["使用林地审核同意"].status) == (
        "已取得，2018-06-18",
        "逾期未完成",
    )

"""What an owner reports of a matter, and what follows from it for the ledger (D66, D67)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.affairs import Affairs
from campaign.catalogue import Catalogue, Node
from campaign.preparation import (
    Preparation,
    conflicts,
    contradicts,
    is_about,
    is_late,
    newest,
    obtained_nodes,
    reported,
    suggestion,
)
from campaign.problem import State
from tests.campaign.small import at, handed_off, report, small_campaign

CAMPAIGN = small_campaign()
OBTAINED = Preparation(
    "省2018-03", "使用林地审核", "已取得", obtained_on=date(2018, 6, 12), document="惠林〔2018〕12号"
)
OPEN = handed_off(report=report(matter="使用林地审核"))


def affairs(*told: Preparation, when: str = "06-12 16:00") -> Affairs:
    return Affairs.fold(reported(one, "B08", at(when), "<1@b08>", late=False) for one in told)


def test_a_report_comes_back_as_it_was_kept() -> None:
    (affair,) = affairs(replace(OBTAINED, status="已报送"), OBTAINED).known.values()
    assert newest(affair) == OBTAINED


def test_one_matter_is_one_affair_however_it_is_punctuated() -> None:
    assert replace(OBTAINED, matter="使用林地 审核。").key == OBTAINED.key
    assert len(replace(OBTAINED, matter="使用林地" * 30).key) <= 64


@pytest.mark.parametrize(
    ("matter", "about"),
    [
        ("使用林地审核", True),
        ("使用林地审核同意书", True),
        ("使用林地", True),
        ("用地预审", False),
        ("林木采伐", False),
    ],
)
def test_a_matter_is_matched_by_its_name_without_ending(matter: str, about: bool) -> None:
    assert is_about(OPEN, matter) is about


def test_a_number_without_a_matter_is_matched_by_its_text() -> None:
    problem = handed_off(report=report("用地预审材料已报送，尚缺社稳评估备案意见", matter=None))
    assert is_about(problem, "用地预审") and not is_about(problem, "农用地转用")


def test_obtained_is_a_suggestion_to_close_and_never_more() -> None:
    assert suggestion(OBTAINED, OPEN) == (
        "业主报告“使用林地审核”已取得（6月12日，惠林〔2018〕12号），请核实；属实且问题已解决的，请申请销号"
    )
    assert suggestion(OBTAINED, replace(OPEN, state=State.CLOSE_REQ)) is None


def test_handed_in_is_a_suggestion_only_to_who_waits_for_the_owner() -> None:
    told = replace(OBTAINED, status="已报送", obtained_on=None)
    assert suggestion(told, OPEN) is None
    assert suggestion(told, replace(OPEN, waiting_on="业主")) is not None


@pytest.mark.parametrize(
    ("status", "more", "contradicting"),
    [
        ("已取得", {}, True),
        ("已取得", {"state": State.CLOSE_REQ}, False),
        ("已取得", {"state": State.CLOSED}, False),
        ("未启动", {"state": State.CLOSED}, True),
        ("编制中", {}, False),
        ("已报送", {}, False),
        ("已报送", {"opinion": "尚未收到业主申报材料"}, True),
        ("已受理", {"opinion": "材料不齐，未受理"}, True),
        ("不涉及", {"state": State.CLOSED}, False),
    ],
)
def test_who_contradicts_whom(status: str, more: dict[str, object], contradicting: bool) -> None:
    assert contradicts(replace(OBTAINED, status=status), replace(OPEN, **more)) is contradicting  # type: ignore[arg-type]


def test_a_contradiction_is_as_old_as_what_made_it() -> None:
    closed = replace(OPEN, state=State.CLOSED, ended_at=at("06-14 09:00"))
    (found,) = conflicts(affairs(replace(OBTAINED, status="编制中")), [closed])
    assert found.since == at("06-14 09:00")
    assert list(conflicts(affairs(OBTAINED), [closed])) == []


@pytest.mark.parametrize(
    ("obtained", "arrived", "late"),
    [("06-12", "06-12 17:30", False), ("06-12", "06-12 17:31", True), ("06-16", "06-19 17:00", False)],
)
def test_real_time_is_the_day_itself_before_half_past_five(obtained: str, arrived: str, late: bool) -> None:
    told = replace(OBTAINED, obtained_on=date.fromisoformat(f"2018-{obtained}"))
    assert is_late(CAMPAIGN, told, at(arrived)) is late


def test_what_was_obtained_before_the_campaign_is_never_late() -> None:
    assert not is_late(CAMPAIGN, replace(OBTAINED, obtained_on=date(2018, 5, 3)), at("06-20 10:00"))


def test_a_node_whose_matter_is_obtained_is_not_reminded_of() -> None:
    nodes = (Node("省2018-03", 7, "使用林地审核同意", date(2018, 6, 15)), Node("省2018-03", 8, "施工许可"))
    campaign = replace(CAMPAIGN, catalogue=Catalogue(CAMPAIGN.catalogue.projects, nodes))
    assert obtained_nodes(campaign, affairs(OBTAINED)) == {("省2018-03", 7)}

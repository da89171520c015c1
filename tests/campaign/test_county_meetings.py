"""The county's meeting: its day and its conclusion, written by number on Tuesday 12 June 2018."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.acts import Actor
from campaign.checks.deadlines import has_date
from campaign.county_meetings import hear_county
from campaign.ledger import MemoryLedger
from campaign.outcomes import OrderOutcome
from campaign.problem import State
from tests.campaign.small import at, handed_off, ledger, small_campaign

CAMPAIGN = small_campaign()


def book() -> MemoryLedger:
    """Number 1 at county level, number 2 with its department."""
    found = ledger()
    found.entries[1] = handed_off(1, State.COUNTY, tier="县级", waiting_on="县级")
    found.entries[2] = handed_off(2)
    return found


def hear(text: str, found: MemoryLedger | None = None) -> list[OrderOutcome]:
    actor = Actor(CAMPAIGN, found or book(), "T03", at("06-12 10:00"), "<1@zfb>")
    return list(hear_county(actor, text))


@pytest.mark.parametrize(
    "text",
    [
        "县级会议 GJ2018-0001 6月21日",
        "县级协调会议 GJ2018-0001，定于6月21日召开",
        "县政府协调会 GJ2018-0001：2018年6月21日上午",
        "县级会议 GJ2018-0001 〔6月21日〕",
    ],
)
def test_the_day_of_the_meeting(text: str) -> None:
    found = book()
    (outcome,) = hear(text, found)
    assert outcome.done == ("GJ2018-0001（定于6月21日）",)
    assert found.entries[1].meeting_on == date(2018, 6, 21)
    assert has_date(found.entries[1], date(2018, 6, 20))
    assert not has_date(found.entries[1], date(2018, 6, 22)), "the meeting is over and nobody has said what it decided"


def test_the_conclusion_is_kept_and_the_state_stays() -> None:
    found = book()
    hear("县级会议 GJ2018-0001 6月12日", found)
    (outcome,) = hear("县级会议意见 GJ2018-0001：由山霞镇6月25日前完成交地", found)
    assert outcome.done == ("GJ2018-0001（会议意见已记录）",)
    after = found.entries[1]
    assert (after.state, after.meeting_note) == (State.COUNTY, "由山霞镇6月25日前完成交地")
    assert has_date(after, date(2018, 6, 22))


def test_the_number_of_a_document_in_a_conclusion_stays_as_it_is() -> None:
    found = book()
    hear("县级会议意见 GJ2018-0001：按惠政纪〔2018〕3号纪要办理", found)
    assert found.entries[1].meeting_note == "按惠政纪〔2018〕3号纪要办理"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("县级会议 6月21日", "未写明问题编号"),
        ("县级会议 GJ2018-0001", "未写明会议日期，未予执行"),
        ("县级会议 GJ2018-0001 6月11日", "所写日期6月11日已过，未予执行"),
        ("县级会议 GJ2018-0001 拟6月21日", "意见带有条件、询问或待定内容，未予执行"),
        ("县级会议 GJ2018-0001 6月21日或6月22日", "除日期外还有其他内容"),
        ("县级会议意见 GJ2018-0001：", "未写明会议意见"),
        ("县级会议意见是什么？GJ2018-0001", "意见带有询问或待定内容，未予执行"),
        ("县级会议意见 GJ2018-0001 另行通知", "意见带有询问或待定内容，未予执行"),
        ("县级会议意见 GJ2018-0001：〔意见〕", "未写明会议意见"),
    ],
)
def test_what_is_not_clear_changes_nothing(text: str, why: str) -> None:
    found = book()
    (outcome,) = hear(text, found)
    assert why in (outcome.unclear or "")
    assert found.events == []


def test_only_what_waits_for_the_county_has_a_meeting() -> None:
    (outcome,) = hear("县级会议 GJ2018-0001、0002、0009 6月21日")
    assert outcome.done == ("GJ2018-0001（定于6月21日）",)
    assert outcome.refused == (
        ("GJ2018-0002", "不是县级协调的在办问题（当前状态“办理中”）"),
        ("GJ2018-0009", "总台账中没有此编号"),
    )


def test_other_lines_are_passed_over() -> None:
    assert hear("提级 县级 GJ2018-0001\n请县级会议研究\nGJ2018-0001 已报县级会议") == []


def test_a_joint_review_is_no_meeting_of_the_county() -> None:
    waits = handed_off(1, State.COUNTY)
    assert not has_date(replace(waits, conferred_on=date(2018, 6, 14)), date(2018, 6, 20))

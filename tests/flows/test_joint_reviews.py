"""联审联办 by mail: proposed to the Centre, convened by its reply, concluded, and told to all who were invited."""

from __future__ import annotations

import pytest

from tests.flows.county import FOREST, County, sheet, words

CENTRE, OWNER, FORESTRY, LAND = "xzfw@huian.example", "jingbei@owner.example", "lyj@huian.example", "gtj@huian.example"
FOREST_WINDOW, LAND_WINDOW = "ck-lyj@huian.example", "ck-gtj@huian.example"
LAND_ROW = (
    "2",
    "滨海通道崇武至山霞段工程",
    "用地",
    "局部地块与土地利用总体规划不符，方案待审查",
    "请县国土资源局窗口提前介入",
    "部门级",
    "县国土资源局",
    "6月15日前",
    "项目股 0595-00001234",
)


@pytest.fixture
def proposed(town: County) -> County:
    """Two departments have a number of one project each; on 12 June a review is proposed."""
    town.write("06-07 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST, LAND_ROW)})
    town.run("intake", "06-07 09:05")
    town.run("check", "06-12 10:00")
    town.run("dispatch", "06-12 10:01")
    return town


def reply(town: County, when: str, text: str, kind: str = "M13a") -> str:
    """The receipt for an answer of the Centre to its newest letter of a kind."""
    letter = town.letters(CENTRE, kind)[-1]
    headers = {"In-Reply-To": str(letter["Message-ID"])}
    town.write(when, CENTRE, text, subject=f"Re: {letter['Subject']}", **headers)
    day, clock = when.split()
    hour, minute = clock.split(":")
    town.run("intake", f"{day} {hour}:{int(minute) + 5:02d}")
    town.run("dispatch", f"{day} {hour}:{int(minute) + 6:02d}")
    return words(town.letters(CENTRE, "M02")[-1])


def test_the_centre_is_asked_once(proposed: County) -> None:
    (letter,) = proposed.letters(CENTRE, "M13a")
    assert "建议对滨海通道崇武至山霞段工程组织联审联办会商 [LS-001]" in str(letter["Subject"])
    assert "涉及部门：县林业局、县国土资源局" in words(letter)
    proposed.run("check", "06-14 10:00")
    assert sum(one["kind"] == "M13a" for one in proposed.outbox()) == 1


def test_its_reply_invites_the_windows_and_the_owner(proposed: County) -> None:
    receipt = reply(proposed, "06-12 11:00", "同意会商，6月14日下午3点，中心三楼会议室。请通知各窗口。")
    assert "已通知县林业局、县国土资源局窗口及项目业主单位" in receipt
    for address in (FOREST_WINDOW, LAND_WINDOW, OWNER):
        (notice,) = proposed.letters(address, "M13")
        assert "定于6月14日（星期四）15:00在中心三楼会议室召开联审联办会商" in words(notice)
        assert "GJ2018-0001" in words(notice)
    assert str(notice["Subject"]).endswith("联审联办通知：滨海通道崇武至山霞段工程涉及林业、国土2个事项 [LS-001]")


def test_without_a_place_nobody_is_invited(proposed: County) -> None:
    assert "未写明地点" in reply(proposed, "06-12 11:00", "同意会商 省2018-03 6月14日15:00")
    assert not proposed.letters(OWNER, "M13")


def test_a_review_that_is_declined_is_not_proposed_again(proposed: County) -> None:
    assert "不组织会商" in reply(proposed, "06-12 11:00", "不会商 省2018-03，两家已对接")
    proposed.run("check", "06-15 10:00")
    assert sum(one["kind"] == "M13a" for one in proposed.outbox()) == 1


def test_another_day_is_told_with_the_day_that_was(proposed: County) -> None:
    reply(proposed, "06-12 11:00", "同意会商 6月14日15:00 中心三楼会议室")
    reply(proposed, "06-13 11:00", "同意会商 省2018-03 6月15日9:30 中心二楼会议室")
    moved = proposed.letters(OWNER, "M13")[-1]
    assert "（改期）" in str(moved["Subject"])
    assert "原定6月14日（星期四）15:00的会商以本通知为准" in words(moved)


def test_the_conclusion_is_told_and_stays_with_the_numbers_whose_state_does_not_change(proposed: County) -> None:
    reply(proposed, "06-12 11:00", "同意会商 6月14日15:00 中心三楼会议室")
    before = [row["state"] for row in proposed.ledger()]
    receipt = reply(
        proposed,
        "06-14 17:00",
        "会商结论：\nGJ2018-0001：县林业局容缺受理，6月20日前出具意见\nGJ2018-0002：业主6月18日前补齐材料\n缺席：县国土资源局",
        "M13",
    )
    assert "GJ2018-0001已记录并告知" in receipt
    told = words(proposed.letters(LAND_WINDOW, "M13c")[-1])
    assert "会商意见：县林业局容缺受理，6月20日前出具意见\n　　完成时间：6月20日" in told
    assert "未参加会商的窗口：县国土资源局；会前未反馈书面意见的，视为同意会商结论" in told
    assert [row["state"] for row in proposed.ledger()] == before
    (conferred,) = [event for event in proposed.ledger()[0]["events"] if event["kind"] == "conferred"]
    assert conferred["note"] == "县林业局容缺受理，6月20日前出具意见"


def test_a_conclusion_about_another_number_is_refused(proposed: County) -> None:
    reply(proposed, "06-12 11:00", "同意会商 6月14日15:00 中心三楼会议室")
    assert "GJ2018-0009不在LS-001会商范围内" in reply(proposed, "06-14 17:00", "会商结论：GJ2018-0009：已解决", "M13")
    assert not proposed.letters(OWNER, "M13c")


def test_a_conclusion_for_all_and_a_closing_order_in_one_mail_are_both_taken(proposed: County) -> None:
    reply(proposed, "06-12 11:00", "同意会商 6月14日15:00 中心三楼会议室")
    receipt = reply(proposed, "06-14 17:00", "会商结论：两个窗口6月20日前办结\n\n同意销号 GJ2018-0001", "M13")
    assert "全部事项已记录并告知" in receipt
    assert "不能办理此事项" in receipt

"""督办 by real mail: raised for red lights, answered, sent back, accepted, concluded (M17, D54, T19)."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.flows.county import attached, copies, fill_in, words
from tests.flows.lifecycle.conftest import CENTRE, EFFICIENCY, FORESTRY, LAND, OWNER, PROJECTS, QUOTA, SOIL, WOOD, Desks

PREFIX = "【审批服务攻坚】"


@pytest.fixture
def red(desks: Desks) -> Desks:
    """On 19 June nobody has said a word since the handoff: every number is red."""
    desks.calendar("06-19 08:30")
    return desks


def slip(desks: Desks, unit: str) -> EmailMessage:
    return desks.letters(unit, "M17")[-1]


def reply(desks: Desks, when: str, unit: str, text: str, files: dict[str, bytes] | None = None) -> str:
    letter = slip(desks, unit)
    return desks.say(when, unit, text, files, subject=f"回复：{letter['Subject']}", In_Reply_To=letter["Message-ID"])


def test_one_slip_for_each_unit_with_red_lights_to_its_mailbox_and_its_window(red: Desks) -> None:
    letter = slip(red, FORESTRY)
    assert letter["Subject"] == f"{PREFIX}督办通知单（第3号）：请于6月21日17:30前书面反馈 [DB-003]"
    assert "ck-lyj@huian.example" in letter["To"]
    assert EFFICIENCY in letter["Cc"]
    assert "zfb@huian.example" in letter["Cc"]
    told = words(letter)
    for said in (WOOD, QUOTA, "超期1个工作日，未反馈6个工作日", "6月9日交办", "列入专项督查和通报范围"):
        assert said in told
    assert sorted(copies(letter)) == ["审批服务问题进展反馈（销号申请）表.xlsx", "督办通知单（第3号）.docx"]
    assert len(red.letters(LAND, "M17")) == len(red.letters(FORESTRY, "M17")) == 1


def test_no_slip_on_days_off_and_no_second_one_about_a_number_that_is_under_one(red: Desks) -> None:
    for when in ("06-19 15:00", "06-20 08:30", "06-23 09:00"):
        red.calendar(when)
    assert len(red.letters(FORESTRY, "M17")) == 1


def test_an_answer_in_words_is_registered_and_the_centre_is_told_to_review_it(red: Desks) -> None:
    told = reply(red, "06-20 10:00", FORESTRY, "我局已于6月19日组织现场核查，因定额不足尚未组卷，拟于6月25日前完成。")
    assert "督办第3号（反馈已登记，由县行政服务中心管委会审核）" in told
    assert "未登记" not in told


def test_thanks_are_no_answer_and_a_bare_word_is_told_what_is_wanted(red: Desks) -> None:
    assert red.town.write("06-20 09:00", FORESTRY, "收到，谢谢！", In_Reply_To=slip(red, FORESTRY)["Message-ID"])
    red.town.run("intake", "06-20 09:05")
    assert red.town.inbox()[-1]["outcome"] == "ignored"
    assert "请写明办理情况" in reply(red, "06-20 10:00", FORESTRY, "正在办理")


def test_an_answer_that_does_not_do_is_sent_back_with_a_new_limit(red: Desks) -> None:
    reply(red, "06-20 10:00", FORESTRY, "我局高度重视，将进一步加大工作力度，抓紧推进。")
    assert "应由县行政服务中心管委会提出" in red.say("06-20 14:00", PROJECTS, "退回 督办第3号 未说明原因")
    told = red.say("06-20 15:00", CENTRE, "退回 督办第3号 未说明未办结原因和办结时间")
    assert "督办第3号（已退回县林业局重新反馈）" in told
    letter = slip(red, FORESTRY)
    assert letter["Subject"] == f"{PREFIX}督办通知单（第3号）：反馈退回，请于6月22日17:30前重新书面反馈 [DB-003]"
    assert "未说明未办结原因和办结时间" in words(letter)


def test_an_unanswered_slip_keeps_its_numbers_red_though_the_unit_speaks_of_one_of_them(red: Desks) -> None:
    asked = red.feed_back(
        "06-19 10:00", FORESTRY, WOOD, 办理状态="办理中", 当前等待方="业主", 预计办结日期="2018-06-28"
    )
    assert "督办第3号" not in asked
    assert red.of(WOOD)["light"] != "red"
    red.calendar("06-22 08:30")
    assert red.of(WOOD)["light"] == "red"


def test_feedback_on_every_number_of_a_slip_is_its_answer_and_the_slip_ends_when_none_is_red(red: Desks) -> None:
    told = red.asks_to_close("06-19 10:00", LAND, SOIL)
    assert "督办第1号（反馈已登记" in told
    assert "认可" in red.say("06-19 11:00", CENTRE, "认可 督办第1号")
    red.calendar("06-20 08:30")
    kinds = [event["kind"] for event in red.of(SOIL)["events"]]
    assert kinds.count("supervised") == 3  # issued, answered, concluded


def test_the_sheet_of_the_slip_filled_in_is_an_answer(red: Desks) -> None:
    sheet = copies(slip(red, LAND))["审批服务问题进展反馈（销号申请）表.xlsx"]
    filled = fill_in(
        sheet,
        SOIL,
        办理状态="办理中",
        进展情况="已落实规划布局图并报送选址",
        当前等待方="部门",
        预计办结日期="2018-06-25",
    )
    assert "督办第1号（反馈已登记" in reply(red, "06-20 10:00", LAND, "见附件", {"反馈表.xlsx": filled})


def test_t19_refused_while_a_slip_is_open(red: Desks) -> None:
    red.say("06-19 10:00", OWNER, f"撤回 {WOOD} 项目线位已调整，不再使用林地")
    assert "由督办第3号督办，督办办结前不能撤回" in red.say("06-19 15:00", PROJECTS, f"撤回 {WOOD}，线位已调整")


def test_the_slip_is_a_document_to_be_printed(red: Desks) -> None:
    assert attached(slip(red, FORESTRY))[:2] == b"PK"

"""Missing materials: the department says what is lacking, the owner is told once, reminded, and answers (D55, D58)."""

from __future__ import annotations

from tests.flows.county import words
from tests.flows.lifecycle.conftest import FORESTRY, LAND, OWNER, SOIL, WOOD, Desks

LACKING = "已受理，尚缺社稳评估备案、勘测定界图，请业主于6月14日前提供"


def waits_for_the_owner(desks: Desks) -> str:
    """The land bureau fills in its sheet on Monday; the receipt."""
    told = desks.feed_back(
        "06-11 10:00", LAND, SOIL, 办理状态="需业主补件", 进展情况=LACKING, 预计办结日期="2018-06-20"
    )
    desks.calendar("06-11 11:00")
    return told


def test_the_owner_is_told_once_in_full_and_then_reminded(desks: Desks) -> None:
    receipt = waits_for_the_owner(desks)
    assert "所缺材料已登记：社稳评估备案、勘测定界图，6月14日前提供；将一次性告知项目业主" in receipt
    for when in ("06-11 16:30", "06-12 11:00", "06-13 11:00", "06-13 16:30", "06-14 11:00", "06-15 11:00"):
        desks.calendar(when)
    first, eve, late = desks.letters(OWNER, "M13b")
    assert first["Subject"] == (
        "【审批服务攻坚】请补齐材料：滨海通道崇武至山霞段工程用地尚缺2项材料，请于6月14日前提供 [GJ2018-0002]"
    )
    assert "所缺材料：1.社稳评估备案；2.勘测定界图" in words(first)
    assert eve["Subject"].startswith("【审批服务攻坚】提醒：请补齐材料：")
    assert "已逾期1个工作日" in words(late)


def test_several_numbers_of_an_owner_are_one_letter(desks: Desks) -> None:
    desks.say("06-11 10:30", FORESTRY, f"{WOOD}已收件，请业主于6月13日前补齐现状调查表，预计6月20日办结。")
    waits_for_the_owner(desks)
    (letter,) = desks.letters(OWNER, "M13b")
    assert letter["Subject"] == "【审批服务攻坚】请补齐材料：2个问题尚缺材料，最早请于6月13日前提供"
    assert all(number in words(letter) for number in (WOOD, SOIL))


def answer(desks: Desks, text: str, files: dict[str, bytes] | None = None, when: str = "06-13 10:00") -> str:
    letter = desks.letters(OWNER, "M13b")[-1]
    return desks.say(
        when, OWNER, text, files, In_Reply_To=str(letter["Message-ID"]), subject=f"回复：{letter['Subject']}"
    )


def test_the_owner_s_word_gives_the_ball_back_and_the_department_is_told(desks: Desks) -> None:
    waits_for_the_owner(desks)
    receipt = answer(desks, "社稳评估备案、勘测定界图均已于6月12日报送国土局窗口。")
    assert "材料已登记，转承办单位继续办理" in receipt
    row = desks.of(SOIL)
    assert (row["state"], row["waiting_on"], row["light"]) == ("IN_PROGRESS", "部门", "yellow")
    told = desks.letters(LAND, "M02d")[-1]
    assert "业主称材料已补齐，请核收并继续办理" in words(told)
    for when in ("06-13 11:00", "06-15 11:00"):
        desks.calendar(when)
    assert len(desks.letters(OWNER, "M13b")) == 1, "nobody is reminded of what has been handed in"


def test_a_scan_without_a_word_is_an_answer_to_the_letter(desks: Desks) -> None:
    waits_for_the_owner(desks)
    answer(desks, "见附件，请查收。", {"社稳评估备案表.pdf": b"%PDF-1.4 scan"})
    assert desks.of(SOIL)["waiting_on"] == "部门"
    assert desks.town.inbox()[-1]["kinds"] == ["I3"]


def test_what_is_still_to_come_leaves_the_ball_with_the_owner(desks: Desks) -> None:
    waits_for_the_owner(desks)
    answer(desks, "社稳评估备案已报送，勘测定界图尚未出具，预计6月15日提供。")
    assert desks.of(SOIL)["waiting_on"] == "业主"


def test_files_that_name_none_of_several_numbers_are_asked_about(desks: Desks) -> None:
    desks.say("06-11 10:30", FORESTRY, f"{WOOD}已收件，请业主于6月13日前补齐现状调查表，预计6月20日办结。")
    waits_for_the_owner(desks)
    assert "请写明问题编号或所报材料名称" in answer(desks, "请查收。", {"扫描件.pdf": b"%PDF-1.4 scan"})
    answer(desks, "请查收。", {"现状调查表.pdf": b"%PDF-1.4 scan"}, when="06-13 10:30")
    assert [desks.of(number)["waiting_on"] for number in (WOOD, SOIL)] == ["部门", "业主"]


def test_a_department_that_names_nothing_is_asked_to_name_it_all_at_once(desks: Desks) -> None:
    told = desks.feed_back("06-11 10:00", LAND, SOIL, 办理状态="需业主补件", 进展情况="收储价格评估报告待业主确认")
    assert "请一次性列明业主所缺材料和提供时限" in told
    desks.calendar("06-11 11:00")
    (letter,) = desks.letters(OWNER, "M13b")
    assert "需补充材料，请于6月14日前提供" in letter["Subject"]
    assert "收储价格评估报告待业主确认" in words(letter)

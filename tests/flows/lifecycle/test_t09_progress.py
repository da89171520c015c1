"""T9: progress by sheet and by plain words; the unit's clock and the owner's."""

from __future__ import annotations

from tests.flows.county import fill_in
from tests.flows.lifecycle.conftest import FORESTRY, LAND, OWNER, QUOTA, WOOD, Desks


def test_t9_progress_by_the_sheet_is_kept_with_who_is_waited_for(desks: Desks) -> None:
    desks.feed_back("06-11 10:00", FORESTRY, WOOD, 办理状态="办理中", 当前等待方="业主", 预计办结日期="2018-06-20")
    row = desks.of(WOOD)
    assert (row["state"], row["waiting_on"], row["light"]) == ("IN_PROGRESS", "业主", "green")


def test_t9_progress_in_plain_words_is_kept_with_who_is_waited_for(desks: Desks) -> None:
    told = desks.say("06-11 10:00", FORESTRY, f"{WOOD}正在办理，林业局已受理，预计6月20日办结，目前等业主补材料")
    assert "进展已登记" in told
    assert desks.of(WOOD)["waiting_on"] == "业主"
    assert desks.town.inbox()[-1]["kinds"] == ["I3"]


def test_t9_a_short_number_is_known_by_the_letter_that_is_answered(desks: Desks) -> None:
    # a reply to the handoff of 9 June, which lists both numbers of the forestry bureau
    answered = desks.town.outbox()
    handoff = next(m for m in answered if m["kind"] == "M06" and m["to"] == [FORESTRY])
    desks.say("06-11 10:00", FORESTRY, "0001号、4号正在办理，预计6月20日办结。", In_Reply_To=str(handoff["message_id"]))
    assert [desks.state(n) for n in (WOOD, QUOTA)] == ["IN_PROGRESS", "IN_PROGRESS"]


def test_t9_refused_a_short_number_out_of_nowhere_is_asked_about(desks: Desks) -> None:
    assert "请写完整编号" in desks.say("06-11 10:00", FORESTRY, "0001号正在办理，预计6月20日办结。")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t9_refused_another_unit_tells_no_progress(desks: Desks) -> None:
    assert "应由责任单位或项目业主单位提出" in desks.say("06-11 10:00", LAND, f"{WOOD}正在办理，预计6月20日办结。")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t9_refused_a_question_is_no_progress_and_is_told_so(desks: Desks) -> None:
    assert "含有询问" in desks.say("06-11 10:00", FORESTRY, f"{WOOD}是否已由国土局办理？")
    assert desks.state(WOOD) == "ASSIGNED"


def test_t9_refused_saying_nothing_twice_in_a_row(desks: Desks) -> None:
    for when, told in (("06-11 10:00", "请补充“进展情况”"), ("06-13 10:00", "已连续两次未写明具体进展")):
        assert told in desks.feed_back(when, FORESTRY, WOOD, 办理状态="办理中", 进展情况="正在办理")


def test_the_units_clock_stands_still_while_the_owner_is_waited_for(desks: Desks) -> None:
    desks.feed_back("06-11 10:00", FORESTRY, WOOD, 办理状态="需业主补件")
    desks.say("06-11 11:00", FORESTRY, f"{QUOTA}已组卷，预计6月20日办结，由我局资源股审核。")
    desks.town.set("06-14 09:00")
    assert desks.of(WOOD)["light"] == "green"
    desks.town.set("06-20 09:00")  # six working days later, the holiday on the 18th not counted
    assert (desks.of(WOOD)["light"], desks.of(QUOTA)["light"]) == ("yellow", "red")


def test_the_units_clock_begins_anew_when_the_owner_gives_the_ball_back(desks: Desks) -> None:
    desks.feed_back("06-11 10:00", FORESTRY, QUOTA, 办理状态="需业主补件")
    owners = fill_in(
        desks.sheets[FORESTRY],
        QUOTA,
        办理状态="办理中",
        进展情况="材料已补齐并报送县林业局",
        当前等待方="部门",
        预计办结日期="2018-06-20",
    )
    desks.say("06-19 10:00", OWNER, files={"反馈表.xlsx": owners})
    assert (desks.of(QUOTA)["waiting_on"], desks.of(QUOTA)["light"]) == ("部门", "yellow")  # the due date is near


def test_a_batch_is_taken_in_part_and_every_number_is_told_its_end(desks: Desks) -> None:
    told = desks.say("06-11 10:00", FORESTRY, f"{WOOD}、2号、0099号正在办理，预计6月20日办结。")
    assert f"已登记：{WOOD}" in told
    assert "GJ2018-0002：应由责任单位或项目业主单位提出" in told
    assert "总台账中没有编号GJ2018-0099" in told
    assert [desks.state(n) for n in (WOOD, "GJ2018-0002")] == ["IN_PROGRESS", "ASSIGNED"]

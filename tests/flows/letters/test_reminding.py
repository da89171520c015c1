"""M10: a unit is reminded of what is yellow, an owner of its nodes, and nobody too often."""

from __future__ import annotations

from flows.stages.agenda import run_agenda
from tests.flows.county import FOREST, County, copies, fill_in, sheet, words
from tests.flows.lifecycle.conftest import FORESTRY, LAND, OWNER, PROJECTS, SOIL, WOOD, Desks

WINDOW = "ck-lyj@huian.example"


def reminders(desks: Desks, address: str = FORESTRY) -> list[str]:
    return [str(letter["Subject"]).partition("提醒：")[2] for letter in desks.letters(address, "M10")]


def test_a_unit_and_its_window_hear_of_its_silence_in_the_name_of_the_office_that_leads(desks: Desks) -> None:
    desks.calendar("06-14 15:00")
    (letter,) = desks.letters(FORESTRY, "M10")
    assert "2个问题已4个工作日未反馈进展" in letter["Subject"]
    assert desks.letters(WINDOW, "M10")[0]["Message-ID"] == letter["Message-ID"]
    told = words(letter)
    assert "惠安县重点办\n" in told
    assert "惠安县行政服务中心管委会" not in told
    assert "预警原因：临近时限（剩1个工作日），未反馈4个工作日" in told


def test_the_sheet_that_comes_with_it_is_taken_as_feedback(desks: Desks) -> None:
    desks.calendar("06-14 15:00")
    (filled,) = copies(desks.letters(FORESTRY, "M10")[0]).values()
    filled = fill_in(filled, WOOD, 办理状态="办理中", 进展情况="专家评审意见已修改完毕，待复核", 当前等待方="部门")
    desks.say("06-14 16:00", FORESTRY, files={"反馈表.xlsx": filled})
    assert desks.state(WOOD) == "IN_PROGRESS"
    assert "I3" in desks.town.inbox()[-1]["kinds"]


def test_who_has_answered_is_not_reminded(desks: Desks) -> None:
    desks.say("06-13 10:00", LAND, f"{SOIL}正在办理，布局图已补正，预计6月20日办结，目前等业主补材料")
    desks.calendar("06-14 15:00")
    assert reminders(desks, LAND) == []


def extended(desks: Desks, sender: str, number: str) -> None:
    """The number's date is 22 June, so that nothing is near for a while."""
    desks.say("06-11 09:00", sender, f"{number}申请延期至6月22日，原因：专家评审改期")
    desks.say("06-11 10:00", PROJECTS, f"延期 {number} 至 6月22日")


def test_the_same_is_not_said_twice_and_nothing_is_said_on_days_off(desks: Desks) -> None:
    extended(desks, FORESTRY, WOOD)
    desks.asks_to_close("06-12 10:00")
    desks.say("06-12 15:00", PROJECTS, f"退回 {WOOD} 佐证材料仅为初审意见")
    for when in ("06-12 15:30", "06-13 15:00"):
        desks.calendar(when)
    assert reminders(desks) == [f"贵单位1个问题佐证材料被退回 [{WOOD}]"]
    desks.calendar("06-16 15:00")
    assert [one["created_at"][5:10] for one in desks.town.outbox()][-1] < "06-16"


def test_on_the_weeks_last_working_day_a_unit_gets_the_list_of_all_it_has_open(desks: Desks) -> None:
    extended(desks, LAND, SOIL)
    desks.say("06-13 10:00", LAND, f"{SOIL}正在办理，布局图已通过审查，预计6月21日办结，等专家复核")
    desks.calendar("06-14 15:00")
    assert reminders(desks, LAND) == [], "everything is green"
    desks.calendar("06-15 15:00")
    assert reminders(desks, LAND) == [f"贵单位在办问题1个，请继续抓紧办理 [{SOIL}]"]


def test_what_a_holiday_rolled_on_is_told_in_the_morning_after_it(desks: Desks) -> None:
    desks.say("06-11 09:00", LAND, f"{SOIL}申请延期至6月17日，原因：布局图待审查")
    desks.say("06-11 10:00", PROJECTS, f"延期 {SOIL} 至 6月17日")
    desks.calendar("06-15 17:00")
    desks.say("06-15 17:10", LAND, f"{SOIL}正在办理，布局图已通过审查，预计6月19日办结")
    desks.calendar("06-19 08:30")
    assert "临近时限（顺延至6月19日12:00）" in words(desks.letters(LAND, "M10")[-1])


def test_an_owner_is_reminded_of_its_nodes_each_stage_once(desks: Desks) -> None:
    desks.calendar("06-14 15:00")
    first = reminders(desks, OWNER)
    desks.calendar("06-15 15:00")
    due = [words(one) for one in desks.letters(OWNER, "M10")]
    assert len(due) == len(first) + 1
    assert "使用林地审核同意，计划时间6月15日（今日到期）" in due[-1]
    desks.calendar("06-19 15:00")
    assert "使用林地审核同意，计划时间6月15日（已逾期4天）" in words(desks.letters(OWNER, "M10")[-1])
    desks.calendar("06-20 15:00")
    assert all("使用林地审核同意" not in words(one) for one in desks.letters(OWNER, "M10")[len(due) + 1 :])


def test_a_third_reminder_on_one_day_waits_for_the_next(town: County) -> None:
    """The owner has not reported: on 8 June it is reminded of that in the morning and in the afternoon."""
    town.run("check", "06-07 16:00")
    for hour in ("08:30", "15:00"):
        town.run("check", f"06-08 {hour}")
    today = [one["kind"] for one in town.outbox() if one["to"] == [OWNER] and "06-08T" in one["created_at"]]
    assert today == ["M03", "M03"], "its nodes of 15 June have come within seven days"
    town.write("06-08 16:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-08 16:05")
    town.run("check", "06-11 15:00")
    town.run("dispatch", "06-11 15:05")
    assert "使用林地审核同意" in words(town.letters(OWNER, "M10")[-1])


def test_a_reminder_missed_on_its_day_is_not_made_up_for(desks: Desks) -> None:
    desks.calendar("06-13 15:00")
    before = len(reminders(desks))
    run_agenda(desks.town.desk, desks.town.set("06-15 08:00"))
    desks.town.run("dispatch", "06-15 08:05")
    assert len(reminders(desks)) == before

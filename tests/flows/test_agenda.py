"""The calendar acts: what is owed is done once, in order, and caught up after downtime."""

from __future__ import annotations

import pytest

from campaign import agenda
from campaign.checks import CHECKS
from flows.stages.agenda import run_agenda
from flows.stages.turn import Blocked
from flows.stages.turns import LETTERS
from tests.campaign.small import at
from tests.flows.county import FOREST, County, sheet, words

OWNER, FORESTRY, GOVERNMENT = "jingbei@owner.example", "lyj@huian.example", "zfb@huian.example"


def test_what_an_office_may_write_into_its_agenda_is_what_can_be_carried_out() -> None:
    assert set(agenda.CHECKS) == set(CHECKS)
    assert set(agenda.LETTERS) == set(LETTERS)


def kinds(town: County) -> list[str]:
    return [letter["kind"] for letter in town.outbox()]


def test_the_notice_goes_to_every_unit_that_should_report_with_its_own_form(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("dispatch", "06-05 10:01")
    (notice,) = town.letters(OWNER, "M01")
    assert "6月8日18:00前" in notice["Subject"]
    assert str(next(notice.iter_attachments()).get_filename()).endswith(".xlsx")


def test_a_reminder_goes_only_to_those_who_have_not_reported(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-06 17:00")
    reminded = [letter["to"] for letter in town.outbox() if letter["kind"] == "M03"]
    assert [OWNER] not in reminded
    assert len(reminded) == 24


def test_after_downtime_checks_are_caught_up_and_reminders_collapse(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("check", "06-08 16:00")
    codes = [(check["code"], check["at"][5:16]) for check in town.checks()]
    assert codes[:3] == [("C0-1", "06-05T09:00"), ("C0-2", "06-05T15:00"), ("C0-2", "06-05T17:00")]
    assert codes[-1] == ("C2-7", "06-08T15:00")
    assert sum(letter["kind"] == "M03" and letter["to"] == [OWNER] for letter in town.outbox()) == 1


def test_reminders_vanish_with_their_day(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("check", "06-09 08:00")
    assert "M03" not in kinds(town)


def test_each_check_is_stored_as_of_its_own_time(town: County) -> None:
    town.write("06-07 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-07 09:05")
    town.run("check", "06-07 17:00")
    rates = {check["code"]: "B08" in check["units"] for check in town.checks() if check["code"] in {"C1-1", "C1-2"}}
    assert rates == {"C1-1": True, "C1-2": False}


def test_on_the_holiday_no_digest_is_sent(town: County) -> None:
    town.run("check", "06-15 17:00")
    before = len(town.outbox())
    for day in (16, 17, 18):
        town.run("check", f"06-{day} 20:00")
    assert len(town.outbox()) == before


def test_the_final_summary_is_blocked_while_the_books_do_not_balance(town: County) -> None:
    stranger = [*FOREST]
    stranger[1] = "东岭农贸市场改造"
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 09:05")
    with pytest.raises(Blocked, match="C3-2"):
        run_agenda(town.desk, at("06-30 10:00"), {"closeout"})
    assert "M20" not in kinds(town)
    town.write("06-30 10:30", "zdb@huian.example", "不纳入 东岭农贸市场改造")
    town.run("intake", "06-30 10:35")
    run_agenda(town.desk, town.set("06-30 11:00"), {"closeout"})
    assert "M20" in kinds(town)


def test_an_addendum_tells_what_changed_after_the_final_summary(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")
    run_agenda(town.desk, town.set("06-30 10:00"), {"closeout"})
    town.write(
        "06-30 15:00", OWNER, files={"补充.xlsx": sheet(("1", *FOREST[1:3], "公益林占补方案尚未批复", *FOREST[4:]))}
    )
    town.run("intake", "06-30 15:05")
    run_agenda(town.desk, town.set("06-30 20:00"), {"closeout"})
    town.run("dispatch", "06-30 20:05")
    (letter,) = town.letters(GOVERNMENT, "M20b")
    assert "登记挂号（个）：总结所列1，更新为2" in words(letter)


def test_without_a_change_there_is_no_addendum(town: County) -> None:
    run_agenda(town.desk, town.set("06-30 20:00"), {"closeout"})
    assert "M20" in kinds(town) and "M20b" not in kinds(town)


def test_a_line_of_the_agenda_is_carried_out_once(town: County) -> None:
    for _ in range(3):
        town.run("check", "06-09 10:00")
    assert kinds(town).count("M05") == 2  # the two offices, and the government office without telephones


def test_the_master_workbook_reaches_the_government_office(town: County) -> None:
    town.run("check", "06-09 08:30")
    town.run("dispatch", "06-09 08:35")
    assert town.letters(GOVERNMENT, "M05")


def test_the_forestry_bureau_gets_nothing_while_it_has_nothing_to_do(town: County) -> None:
    town.write("06-06 09:00", FORESTRY, "我局零报告")
    town.run("intake", "06-06 09:05")
    town.run("check", "06-29 17:00")
    assert {letter["kind"] for letter in town.outbox() if FORESTRY in letter["to"]} <= {"M01", "M02"}

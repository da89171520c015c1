"""The script of June 2018 gives the figures of the final summary, and each beat of the month on its day."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
import xlrd
from rapidfuzz import fuzz

from campaign.text import essence
from flows.demo.script import Script
from flows.demo.sheets import write_report
from tests.demo.tally import Tally, june, script

GROUPS = {
    "用地": ("用地",),
    "用林": ("用林",),
    "用海": ("用海",),
    "规划及方案设计": ("规划", "方案设计"),
    "中介及财政评审": ("中介评审", "财政评审"),
    "环评": ("环评",),
    "水保水利": ("水保水利",),
    "施工图消防人防": ("施工图及消防人防",),
    "立项": ("立项",),
    "招投标": ("招投标",),
    "其他": ("其他",),
}
#: group: registered, closed, carried over
SUMMARY = {
    "用地": (18, 10, 8),
    "用林": (9, 5, 4),
    "用海": (5, 1, 4),
    "规划及方案设计": (8, 7, 1),
    "中介及财政评审": (10, 9, 1),
    "环评": (4, 3, 1),
    "水保水利": (3, 3, 0),
    "施工图消防人防": (4, 4, 0),
    "立项": (2, 2, 0),
    "招投标": (2, 2, 0),
    "其他": (1, 1, 0),
}


@pytest.fixture(scope="module")
def month() -> Script:
    return script()


@pytest.fixture(scope="module")
def end(month: Script) -> Tally:
    return Tally(month, june(30))


def test_83_rows_are_66_registered_13_merged_and_4_rejected(end: Tally) -> None:
    assert len(end.problems) == 83
    assert (len(end.numbered), end.count("merged"), end.count("rejected")) == (66, 13, 4)


def test_numbers_62_on_29_projects_at_the_first_gate_and_the_late_unit_brings_four(month: Script, end: Tally) -> None:
    gate = Tally(month, june(9, "08:30"))
    assert len(gate.numbered) == 62
    assert len({p.cells["project_code"] for p in gate.numbered}) == 29
    late = {p.number: p.unit for p in end.numbered[62:]}
    assert late == {f"GJ2018-00{n}": "lanshi@owner.example" for n in (63, 64, 65, 66)}


def test_31_projects_have_problems(end: Tally) -> None:
    projects = {p.cells["project_code"] for p in end.numbered}
    assert Counter(code[0] for code in projects) == {"省": 6, "市": 10, "县": 15}


@pytest.mark.parametrize("group", SUMMARY)
def test_categories_as_in_the_final_summary(end: Tally, group: str) -> None:
    found = [p for p in end.numbered if p.cells["category"] in GROUPS[group]]
    carried = sum(p.state.startswith("carried") for p in found)
    assert (len(found), sum(p.state == "closed" for p in found), carried) == SUMMARY[group]


@pytest.mark.parametrize(
    ("day", "clock", "returned"),
    [(6, "17:00", 7), (7, "17:00", 18), (8, "18:00", 22), (8, "23:59", 23), (11, "23:59", 25)],
)
def test_units_that_have_returned(month: Script, day: int, clock: str, returned: int) -> None:
    assert len(Tally(month, june(day, clock)).returns) == returned


def test_21_units_report_problems_and_4_report_zero(month: Script, end: Tally) -> None:
    assert Counter(Tally(month, june(8)).returns.values()) == {"problems": 20, "zero": 3}
    assert Counter(end.returns.values()) == {"problems": 21, "zero": 4}


@pytest.mark.parametrize(
    ("day", "clock", "closed", "escalated"),
    [(13, "17:00", 4 + 3, 9), (15, "17:00", 20, 9), (19, "08:30", 24, 9), (20, "17:00", 28, 14), (22, "17:00", 35, 14)],
)
def test_closed_and_reported_up_by(month: Script, day: int, clock: str, closed: int, escalated: int) -> None:
    tally = Tally(month, june(day, clock))
    assert (tally.count("closed"), sum(p.ever_escalated for p in tally.numbered)) == (closed, escalated)


def test_47_closed_on_the_last_working_day(month: Script) -> None:
    assert Tally(month, june(29, "17:00")).count("closed") == 47


def test_four_department_items_are_overdue_at_the_second_gate(month: Script) -> None:
    gate = Tally(month, june(22, "17:00"))
    assert gate.count("county") == 5
    late = [p for p in gate.numbered if p.state == "open" and not p.extended]
    assert len(late) == 4
    assert {p.cells["tier"] or "部门级" for p in late} == {"部门级"}
    assert gate.count("open", "requested", "county") == 17


def test_19_are_carried_over(end: Tally) -> None:
    assert (end.count("carried escalated"), end.count("carried county"), end.count("carried")) == (11, 5, 3)
    assert sum(p.ever_escalated for p in end.numbered) == 14
    assert sum(p.ever_escalated and p.state == "closed" for p in end.numbered) == 3


def test_every_leftover_says_at_the_end_what_comes_next_and_when(month: Script, end: Tally) -> None:
    last = {row.key: row.cells for row in month.answers}
    for key in end.keys("carried", "carried county", "carried escalated"):
        assert last[key]["reason_next"] and last[key]["eta"].startswith("7月")


def test_one_close_request_is_refused_for_a_mere_receipt_and_later_granted(end: Tally) -> None:
    (refused,) = [p for p in end.numbered if any("初审意见" in why for why in p.reasons_sent_back)]
    assert refused.state == "closed"


def test_two_reports_up_are_returned_for_lack_of_a_department_opinion(end: Tally) -> None:
    returned = [p for p in end.numbered if any("部门意见" in why for why in p.reasons_sent_back)]
    assert [p.ever_escalated for p in returned] == [True, True]


def test_one_closed_number_is_reopened_and_closed_again(end: Tally) -> None:
    assert [p.state for p in end.numbered if p.reopened] == ["closed"]


def test_two_numbers_handed_back_are_reassigned(month: Script, end: Tally) -> None:
    refused = {row.key for row in month.answers if row.cells["status"] == "非本部门职责"}
    assert refused == {key for key, p in end.problems.items() if p.reassigned}
    assert len(refused) == 2


def test_only_one_line_of_the_offices_is_unclear_and_it_is_a_negation(end: Tally) -> None:
    (line,) = end.unclear
    assert "先不要同意销号" in line


def test_two_replies_arrive_on_the_holiday(month: Script) -> None:
    assert sum(june(16, "00:00") <= mail.at <= june(18) for mail in month.mails) == 2


def test_a_merged_row_comes_from_another_unit(end: Tally) -> None:
    for merged in (p for p in end.problems.values() if p.state == "merged"):
        first = next(p for p in end.numbered if essence(p.cells["problem"]) == essence(merged.cells["problem"]))
        assert first.unit != merged.unit


def test_different_problems_of_a_project_are_clearly_different(end: Tally) -> None:
    for one, other in combinations(end.numbered, 2):
        if one.cells["project_code"] == other.cells["project_code"]:
            assert fuzz.ratio(essence(one.cells["problem"]), essence(other.cells["problem"])) < 60


def test_the_same_sentence_is_written_for_two_projects_and_stays_two_problems(end: Tally) -> None:
    texts = Counter(essence(p.cells["problem"]) for p in end.numbered)
    assert sorted(texts.values())[-2:] == [1, 2]


def test_no_text_could_be_a_real_person_s(month: Script) -> None:
    for row in month.reports:
        contact = row.cells["contact"]
        assert "0595-0000" in contact or contact in {"number:13800000000", "同上"}
    assert all(mail.sender.address.endswith(".example") for mail in month.mails)


def test_the_xls_holds_the_rows_that_reports_csv_says(month: Script) -> None:
    (sheet,) = [a for mail in month.mails for a in mail.attachments if a.kind == "F1" and a.file]
    assert sheet.file and sheet.layout
    book = xlrd.open_workbook(file_contents=sheet.file.read_bytes())  # type: ignore[no-untyped-call]
    lines = write_report(sheet.layout, sheet.rows, sheet.fill, june(6)).rows
    column = [c.key for c in sheet.layout.columns].index("problem")
    written = {key: book.sheet_by_index(0).cell_value(row - 1, column) for key, row in lines.items()}
    assert written == {row.key: row.cells["problem"] for row in sheet.rows}

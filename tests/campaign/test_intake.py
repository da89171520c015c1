"""What a reported row is to the ledger (forms.md 5.7, A16, A20)."""

from __future__ import annotations

from datetime import date

import pytest

from campaign.claims import provisional
from campaign.events import Event, Kind
from campaign.handoff import hand_off
from campaign.intake import Incoming, Intake, Taken
from campaign.ledger import MemoryLedger
from campaign.outcomes import RowResult
from campaign.problem import Report, State
from tests.campaign.small import at, ledger, report, small_campaign, source

SECTION = "省2018-03"


def send(book: MemoryLedger, unit: str, *reports: Report, project: str | None = SECTION) -> list[RowResult]:
    rows = [Incoming(r, source(5 + i, f"<{unit}>"), project) for i, r in enumerate(reports)]
    return [taken.result for taken in Intake(small_campaign(), book, unit, at("06-07 10:00"), "<m>").take(rows)]


def test_a_complete_row_gets_the_next_number_with_lead_tier_and_due_date() -> None:
    book = ledger()
    assert send(book, "A04", report()) == [RowResult.REGISTERED]
    (problem,) = book.entries.values()
    assert (problem.number, problem.state) == ("GJ2018-0001", State.REGISTERED)
    assert (problem.lead, problem.tier, str(problem.due)) == ("T02", "部门级", "2018-06-15")


def test_the_same_file_again_adds_nothing() -> None:
    book = ledger()
    send(book, "A04", report())
    recorded = len(book.events)
    assert send(book, "A04", report()) == [RowResult.SAME]
    assert len(book.events) == recorded


def test_a_reworded_row_of_the_same_unit_keeps_its_number() -> None:
    book = ledger()
    send(book, "A04", report("使用林地面积11.2公顷，林地定额不足"))
    assert send(book, "A04", report("使用林地面积12.4公顷，林地定额缺口较大")) == [RowResult.REVISED]
    (problem,) = book.entries.values()
    assert problem.number == "GJ2018-0001"
    assert problem.report.problem == "使用林地面积12.4公顷，林地定额缺口较大"


def test_the_same_words_from_another_unit_are_one_problem_with_two_reporters() -> None:
    book = ledger()
    send(book, "A04", report("使用林地面积11.2公顷，林地定额不足"))
    assert send(book, "B08", report("使用林地面积１１.２公顷,林地定額不足。", tier="省级")) == [RowResult.MERGED]
    survivor, merged = book.entries.values()
    assert survivor.reporters == ("A04", "B08")
    assert survivor.tier == "省级", "the stricter tier wins until confirmed (A16)"
    assert (merged.state, merged.merged_into, merged.number) == (State.MERGED, "GJ2018-0001", None)


def test_other_words_of_another_unit_are_never_merged_by_likeness() -> None:
    book = ledger()
    send(book, "A04", report("使用林地面积11.2公顷，林地定额不足"))
    assert send(book, "B08", report("使用林地面积11.3公顷，林地定额不足")) == [RowResult.REGISTERED]


def test_the_same_words_for_two_projects_are_two_problems() -> None:
    book = ledger()
    send(book, "A04", report(), project=SECTION)
    assert send(book, "A04", report(), project="市2018-01") == [RowResult.REGISTERED]


def test_a_row_that_lacks_something_waits_without_a_number_and_is_numbered_once_completed() -> None:
    book = ledger()
    row = Incoming(report(ask=""), source(), SECTION, missing=("请补充“需协调解决事项”",))
    (taken,) = Intake(small_campaign(), book, "A04", at("06-07 10:00"), "<1>").take([row])
    assert (taken.result, taken.problem.number) == (RowResult.PENDING, None)
    assert send(book, "A04", report()) == [RowResult.REGISTERED]
    assert len(book.entries) == 1


def test_a_project_outside_the_catalogue_waits_for_a_decision() -> None:
    book = ledger()
    assert send(book, "A04", report(project_name="东岭农贸市场改造"), project=None) == [RowResult.PENDING]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_numbers_are_gapless_however_often_a_file_comes(times: int) -> None:
    book = ledger()
    for _ in range(times):
        send(book, "A04", report("甲事项卡在预审环节无法推进"), report("乙地块权属纠纷尚未调处完毕"))
    assert [p.number for p in book.entries.values()] == ["GJ2018-0001", "GJ2018-0002"]


REWRITTEN = "施工图审查意见已经退回，尚待设计单位逐条修改"


def send_numbered(book: MemoryLedger, unit: str, *rows: tuple[str, Report], **more: tuple[str, ...]) -> list[Taken]:
    """Rows of the workbook that we sent back, each with what stands in its 问题编号."""
    incoming = [Incoming(r, source(5 + i, "<2>"), SECTION, number=number, **more) for i, (number, r) in enumerate(rows)]
    return Intake(small_campaign(), book, unit, at("06-07 15:00"), "<2>").take(incoming)


def test_a_units_own_number_holds_when_the_row_is_rewritten_completely() -> None:
    book = ledger()
    send(book, "A04", report())
    (taken,) = send_numbered(book, "A04", ("GJ2018-0001", report(REWRITTEN)))
    assert (taken.result, taken.problem.number, taken.notes) == (RowResult.REVISED, "GJ2018-0001", ())
    assert [p.report.problem for p in book.entries.values()] == [REWRITTEN]


def test_the_number_of_a_row_that_says_the_same_adds_nothing() -> None:
    book = ledger()
    send(book, "A04", report())
    recorded = len(book.events)
    assert [t.result for t in send_numbered(book, "A04", ("gj2018－0001", report()))] == [RowResult.SAME]
    assert len(book.events) == recorded


def test_a_row_without_a_number_is_known_again_by_its_provisional_one() -> None:
    book = ledger()
    short = Incoming(report("用林问题"), source(), SECTION, missing=("请写清具体问题",))
    (waiting,) = Intake(small_campaign(), book, "A04", at("06-07 10:00"), "<1>").take([short])
    (taken,) = send_numbered(book, "A04", (provisional(waiting.problem.entry), report(REWRITTEN)))
    assert (taken.result, taken.problem.number) == (RowResult.REGISTERED, "GJ2018-0001")
    assert len(book.entries) == 1


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("GJ2018-0001", "编号GJ2018-0001不是贵单位报送的问题"),
        ("GJ2018-0099", "总台账中没有编号GJ2018-0099"),
        ("惠重2017-3", "“惠重2017-3”不是本次活动的问题编号"),
        ("暂编0001", "贵单位没有编号为暂编0001的待补正问题"),
    ],
)
def test_any_other_number_is_told_and_not_followed(number: str, why: str) -> None:
    book = ledger()
    send(book, "B08", report())
    (taken,) = send_numbered(book, "A04", (number, report(REWRITTEN)))
    assert taken.result is RowResult.REGISTERED
    assert taken.notes == (f"{why}，本行按所填内容核对",)


def test_the_words_of_another_unit_are_not_reworded_by_the_number_that_both_share() -> None:
    book = ledger()
    send(book, "A04", report())
    send(book, "B08", report())
    (taken,) = send_numbered(book, "B08", ("GJ2018-0001", report(REWRITTEN)))
    assert book.numbered("GJ2018-0001").report == report()  # type: ignore[union-attr]
    assert taken.notes == ("编号GJ2018-0001登记的是另一单位先行报送的内容，本行按所填内容核对",)


def test_a_senders_own_serial_numbers_are_no_numbers_of_ours() -> None:
    (taken,) = send_numbered(ledger(), "A04", ("1", report()))
    assert (taken.result, taken.notes) == (RowResult.REGISTERED, ())


def test_a_line_copied_with_its_number_is_a_new_problem() -> None:
    book = ledger()
    send(book, "A04", report())
    rows = (("GJ2018-0001", report(REWRITTEN)), ("GJ2018-0001", report()))
    copied, kept = send_numbered(book, "A04", *rows)
    assert (copied.result, copied.problem.number) == (RowResult.REGISTERED, "GJ2018-0002")
    assert copied.notes == ("编号GJ2018-0001另有一行填写，本行按所填内容核对",)
    assert kept.result is RowResult.SAME


def test_a_line_used_for_another_project_and_problem_is_new() -> None:
    book = ledger()
    send(book, "A04", report(), project="市2018-01")
    (taken,) = send_numbered(book, "A04", ("GJ2018-0001", report(REWRITTEN)))
    assert (taken.result, taken.problem.number) == (RowResult.REGISTERED, "GJ2018-0002")
    assert taken.notes == ("编号GJ2018-0001是另一项目的问题，本行按所填内容核对",)


def test_a_registered_row_is_never_emptied() -> None:
    book = ledger()
    send(book, "A04", report())
    (taken,) = send_numbered(book, "A04", ("GJ2018-0001", report(REWRITTEN, ask="")), missing=("请补充",))
    assert taken.result is RowResult.REFUSED
    assert book.numbered("GJ2018-0001").report == report()  # type: ignore[union-attr]


def test_a_merged_reporter_who_sends_again_leaves_the_survivors_words_alone() -> None:
    book = ledger()
    send(book, "A04", report(ask="请县林业局提前介入"))
    send(book, "B08", report(ask="请省林业厅追加定额"))
    assert send(book, "B08", report(ask="请省林业厅尽快追加定额")) == [RowResult.SAME]
    survivor = book.numbered("GJ2018-0001")
    assert survivor is not None
    assert survivor.report.ask == "请县林业局提前介入"


def test_after_the_handoff_a_resent_sheet_moves_neither_due_date_nor_tier() -> None:
    book = ledger()
    send(book, "A04", report(due=date(2018, 6, 15)))
    hand_off(book, small_campaign(), at("06-09 09:30"))
    send(book, "A04", report(due=date(2018, 6, 30), tier="县级"))
    (problem,) = book.entries.values()
    assert (str(problem.due), problem.tier) == ("2018-06-15", "部门级")


def test_a_new_problem_is_never_absorbed_by_a_closed_number() -> None:
    book = ledger()
    send(book, "A04", report())
    close(book)
    assert send(book, "B08", report()) == [RowResult.REGISTERED]
    assert send(book, "A04", report("使用林地面积11.2公顷，林地定额仍然不足")) == [RowResult.REGISTERED]


def test_a_resent_row_of_a_closed_number_is_told_so() -> None:
    book = ledger()
    send(book, "A04", report())
    close(book)
    assert send(book, "A04", report(note="再报一次")) == [RowResult.SAME]


def close(book: MemoryLedger) -> None:
    for kind, data in ((Kind.ASSIGNED, {"unit": "A04", "due": None}), (Kind.CLOSED, {})):
        book.record(Event(1, kind, at("06-12 10:00"), "T02", data=data))

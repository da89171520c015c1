"""Offices decide, units report back: who may do what, and when (lifecycle.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from campaign.acts import Actor
from campaign.carry_over import propose
from campaign.decisions import carry_out
from campaign.escalation import next_batch
from campaign.events import Event, Kind, fold
from campaign.feedback import Feedback, take_feedback
from campaign.handoff import hand_off
from campaign.intake import Incoming, Intake
from campaign.ledger import MemoryLedger
from campaign.orders import read_orders
from campaign.outcomes import OrderOutcome, RowResult
from campaign.problem import State
from campaign.vocabulary import Status
from tests.campaign.small import at, last, ledger, report, small_campaign, source

CAMPAIGN = small_campaign()
ONE = "GJ2018-0001"


def handed_off(**more: Any) -> MemoryLedger:
    """A ledger with one forest problem, handed to the forestry bureau on 9 June; led by 重点办 (T02)."""
    book = ledger()
    Intake(CAMPAIGN, book, "B08", at("06-07 10:00"), "<1>").take([Incoming(report(**more), source(), "省2018-03")])
    hand_off(book, CAMPAIGN, at("06-09 09:30"))
    return book


def order(book: MemoryLedger, office: str, line: str, when: str = "06-14 10:00") -> OrderOutcome:
    actor = Actor(CAMPAIGN, book, office, at(when), "<order>")
    (read,) = read_orders(line, "GJ2018-", 4)
    return carry_out(actor, read)


def tell(book: MemoryLedger, status: Status, unit: str = "A04", when: str = "06-13 10:00", **more: Any) -> RowResult:
    actor = Actor(CAMPAIGN, book, unit, at(when), "<feedback>")
    row = Feedback(ONE, status, **{"progress": "已组织专家评审并完成修改", **more})
    return take_feedback(actor, row).result


def ask_to_close(book: MemoryLedger) -> RowResult:
    return tell(book, Status.DONE, done_on=date(2018, 6, 12), evidence="惠林〔2018〕12号 审核同意书")


def test_t6_the_unit_named_in_the_row_is_given_the_number() -> None:
    problem = last(handed_off())
    assert (problem.state, problem.responsible) == (State.ASSIGNED, "A04")


def test_t8_t9_the_first_feedback_accepts_the_handoff() -> None:
    book = handed_off()
    assert tell(book, Status.WORKING) is RowResult.PROGRESS
    assert last(book).state is State.IN_PROGRESS


def test_feedback_of_a_unit_that_is_not_responsible_changes_nothing() -> None:
    book = handed_off()
    recorded = len(book.events)
    assert tell(book, Status.WORKING, unit="A02") is RowResult.REFUSED
    assert len(book.events) == recorded


def test_t7_a_unit_hands_back_once_and_the_lead_office_reassigns() -> None:
    book = handed_off()
    assert tell(book, Status.NOT_OURS, when="06-11 10:00", reason_next="属住建部门职责") is RowResult.PROGRESS
    assert last(book).state is State.REGISTERED
    assert order(book, "T02", f"改派 {ONE} 县住房和城乡规划建设局").done == (ONE,)
    assert (last(book).state, last(book).responsible) == (State.ASSIGNED, "A03")


def test_t7_after_one_working_day_a_handoff_counts_as_accepted() -> None:
    book = handed_off()
    assert tell(book, Status.NOT_OURS, when="06-12 10:00", reason_next="属住建部门职责") is RowResult.REFUSED


def test_t8_the_owners_feedback_does_not_accept_for_the_department() -> None:
    book = handed_off()
    assert tell(book, Status.WORKING, unit="B08") is RowResult.PROGRESS
    assert last(book).state is State.ASSIGNED


def test_a12_a_carried_number_is_still_closed_under_its_number() -> None:
    book = handed_off()
    tell(book, Status.WORKING)
    propose(book, CAMPAIGN, at("06-29 08:30"))
    order(book, "T01", "同意转后续", "06-29 10:00")
    order(book, "T02", "同意转后续", "06-29 10:00")
    assert last(book).state is State.CARRIED
    assert ask_to_close(book) is RowResult.CLOSE_REQUESTED
    assert order(book, "T02", f"同意销号 {ONE}", "07-05 10:00").done == (ONE,)


def test_t7_not_reassigned_to_the_unit_that_handed_it_back() -> None:
    book = handed_off()
    tell(book, Status.NOT_OURS, when="06-11 10:00", reason_next="属住建部门职责")
    assert order(book, "T02", f"改派 {ONE} 县林业局").refused


def test_t15_a_close_request_without_evidence_is_told_what_it_lacks() -> None:
    book = handed_off()
    assert tell(book, Status.DONE, done_on=date(2018, 6, 12)) is RowResult.REFUSED
    assert last(book).state is State.ASSIGNED


def test_t15_t16_closed_by_the_lead_office() -> None:
    book = handed_off()
    assert ask_to_close(book) is RowResult.CLOSE_REQUESTED
    assert order(book, "T02", f"同意销号 {ONE}").done == (ONE,)
    assert last(book).state is State.CLOSED


def test_t16_the_other_office_may_not_close_what_it_does_not_lead() -> None:
    book = handed_off()
    ask_to_close(book)
    assert order(book, "T01", f"同意销号 {ONE}").refused[0][0] == ONE
    assert last(book).state is State.CLOSE_REQ


def test_t17_sent_back_with_a_reason_and_counted() -> None:
    book = handed_off()
    ask_to_close(book)
    assert order(book, "T02", f"退回 {ONE}").refused == ((ONE, "未写明原因"),)
    order(book, "T02", f"退回 {ONE} 佐证材料为受理通知书")
    assert (last(book).state, last(book).close_refusals) == (State.IN_PROGRESS, 1)


def test_t19_a_number_under_a_slip_is_not_withdrawn_until_the_slip_is_concluded() -> None:
    book = handed_off()
    entry = last(book).entry
    book.record(Event(entry, Kind.ASKED, at("06-19 10:00"), "B08", data={"request": "撤回"}, note="线位已调整"))
    book.record(Event(entry, Kind.SUPERVISED, at("06-19 08:30"), "T01", data={"slip": 3}))
    assert order(book, "T02", f"撤回 {ONE} 线位已调整").refused == ((ONE, "该问题由督办第3号督办，督办办结前不能撤回"),)
    book.record(Event(entry, Kind.SUPERVISED, at("06-21 08:30"), "system"))
    assert order(book, "T02", f"撤回 {ONE} 线位已调整").done == (ONE,)


def test_t11_t12_reported_up_only_when_both_offices_agree() -> None:
    book = handed_off(ask="请省林业厅追加林地定额", bodies=("县林业局",), tier="省级")
    tell(book, Status.ESCALATE, reason_next="超出本级权限，请福建省林业厅追加定额")
    assert last(book).state is State.PROPOSED
    next_batch(book, at("06-13 15:00"))
    assert order(book, "T01", "同意上报 第1批").done == (f"{ONE}（待另一办公室确认）",)
    assert last(book).state is State.PROPOSED
    assert order(book, "T02", "同意上报第1批").done == (f"{ONE}（两办已确认，请于6月20日前行文上报）",)
    assert (last(book).state, last(book).batch) == (State.ESCALATED, 1)


def test_t18_a_closed_number_is_reopened_under_the_same_number() -> None:
    book = handed_off()
    ask_to_close(book)
    order(book, "T02", f"同意销号 {ONE}")
    assert order(book, "T04", f"恢复 {ONE} 回头看发现批复未取得").done == (ONE,)
    assert (last(book).state, last(book).number, last(book).reopened) == (State.IN_PROGRESS, ONE, 1)


def test_t20_rows_of_a_project_that_stays_out_are_rejected() -> None:
    book = ledger()
    out = report(project_name="东岭农贸市场改造")
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<1>").take([Incoming(out, source(), None)])
    assert order(book, "T02", "不纳入 东岭农贸市场改造").done == ("东岭农贸市场改造（1条）",)
    assert last(book).state is State.REJECTED


def test_t20_an_order_about_one_project_leaves_rows_without_a_project_name_alone() -> None:
    book = ledger()
    rows = [
        Incoming(report(text, project_name=name), source(), None)
        for name, text in (("", "甲问题"), ("乙项目", "乙问题"))
    ]
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<1>").take(rows)
    order(book, "T02", "不纳入 乙项目")
    assert [p.state for p in book.entries.values()] == [State.PENDING, State.REJECTED]


def test_t20_a_row_that_names_no_project_is_decided_by_its_units_name() -> None:
    book = ledger()
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<1>").take([Incoming(report(project_name=""), source(), None)])
    assert order(book, "T02", "不予受理 县林业局，未写明项目").done
    assert last(book).state is State.REJECTED


def test_t17_a_document_number_in_a_reason_is_no_placeholder() -> None:
    book = handed_off()
    ask_to_close(book)
    assert order(book, "T02", f"退回 {ONE} 〔原因〕").refused == ((ONE, "未写明原因"),)
    assert order(book, "T02", f"退回 {ONE} 惠林〔2018〕12号与本项目无关").done


def test_t22_a_due_date_moves_once_and_not_beyond_the_phase() -> None:
    book = handed_off()
    tell(book, Status.EXTEND, eta=date(2018, 6, 20), reason_next="等待专家评审")
    assert order(book, "T02", f"延期 {ONE} 至 6月30日，等待评审").refused
    assert order(book, "T02", f"延期 {ONE} 至 6月20日，等待评审").done
    assert str(last(book).due) == "2018-06-20"
    assert order(book, "T02", f"延期 {ONE} 至 6月21日").refused


def test_an_unknown_number_is_told_and_the_others_are_done() -> None:
    book = handed_off()
    ask_to_close(book)
    outcome = order(book, "T02", f"同意销号 {ONE}、0099")
    assert (outcome.done, outcome.refused) == ((ONE,), (("GJ2018-0099", "总台账中没有此编号"),))


def test_the_ledger_is_the_fold_of_its_events() -> None:
    book = handed_off()
    ask_to_close(book)
    order(book, "T02", f"同意销号 {ONE}")
    for n in range(1, len(book.events) + 1):
        prefix = fold(book.events[:n])
        assert all(problem.entry == entry for entry, problem in prefix.items())
    assert fold(book.events) == book.entries

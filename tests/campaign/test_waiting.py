"""Rows whose project is not in the catalogue, and the key projects office's answers (A17; T2, T3, T5, T20)."""

from __future__ import annotations

import pytest

from campaign.acts import Actor
from campaign.decisions import carry_out
from campaign.events import Kind, fold
from campaign.intake import Incoming, Intake, Taken
from campaign.ledger import MemoryLedger
from campaign.orders import read_orders
from campaign.outcomes import OrderOutcome, RowResult
from campaign.problem import Problem, State
from tests.campaign.small import at, kinds, ledger, report, small_campaign, source

CAMPAIGN = small_campaign()
MARKET = "东岭农贸市场改造"
ROAD = "滨海通道崇武至山霞段工程"
TEXT = "使用林地面积11.2公顷，林地定额不足"
OTHER = "耕地占补平衡指标缺口35亩，无法组卷上报"


def row(name: str = MARKET, text: str = TEXT, code: str | None = None, missing: tuple[str, ...] = ()) -> Incoming:
    return Incoming(report(text, project_name=name), source(), code, missing)


def send(book: MemoryLedger, *rows: Incoming, unit: str = "A04", when: str = "06-07 10:00") -> list[Taken]:
    return Intake(CAMPAIGN, book, unit, at(when), f"<{when}@{unit}>").take(rows)


def answer(book: MemoryLedger, text: str, office: str = "T02", when: str = "06-08 11:30") -> OrderOutcome:
    (order,) = read_orders(text, "GJ2018-", 4)
    return carry_out(Actor(CAMPAIGN, book, office, at(when), "<answer@zdb>"), order)


def states(book: MemoryLedger) -> list[State]:
    return [p.state for p in book.entries.values()]


def only(book: MemoryLedger) -> Problem:
    (problem,) = book.entries.values()
    return problem


def test_t3_a_project_that_is_taken_in_though_outside_the_catalogue_is_numbered() -> None:
    book = ledger()
    send(book, row())
    assert answer(book, f"纳入 {MARKET}").done == ("GJ2018-0001",)
    assert (only(book).state, only(book).project_code) == (State.REGISTERED, None)


def test_t3_another_name_of_a_catalogue_project_is_numbered_under_that_project() -> None:
    for meant in ("省2018-03", "省2018—3", ROAD, f"省2018-03 {ROAD}"):
        book = ledger()
        send(book, row("滨海大通道"))
        assert answer(book, f"纳入 滨海大通道 对应 {meant}").done == ("GJ2018-0001",)
        assert only(book).project_code == "省2018-03"


def test_t3_it_is_on_record_who_said_which_project_is_meant() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    answer(book, "纳入 滨海大通道 对应 省2018-03")
    (said,) = [event for event in book.events if event.kind is Kind.INCLUDED]
    assert (said.actor, said.message_id, said.data["project_code"]) == ("T02", "<answer@zdb>", "省2018-03")


def test_a_project_that_is_not_in_the_catalogue_cannot_be_meant() -> None:
    for meant in ("省2018-99", "滨海通道"):
        book = ledger()
        send(book, row("滨海大通道"))
        assert (
            answer(book, f"纳入 滨海大通道 对应 {meant}").unclear == f"“{meant}”不是重点项目目录内的项目编号或项目名称"
        )
        assert states(book) == [State.PENDING]


def test_an_order_about_another_stage_of_a_project_does_nothing() -> None:
    book = ledger()
    send(book, row("滨海大通道一期"))
    for text in ("纳入 滨海大通道一期二标段", "不纳入 滨海大通道一期、二期"):
        assert answer(book, text).unclear is not None
    assert states(book) == [State.PENDING]


def test_only_the_key_projects_office_answers() -> None:
    book = ledger()
    send(book, row())
    for text in (f"纳入 {MARKET}", f"不纳入 {MARKET}"):
        assert answer(book, text, office="T01").unclear == "应由县重点项目建设领导小组办公室提出"
    assert states(book) == [State.PENDING]


def test_t5_a_row_that_turns_out_to_be_another_units_problem_is_merged_and_not_doubled() -> None:
    book = ledger()
    send(book, row(ROAD, code="省2018-03"), unit="B08")
    send(book, row("滨海大通道"))
    assert answer(book, "纳入 滨海大通道 对应 省2018-03").done == ("并入GJ2018-0001",)
    assert states(book) == [State.REGISTERED, State.MERGED]
    assert book.entries[1].reporters == ("B08", "A04")


def test_t5_a_row_that_its_own_unit_has_reported_under_the_right_name_is_merged_too() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    send(book, row(ROAD, code="省2018-03"), when="06-08 09:00")
    assert answer(book, "纳入 滨海大通道 对应 省2018-03").done == ("并入GJ2018-0001",)
    assert sorted(states(book)) == [State.MERGED, State.REGISTERED]


def test_t3_a_row_that_lacks_something_waits_for_it_and_not_for_the_office() -> None:
    book = ledger()
    send(book, row(missing=("第5行“需协调解决事项”未填写，请补充。",)))
    assert answer(book, f"纳入 {MARKET}").done == (f"{MARKET}（待补正后登记）",)
    (completed,) = send(book, row(), when="06-08 15:00")
    assert completed.result is RowResult.REGISTERED


def test_the_same_name_is_not_asked_about_again_once_answered() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    answer(book, "纳入 滨海大通道 对应 省2018-03")
    (taken,) = send(book, row("滨海大通道", OTHER), unit="A02", when="06-11 09:00")
    assert (taken.result, taken.problem.project_code) == (RowResult.REGISTERED, "省2018-03")
    assert taken.notes == (f"县重点项目建设领导小组办公室6月8日已答复该项目即目录内“{ROAD}”（省2018-03）",)


def test_another_name_is_another_question() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    answer(book, "纳入 滨海大通道 对应 省2018-03")
    (taken,) = send(book, row("滨海大通道二期", OTHER), when="06-11 09:00")
    assert taken.result is RowResult.PENDING


def test_t20_a_project_that_stays_out_is_answered_for_later_rows_too() -> None:
    book = ledger()
    send(book, row())
    answer(book, f"不纳入 {MARKET}，未列入年度计划")
    (later,) = send(book, row(text=OTHER), unit="A02", when="06-11 09:00")
    assert (later.result, later.problem.state) == (RowResult.REFUSED, State.REJECTED)
    assert later.notes == ("县重点项目建设领导小组办公室6月8日已答复该项目不纳入：未列入年度计划",)


def test_t20_the_same_row_once_more_adds_nothing() -> None:
    book = ledger()
    send(book, row())
    answer(book, f"不纳入 {MARKET}")
    (again,) = send(book, row(), when="06-11 09:00")
    assert again.result is RowResult.REFUSED
    assert states(book) == [State.REJECTED]


def test_the_latest_answer_counts() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    send(book, row("滨海大道"), unit="A02")
    answer(book, "纳入 滨海大通道 对应 省2018-03")
    answer(book, "不纳入 滨海大道", when="06-08 12:00")
    (one, other) = send(book, row("滨海大通道", OTHER), row("滨海大道", OTHER), unit="A03", when="06-11 09:00")
    assert (one.result, other.result) == (RowResult.REGISTERED, RowResult.REFUSED)


def test_the_answers_are_part_of_the_ledger_and_come_out_of_its_events() -> None:
    book = ledger()
    send(book, row("滨海大通道"))
    answer(book, "纳入 滨海大通道 对应 省2018-03")
    assert fold(book.events) == book.entries
    assert Kind.INCLUDED in kinds(book)


@pytest.mark.parametrize(
    "text",
    [
        "纳入 {}",
        "同意纳入 {}",
        "可以纳入{}",
        "经研究，同意纳入《{}》。",
        "{}同意纳入",
        "“{}”项目可以纳入",
        "同意将{}纳入重点项目目录",
        "1、{}：纳入",
        "同意纳入",
    ],
)
def test_an_office_says_in_its_own_words_that_a_project_counts(text: str) -> None:
    book = ledger()
    send(book, row())
    assert answer(book, text.format(MARKET)).done == ("GJ2018-0001",)


@pytest.mark.parametrize(
    "text", ["同意不纳入 {}，非重点", "不同意纳入{}，非重点", "《{}》不予纳入，非重点", "{}不纳入：非重点"]
)
def test_and_in_its_own_words_that_it_does_not(text: str) -> None:
    book = ledger()
    send(book, row())
    assert answer(book, text.format(MARKET)).done == (f"{MARKET}（1条）",)
    assert book.events[-1].note == "非重点"


@pytest.mark.parametrize(
    "text",
    [
        "原则同意纳入{}",
        "{}不宜纳入",
        "暂不纳入的建议：{}",
        "拟纳入{}",
        "不同意将{}纳入",
        "待立项批复后纳入{}",
        "纳入{}，待立项后生效",
        "纳入{}，不纳入东岭水厂",
        "{}不纳入，东岭水厂纳入",
        "纳入{}、东岭水厂",
    ],
)
def test_doubt_conditions_and_names_nobody_waits_for_leave_it_undone(text: str) -> None:
    book = ledger()
    send(book, row())
    assert answer(book, text.format(MARKET)).unclear is not None
    assert states(book) == [State.PENDING]


def test_one_line_may_take_in_several_projects() -> None:
    for text in ("同意纳入 {}、东岭水厂", "《{}》《东岭水厂》可以纳入", "{}和东岭水厂2个项目均同意纳入"):
        book = ledger()
        send(book, row(), row("东岭水厂", OTHER))
        assert answer(book, text.format(MARKET)).done == ("GJ2018-0001", "GJ2018-0002")


def test_one_reason_for_several_projects_is_told_to_each() -> None:
    book = ledger()
    send(book, row(), row("东岭水厂", OTHER))
    answer(book, f"不纳入 {MARKET}、东岭水厂，未纳入年度计划")
    assert [event.note for event in book.events if event.kind is Kind.REJECTED] == ["未纳入年度计划"] * 2


def test_a_code_beside_the_name_says_which_project_is_meant() -> None:
    for text in ("同意纳入 滨海大通道（省2018-03）", "省2018—3 滨海大通道 纳入"):
        book = ledger()
        send(book, row("滨海大通道"))
        assert answer(book, text).done == ("GJ2018-0001",)
        assert only(book).project_code == "省2018-03"

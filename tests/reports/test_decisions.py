"""Every line printed for an office to reply is one that the reader of orders takes as meant."""

from __future__ import annotations

from dataclasses import replace

from campaign.orders import Order, Verb, read_orders
from campaign.problem import Problem, Report, State
from reports.decisions import Decision, decisions
from tests.reports.sample import at, campaign, month

LAND = next(p for p in month() if p.responsible == "A02" and p.lead == "T02")


def asking(request: str, **more: object) -> Problem:
    values: dict[str, object] = {"state": State.IN_PROGRESS, "ended_at": None, "request": request, **more}
    return replace(LAND, **values)  # type: ignore[arg-type]  # a test names any field


def decided(problem: Problem) -> tuple[Decision, Order]:
    """The one decision, and its first reply as it is understood."""
    (decision,) = decisions(campaign(), "T02", [problem])
    info = campaign().settings.campaign
    (order,) = read_orders(decision.replies[0], info.number_prefix, info.number_width)
    assert isinstance(order, Order)
    return decision, order


def test_an_extension_is_granted_in_words_the_reader_knows() -> None:
    decision, order = decided(asking("延期至2018-06-21"))
    assert decision.replies == ("延期 GJ2018-0001 至 2018年6月21日",)
    assert (order.verb, order.numbers, order.rest) == (Verb.EXTEND, ("GJ2018-0001",), "至 2018年6月21日")
    assert decision.detail.startswith("县国土资源局申请延期至6月21日：")


def test_raising_to_the_county_is_granted_in_words_the_reader_knows() -> None:
    _, order = decided(asking("提级"))
    assert (order.verb, order.numbers, order.rest) == (Verb.RAISE, ("GJ2018-0001",), "县级")


def test_a_withdrawal_names_who_asks_and_wants_a_reason() -> None:
    decision, order = decided(asking("撤回", reporters=("A02",), state=State.REGISTERED, withdrawal="项目退出年度计划"))
    assert decision.replies == ("撤回 GJ2018-0001 〔原因〕",)
    assert (order.verb, order.numbers) == (Verb.WITHDRAW, ("GJ2018-0001",))
    assert decision.detail.startswith("县国土资源局申请撤回，原因：项目退出年度计划；原问题：")


def test_another_unit_can_be_given_the_number() -> None:
    decision, order = decided(asking("改派", state=State.REGISTERED, refused_by=("A02",)))
    assert decision.replies == ("改派 GJ2018-0001 〔单位名称〕",)
    assert order.verb is Verb.REASSIGN


def test_a_request_that_was_overtaken_by_asking_to_close_is_not_shown() -> None:
    found = decisions(campaign(), "T02", [asking("延期至2018-06-21", state=State.CLOSE_REQ)])
    assert [d.matter for d in found] == ["销号审核"]


def incomplete() -> Problem:
    report = Report("惠女文化园", problem="控规为防护绿地", category=LAND.report.category)
    return Problem(
        90,
        report,
        State.PENDING,
        project_code="省2018-01",
        pending=("请补充“需协调层级”。", "请补充“需协调单位”。"),
        reporters=("A02",),
        received_at=at("06-08 10:00"),
    )


def test_rows_that_units_have_not_completed_are_shown_with_what_is_missing() -> None:
    decision, order = decided(incomplete())
    assert decision.detail.startswith("县国土资源局报送问题1条尚未补正：请补充“需协调层级”；请补充“需协调单位”。")
    assert (order.verb, order.rest) == (Verb.REJECT, "惠女文化园")


def test_an_incomplete_row_is_shown_to_the_office_that_would_lead_it() -> None:
    assert decisions(campaign(), "T01", [incomplete()]) == ()

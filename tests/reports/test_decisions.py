"""Every line printed for an office to reply is one that the reader of orders takes as meant."""

from __future__ import annotations

from dataclasses import replace

from campaign.orders import Order, Verb, read_orders
from campaign.problem import Problem, Proposal, Report, State
from reports.decisions import Decision, decisions
from reports.letters.offices import digest
from tests.reports.sample import at, campaign, month

LAND = next(p for p in month() if p.responsible == "A02" and p.lead == "T02")
FIRST = "GJ2018-0001"


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


def repeated(*scores: float, lead: str = "T02") -> list[Problem]:
    """One number, and one for each score that may repeat it."""
    first = replace(LAND, state=State.REGISTERED, ended_at=None, request=None, refused_by=())
    return [
        first,
        *(
            replace(first, entry=50 + n, number=f"GJ2018-{50 + n:04}", lead=lead, proposals=(Proposal(FIRST, s),))
            for n, s in enumerate(scores)
        ),
    ]


def pairs(problems: list[Problem], office: str = "T02") -> list[Decision]:
    return [d for d in decisions(campaign(), office, problems) if d.matter == "疑似重复"]


def test_a_pair_that_may_be_one_problem_is_decided_in_words_the_reader_knows() -> None:
    (pair,) = pairs(repeated(0.83))
    assert pair.subject == "GJ2018-0050、GJ2018-0001"
    assert "相似度83%：GJ2018-0050（" in pair.detail
    info = campaign().settings.campaign
    orders = [read_orders(line, info.number_prefix, info.number_width) for line in pair.replies]
    assert [(order.verb, order.numbers) for (order,) in orders if isinstance(order, Order)] == [
        (Verb.MERGE, ("GJ2018-0050", "GJ2018-0001")),
        (Verb.DISTINGUISH, ("GJ2018-0050", "GJ2018-0001")),
    ]


def test_only_a_number_that_is_not_handed_off_is_offered_for_merging() -> None:
    """T5: what would be refused is not offered."""
    first, later = repeated(0.83)
    (later_gone,) = pairs([first, replace(later, state=State.ASSIGNED)])
    assert later_gone.replies == ("合并 GJ2018-0001→GJ2018-0050", "不合并 GJ2018-0050→GJ2018-0001")
    (both_gone,) = pairs([replace(first, state=State.IN_PROGRESS), replace(later, state=State.ASSIGNED)])
    assert both_gone.replies == ("不合并 GJ2018-0050→GJ2018-0001",)


def test_a_pair_is_the_matter_of_the_office_that_leads_the_later_number() -> None:
    problems = repeated(0.83, lead="T01")
    assert pairs(problems, "T02") == []
    assert len(pairs(problems, "T01")) == 1


def test_a_pair_that_was_told_apart_or_has_ended_waits_for_nobody() -> None:
    first, later = repeated(0.83)
    apart = replace(later, proposals=(Proposal(FIRST, 0.83, "distinct"),))
    assert pairs([first, apart]) == pairs([replace(first, state=State.CLOSED), later]) == []


def test_of_many_pairs_the_likest_are_listed_and_the_others_counted() -> None:
    found = pairs(repeated(*(0.70 + n / 100 for n in range(14))))
    assert [d.subject[:11] for d in found[:10]] == [f"GJ2018-{number:04}" for number in range(63, 53, -1)]
    assert [(d.subject, d.replies) for d in found[10:]] == [("其余4组", ())]


def test_the_digest_counts_the_pairs_among_what_waits_in_text_and_subject() -> None:
    problems = repeated(0.83, 0.72)
    office = campaign().directory["T02"]
    letter = digest(campaign(), office, problems, (), n=3, now=at("06-12 08:30"))
    assert letter.subject.endswith("待处理2项")
    assert "二、待贵单位处理事项（2项）" in letter.text
    for said in ("可直接回复：合并 GJ2018-0050→GJ2018-0001", "可直接回复：不合并 GJ2018-0051→GJ2018-0001"):
        assert said in letter.text

"""督查, 通报, 整改: what the acts of an affair make of it (D71, D73, D74)."""

from __future__ import annotations

from datetime import date

from campaign.affairs import Act, Affairs, Sort
from campaign.circular import Circular, circulars
from campaign.inspection import inspections
from campaign.rectification import Rectification, rectifications, unresolved
from campaign.standing import Cause, Reason, Standing
from tests.campaign.small import at

FORESTRY = Standing("A04", 2, (Cause(Reason.RED, "在办问题4个，其中红灯3个", ("GJ2018-0001",)),))


def act(sort: Sort, kind: str, when: str, actor: str = "system", note: str | None = None, **data: object) -> Act:
    return Act(sort, "1", kind, at(when), actor, data=data, note=note)


def test_a_unit_of_a_list_is_inspected_when_an_office_says_so() -> None:
    proposed = act(Sort.INSPECTION, "proposed", "06-22 17:30", units=[FORESTRY.data])
    told = act(
        Sort.INSPECTION,
        "inspected",
        "06-25 16:00",
        "T04",
        unit="A04",
        on="2018-06-25",
        finding="材料积压",
        result="限期办结",
    )
    (before,) = inspections(Affairs.fold([proposed]))
    assert (before.unit, before.on, before.result) == ("A04", None, "")
    (after,) = inspections(Affairs.fold([proposed, told]))
    assert (after.on, after.finding, after.result, after.by) == (date(2018, 6, 25), "材料积压", "限期办结", "T04")


def drafted() -> Act:
    return act(Sort.CIRCULAR, "drafted", "06-25 17:30", criticised=[FORESTRY.data], praised=["A03"])


def circular(*acts: Act) -> Circular:
    (one,) = circulars(Affairs.fold([drafted(), *acts]))
    return one


def test_a_draft_waits_until_it_is_issued_or_refused() -> None:
    assert circular().is_waiting
    assert circular().criticised == (FORESTRY,)
    assert circular(act(Sort.CIRCULAR, "signed", "06-26 09:00", "T04")).signed_by == ("T04",)
    assert not circular(act(Sort.CIRCULAR, "refused", "06-26 09:00", "T01", "口径待核")).is_waiting
    assert not circular(act(Sort.CIRCULAR, "issued", "06-26 09:00")).is_waiting


def test_who_signed_before_the_text_was_revised_has_not_signed_what_would_go_out() -> None:
    earlier = act(Sort.CIRCULAR, "signed", "06-26 09:00", "T01")
    revised = act(Sort.CIRCULAR, "revised", "06-26 10:00", "T04", sha256="0" * 64)
    later = act(Sort.CIRCULAR, "signed", "06-26 10:00", "T04")
    assert circular(earlier, revised, later).signed_by == ("T04",)


def order(*acts: Act) -> Rectification:
    due = at("06-29 17:30").isoformat()
    ordered = act(Sort.RECTIFICATION, "ordered", "06-26 09:00", standing=FORESTRY.data, due=due, circular=1)
    (one,) = rectifications(Affairs.fold([ordered, *acts]))
    return one


def failed(when: str) -> Act:
    return act(Sort.RECTIFICATION, "failed", when, "T04", "仍有2个红灯", due=at("07-02 17:30").isoformat())


def test_an_order_of_26_june_is_unresolved_once_29_june_has_passed_without_its_being_found_rectified() -> None:
    assert not order().is_unresolved(at("06-29 17:00"))
    assert order().is_unresolved(at("06-29 18:00"))
    answered = order(act(Sort.RECTIFICATION, "answered", "06-28 09:00", "A04", "已全部反馈"))
    assert answered.awaits_review
    assert not answered.is_unresolved(at("06-30 09:00"))
    passed = order(
        act(Sort.RECTIFICATION, "answered", "06-28 09:00", "A04"),
        act(Sort.RECTIFICATION, "passed", "06-29 09:00", "T04"),
    )
    assert not passed.is_unresolved(at("06-30 09:00"))


def test_what_is_found_wanting_has_a_new_limit_and_stays_for_the_next_circular() -> None:
    wanting = order(act(Sort.RECTIFICATION, "answered", "06-28 09:00", "A04"), failed("06-28 15:00"))
    assert (wanting.due, wanting.answered_at, wanting.failures) == (at("07-02 17:30"), None, ("仍有2个红灯",))
    assert unresolved([wanting], at("06-28 16:00")) == (wanting,)

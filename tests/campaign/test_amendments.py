"""The ledger workbook's open columns, where the campaign's own lists are what may be chosen (forms.md 5.8)."""

from __future__ import annotations

from dataclasses import replace

from campaign.acts import Actor
from campaign.amendments import CATEGORY, amend, shown
from campaign.ledger import MemoryLedger
from tests.campaign.small import at, handed_off, ledger, small_campaign


def book() -> MemoryLedger:
    known = ledger()
    known.entries[1] = handed_off()
    return known


def test_a_category_is_one_that_the_campaign_lists() -> None:
    settings = small_campaign().settings
    kept = tuple(category for category in settings.categories if category.name != "规划")
    campaign = replace(small_campaign(), settings=settings.model_copy(update={"categories": kept}))
    known = book()
    actor = Actor(campaign, known, "T02", at("06-12 09:00"), "<1@zdb>")
    line = shown(campaign, known.entries[1])
    (outcome,) = amend(actor, {"GJ2018-0001": line}, {"GJ2018-0001": {**line, CATEGORY: "规划"}})
    assert "“问题类别”只能是用地、用林" in outcome.refused[0][1]
    assert known.events == []


def test_lines_added_and_lines_missing_are_told_in_the_order_of_the_sheet() -> None:
    actor = Actor(small_campaign(), book(), "T02", at("06-12 09:00"), "<1@zdb>")
    sent = {f"GJ2018-{n:04}": {CATEGORY: "用林"} for n in (7, 5, 6)}
    back = {f"GJ2018-{n:04}": {CATEGORY: "用林"} for n in (93, 91, 92)}
    told = [outcome.refused[0][0] for outcome in amend(actor, sent, back)]
    assert told == [f"GJ2018-{n:04}" for n in (93, 91, 92, 7, 5, 6)]

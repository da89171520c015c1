"""No unit is reminded more often on a day than the campaign allows, whatever the reminders are about."""

from __future__ import annotations

import pytest

from campaign.reminders import REMINDERS, begin_of_day, may_remind
from tests.campaign.small import at, small_campaign

CAMPAIGN = small_campaign()


@pytest.mark.parametrize("kind", REMINDERS)
def test_the_third_reminder_of_a_day_is_not_sent(kind: str) -> None:
    assert [may_remind(CAMPAIGN, kind, sent) for sent in (0, 1, 2, 3)] == [True, True, False, False]


@pytest.mark.parametrize("kind", ["M02", "M04", "M06", "M16", "M17"])
def test_what_answers_tells_of_a_decision_or_is_a_formal_slip_is_never_held_back(kind: str) -> None:
    assert may_remind(CAMPAIGN, kind, 9)


def test_the_day_is_that_of_the_county_and_not_of_greenwich() -> None:
    assert begin_of_day(CAMPAIGN, at("06-08 07:00")) == at("06-08 00:00")

"""Who is asked to review a request to close, when, and how often."""

from __future__ import annotations

from campaign.evidence import Proof, within
from campaign.problem import State
from campaign.reviews import reviews
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()


def new_and_slow(office: str, asked: str | None, now: str, **more: object) -> tuple[int, int]:
    problem = handed_off(state=State.CLOSE_REQ, close_requested_at=at("06-12 10:00"), applicant="A04", **more)
    found = reviews(CAMPAIGN, [problem], office, at(asked) if asked else None, at(now))
    return len(found.new), len(found.slow)


def test_the_office_that_leads_is_asked_once_and_the_other_one_not() -> None:
    assert new_and_slow("T02", None, "06-12 11:00") == (1, 0)
    assert new_and_slow("T02", "06-12 11:00", "06-12 12:00") == (0, 0)
    assert new_and_slow("T01", None, "06-12 11:00") == (0, 0)


def test_what_was_ever_reported_up_is_put_before_both_and_before_the_one_that_has_not_agreed() -> None:
    more = {"escalated_at": at("06-11 10:00"), "consents": {"close": frozenset({"T02"})}}
    assert new_and_slow("T01", None, "06-12 11:00", **more) == (1, 0)
    assert new_and_slow("T02", None, "06-12 11:00", **more) == (0, 0)


def test_after_more_than_one_working_day_the_office_is_reminded_once_a_day() -> None:
    assert new_and_slow("T02", "06-12 11:00", "06-13 17:00") == (0, 0)
    assert new_and_slow("T02", "06-12 11:00", "06-14 09:00") == (0, 1)
    assert new_and_slow("T02", "06-14 09:00", "06-14 10:00") == (0, 0)
    assert new_and_slow("T02", "06-14 09:00", "06-15 09:00") == (0, 1)


def test_of_the_evidence_as_much_goes_along_as_the_limit_allows() -> None:
    big, small = (Proof(f"{n}.pdf", b"x" * n, "application/pdf", ("GJ2018-0001",)) for n in (90, 10))
    found = within([small, big, small], 40)
    assert (found.enclosed, found.left_out) == ((small, small), (big,))

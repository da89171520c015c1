"""联审联办: proposed for a project with problems in several departments, once while nothing about it changes."""

from __future__ import annotations

from campaign.affairs import Act, Affairs, Sort
from campaign.joint_reviews import Proposal, meant, proposals, units
from campaign.problem import Problem, State
from tests.campaign.small import at, handed_off, small_campaign

CAMPAIGN = small_campaign()
FOREST = handed_off(1)
LAND = handed_off(2, responsible="A02")
HOUSING = handed_off(3, responsible="A03")
NUMBERS = ["GJ2018-0001", "GJ2018-0002"]


def found(*problems: Problem, acts: tuple[Act, ...] = ()) -> list[Proposal]:
    return proposals(CAMPAIGN, problems, Affairs.fold(acts))


def act(key: str, kind: str, *numbers: str) -> Act:
    return Act(
        Sort.REVIEW, key, kind, at("06-12 10:00"), "T01", data={"project": "省2018-03", "numbers": list(numbers)}
    )


def test_two_problems_in_two_departments_call_for_a_review() -> None:
    (one,) = found(FOREST, LAND)
    assert (one.project.code, list(one.numbers), one.key) == ("省2018-03", NUMBERS, None)


def test_two_problems_of_one_department_do_not() -> None:
    assert found(FOREST, handed_off(2)) == []


def test_what_was_closed_reported_up_or_waits_for_its_review_is_no_matter() -> None:
    for state in (State.CLOSED, State.ESCALATED, State.CLOSE_REQ):
        assert found(FOREST, handed_off(2, state, responsible="A02")) == []


def test_problems_of_two_projects_are_not_together() -> None:
    assert found(FOREST, handed_off(2, responsible="A02", project_code="市2018-01")) == []


def test_once_proposed_a_project_is_not_proposed_again_while_unchanged() -> None:
    assert found(FOREST, LAND, acts=(act("1", "proposed", *NUMBERS),)) == []
    assert found(FOREST, LAND, acts=(act("1", "proposed", *NUMBERS), act("1", "declined"))) == []


def test_a_further_number_is_a_change_under_the_same_proposal_while_it_waits() -> None:
    (one,) = found(FOREST, LAND, HOUSING, acts=(act("1", "proposed", *NUMBERS),))
    assert one.key == "1"
    (new,) = found(FOREST, LAND, HOUSING, acts=(act("1", "proposed", *NUMBERS), act("1", "declined")))
    assert new.key is None


def test_while_a_review_is_still_to_be_held_nothing_is_proposed() -> None:
    acts = (act("1", "proposed", *NUMBERS), act("1", "accepted", *NUMBERS))
    assert found(FOREST, LAND, HOUSING, acts=acts) == []
    (after,) = found(FOREST, LAND, HOUSING, acts=(*acts, act("1", "concluded")))
    assert after.numbers[-1] == "GJ2018-0003"


def test_the_department_with_most_of_the_numbers_leads() -> None:
    assert units([LAND, FOREST, handed_off(3)]) == ("A04", "A02")


def test_a_review_is_meant_by_serial_by_project_by_the_letter_or_because_it_is_the_only_one() -> None:
    two = Act(Sort.REVIEW, "2", "proposed", at("06-12 10:00"), "system", data={"project": "市2018-01", "numbers": []})
    both = Affairs.fold([act("1", "proposed", *NUMBERS), two])
    open_ = frozenset({"proposed"})
    assert meant(both, None, "2", None, open_) == "2"
    assert meant(both, None, None, "省2018-03", open_) == "1"
    assert meant(both, "2", None, None, open_) == "2"
    assert meant(both, None, None, None, open_) == ""
    assert meant(Affairs.fold([two]), None, None, None, open_) == "2"

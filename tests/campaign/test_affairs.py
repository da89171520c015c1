"""Affairs of the offices: told apart by sort and key, named by the token of a subject."""

from __future__ import annotations

import pytest

from campaign.affairs import Act, Affairs, Sort, named_by, token
from tests.campaign.small import at


def test_acts_of_one_affair_are_together_oldest_first() -> None:
    issued = Act(Sort.SUPERVISION, "3", "issued", at("06-19 09:00"), "T01")
    other = Act(Sort.CIRCULAR, "3", "drafted", at("06-20 09:00"), "system")
    answered = Act(Sort.SUPERVISION, "3", "answered", at("06-21 09:00"), "A02", note="已办结")
    affairs = Affairs.fold([issued, other, answered])
    (slip,) = affairs.of(Sort.SUPERVISION)
    assert slip.acts == (issued, answered)
    assert slip.last("answered") == answered
    assert slip.all("concluded") == ()
    assert affairs.find(Sort.CIRCULAR, "3") is not None


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort is not Sort.PREPARATION])
def test_a_subject_names_the_affair_by_its_token(sort: Sort) -> None:
    assert named_by(f"回复：【审批服务攻坚】通知单（第12号） [{token(sort, '12')}]") == (sort, "12")


@pytest.mark.parametrize("subject", ["督办通知单（第3号）", "[DB-003] 在前", "[GJ2018-0003]", "[DB-000]"])
def test_other_subjects_name_none(subject: str) -> None:
    assert named_by(subject) is None

"""When two entries are one problem, and what a coordinator is asked (forms.md 5.7, T5)."""

from __future__ import annotations

import pytest

from campaign.acts import Actor, Refused
from campaign.events import Event, Kind, fold
from campaign.identity import Identity, distinguish, undecided
from campaign.intake import Incoming, Intake, Taken
from campaign.ledger import MemoryLedger
from campaign.problem import Problem, Proposal, State
from campaign.versions import Version
from tests.campaign.small import at, ledger, report, small_campaign, source

CAMPAIGN = small_campaign()
QUOTA = "使用林地面积11.2公顷，林地定额不足，无法组卷上报"
QUOTA_NEWER = "使用林地面积12.4公顷，林地定额不足，无法组卷上报"
QUOTA_OTHERWISE = "项目占用林地11.2公顷，今年林地定额已用完，组卷材料报不上去"
DISPUTE = "沿线3户房屋权属存在争议，征收协议无法签订"


def take(
    book: MemoryLedger, unit: str, *texts: str, when: str = "06-07 10:00", project: str = "省2018-03"
) -> list[Taken]:
    rows = [Incoming(report(text), source(5 + n), project) for n, text in enumerate(texts)]
    return Intake(CAMPAIGN, book, unit, at(when), f"<{when}>").take(rows)


def number(book: MemoryLedger, serial: int) -> Problem:
    found = book.numbered(CAMPAIGN.number(serial))
    assert found is not None
    return found


def office(book: MemoryLedger, unit: str = "T02") -> Actor:
    return Actor(CAMPAIGN, book, unit, at("06-08 10:00"), "<o>")


def test_a_units_own_revision_comes_before_the_same_words_of_another_unit() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_NEWER)
    take(book, "A04", QUOTA_NEWER, when="06-07 11:00")
    assert number(book, 1).reporters == ("A04", "B08")
    assert number(book, 2).merged_into == "GJ2018-0001"


def test_words_that_were_replaced_are_still_the_same_problem() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "A04", QUOTA_NEWER, when="06-07 11:00")
    (taken,) = take(book, "B08", QUOTA, when="06-07 12:00")
    assert taken.problem.number == "GJ2018-0001"
    assert taken.problem.reporters == ("A04", "B08")


def test_a_reporter_of_a_merged_problem_may_reword_its_own_text() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA)
    (taken,) = take(book, "B08", QUOTA_NEWER, when="06-07 11:00")
    assert taken.problem.number == "GJ2018-0001"
    assert taken.notes == ("编号GJ2018-0001登记的是另一单位先行报送的内容，贵单位的新内容一并存档",)
    assert number(book, 1).report.problem == QUOTA
    assert sum(p.number is not None for p in book.entries.values()) == 1


def test_a_number_in_hand_is_not_merged_automatically_but_proposed() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_NEWER)
    for entry in (1, 2):
        book.record(Event(entry, Kind.ASSIGNED, at("06-09 09:30"), "system", data={"unit": "A04", "due": None}))
    take(book, "A04", QUOTA_NEWER, when="06-09 10:00")
    assert {number(book, 1).state, number(book, 2).state} == {State.ASSIGNED}
    assert number(book, 2).proposals[-1].number == "GJ2018-0001"


def test_what_is_alike_is_proposed_with_its_score_and_never_merged() -> None:
    book = ledger()
    take(book, "A04", QUOTA, DISPUTE)
    take(book, "B08", QUOTA_OTHERWISE)
    (proposal,) = number(book, 3).proposals
    assert (proposal.number, proposal.decision) == ("GJ2018-0001", None)
    assert 0.1 < proposal.score < 1
    assert [(a.number, b.number) for a, b, _ in undecided(book.entries.values())] == [("GJ2018-0003", "GJ2018-0001")]


def test_at_most_three_are_proposed() -> None:
    book = ledger()
    for serial, unit in enumerate(("A02", "A03", "A04", "B01")):
        take(book, unit, f"使用林地面积{serial}公顷，林地定额不足，无法组卷上报")
    take(book, "B08", QUOTA)
    assert len(number(book, 5).proposals) == 3


def test_what_a_mail_lists_beside_each_other_is_not_proposed() -> None:
    book = ledger()
    take(book, "A04", QUOTA, "使用林地面积11.2公顷，森林植被恢复费未缴纳，无法组卷上报")
    assert all(p.proposals == () for p in book.entries.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一标段施工图审查意见尚未闭合", "二标段施工图审查意见尚未闭合"),
        ("A地块控规容积率要调整", "B地块控规容积率要调整"),
        ("K3+200处与高压走廊交叉", "K7+850处与高压走廊交叉"),
    ],
)
def test_sections_and_plots_tell_problems_apart(one: str, other: str) -> None:
    book = ledger()
    take(book, "A04", one)
    take(book, "A04", other, when="06-07 11:00")
    take(book, "B08", other, when="06-07 12:00")
    assert [p.number for p in book.entries.values() if p.counts] == ["GJ2018-0001", "GJ2018-0002"]
    assert number(book, 2).proposals == ()


def test_merging_decides_the_proposal() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_OTHERWISE)
    book.record(Event(2, Kind.MERGED, at("06-08 10:00"), "T02", data={"into": "GJ2018-0001"}))
    assert book.entries[2].proposals[0].decision == "merged"


def test_an_office_says_that_two_numbers_are_two_problems_for_good() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_OTHERWISE)
    distinguish(office(book), number(book, 1), number(book, 2))
    assert number(book, 2).proposals[0].decision == "distinct"
    assert undecided(book.entries.values()) == []
    take(book, "B08", f"目前{QUOTA_OTHERWISE}", when="06-08 11:00")
    assert [p.decision for p in number(book, 2).proposals] == ["distinct"]


def test_two_numbers_may_be_told_apart_before_anybody_asks() -> None:
    book = ledger()
    take(book, "A04", QUOTA, DISPUTE)
    distinguish(office(book), number(book, 2), number(book, 1))
    assert number(book, 2).proposals == (Proposal("GJ2018-0001", 0.0, "distinct"),)


def test_only_a_coordinator_tells_apart_and_only_what_is_not_merged() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_OTHERWISE)
    with pytest.raises(Refused, match="应由"):
        distinguish(office(book, "A04"), number(book, 1), number(book, 2))
    book.record(Event(2, Kind.MERGED, at("06-08 10:00"), "T02", data={"into": "GJ2018-0001"}))
    with pytest.raises(Refused, match="已并入"):
        distinguish(office(book), number(book, 1), number(book, 2))


def test_the_decision_of_a_proposal_is_what_it_was_at_every_instant() -> None:
    book = ledger()
    take(book, "A04", QUOTA)
    take(book, "B08", QUOTA_OTHERWISE)
    before = fold(book.events)[2].proposals
    distinguish(office(book), number(book, 1), number(book, 2))
    assert before[0].decision is None
    assert fold(e for e in book.events if e.at < at("06-08 10:00"))[2].proposals == before


def test_rows_admitted_by_an_office_are_one_problem_when_they_say_the_same() -> None:
    book = ledger()
    name = "东岭农贸市场改造"
    for unit in ("A04", "B08"):
        row = Incoming(report(QUOTA, project_name=name), source(), None)
        Intake(CAMPAIGN, book, unit, at("06-07 10:00"), "<1>").take([row])
    identity = Identity(CAMPAIGN, book, at("06-08 10:00"))
    numbers = {identity.admit(p, None).number for p in book.where({State.PENDING})}
    assert numbers == {"GJ2018-0001"}
    assert number(book, 1).reporters == ("A04", "B08")


def test_an_older_version_is_told_and_its_words_are_known() -> None:
    book = ledger()
    newer = Incoming(report(QUOTA_NEWER), source(), "省2018-03", version=Version(at("06-07 09:00")))
    older = Incoming(report(QUOTA), source(), "省2018-03", version=Version(at("06-06 09:00")))
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<2>").take([newer])
    (taken,) = Intake(CAMPAIGN, book, "A04", at("06-07 11:00"), "<1>").take([older])
    assert taken.stale
    assert number(book, 1).report.problem == QUOTA_NEWER
    (taken,) = take(book, "B08", QUOTA, when="06-07 12:00")
    assert taken.problem.number == "GJ2018-0001"


def test_a_row_that_said_too_little_is_completed_by_the_row_on_its_matter() -> None:
    book = ledger()
    vague = Incoming(report("用林问题"), source(), "省2018-03", ("请写清具体问题",))
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<1>").take([vague])
    (taken,) = take(book, "A04", QUOTA, when="06-07 11:00")
    assert taken.problem.number == "GJ2018-0001"
    assert len(book.entries) == 1

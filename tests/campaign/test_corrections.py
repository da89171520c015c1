"""What an office may write to correct a letter that has gone out."""

from __future__ import annotations

import pytest

from campaign.affairs import Act, Affairs, Sort
from campaign.checks.result import CheckResult, Verdict
from campaign.corrections import Correction, UnclearCorrection, doubtful, read_corrections
from tests.campaign.small import at


@pytest.mark.parametrize(
    ("text", "issue", "items"),
    [
        ("更正：登记挂号65个应为66个", None, (("登记挂号65个", "66个"),)),
        ("更正 日报第9期：原“登记挂号65个”应更正为“登记挂号66个”。", 9, (("登记挂号65个", "登记挂号66个"),)),
        (
            "现更正如下：\n1. 登记挂号65个应为66个；\n2. 红灯5个，应为4个\n县重点办",
            None,
            (("登记挂号65个", "66个"), ("红灯5个", "4个")),
        ),
    ],
)
def test_what_was_wrong_and_what_is_right(text: str, issue: int | None, items: tuple[tuple[str, str], ...]) -> None:
    (said,) = read_corrections(text)
    assert isinstance(said, Correction), said
    assert (said.issue, said.items) == (issue, items)


@pytest.mark.parametrize(
    "text", ["更正：数据有误", "更正 日报第9期", "更正：应为66个", "更正 日报第9期：〔原文〕应为〔正确内容〕"]
)
def test_without_both_nothing_is_corrected(text: str) -> None:
    (said,) = read_corrections(text)
    assert isinstance(said, UnclearCorrection)


@pytest.mark.parametrize("text", ["请督促更正后重报", "汇总表已更正，应为66个", "同意销号 GJ2018-0001"])
def test_other_words_are_no_correction(text: str) -> None:
    assert list(read_corrections(text)) == []


def checked(when: str, verdict: Verdict) -> CheckResult:
    return CheckResult("C3-2", at(when), verdict, detail="报送83条＝登记66＋合并12")


ISSUES = {13: at("06-25 08:30"), 14: at("06-26 08:30"), 15: at("06-27 08:30")}
FAILED = [checked("06-25 08:30", Verdict.FAIL), checked("06-26 08:30", Verdict.FAIL)]


def numbers(results: list[CheckResult], *acts: Act) -> list[int]:
    return [one.n for one in doubtful(results, ISSUES, Affairs.fold(acts))]


def test_what_left_while_the_books_did_not_balance_is_asked_about_once_they_do() -> None:
    assert numbers([*FAILED, checked("06-27 08:30", Verdict.PASS)]) == [13, 14]


def test_nothing_is_asked_while_they_do_not_balance_or_where_they_always_did() -> None:
    assert numbers(FAILED) == []
    assert numbers([checked("06-25 08:30", Verdict.PASS), checked("06-26 08:30", Verdict.PASS)]) == []


def test_an_issue_that_was_corrected_is_not_asked_about_again() -> None:
    data = {"letters": ["huian-2018/M07/T01/13", "huian-2018/M07/T02/13"], "items": [], "subject": "日报第13期"}
    issued = Act(Sort.CORRECTION, "1", "issued", at("06-26 10:00"), "T01", data=data)
    assert numbers([*FAILED, checked("06-27 08:30", Verdict.PASS)], issued) == [14]

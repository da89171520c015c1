"""What an office may write about a joint review, on Tuesday 12 June 2018."""

from __future__ import annotations

from datetime import date, time

import pytest

from campaign.review_replies import Conclude, Conclusion, Convene, Decline, Reader, ReviewWord, Subject, UnclearReview
from tests.campaign.small import small_campaign

PROJECTS = small_campaign().catalogue.projects
READER = Reader(PROJECTS, "GJ2018-", 4, date(2018, 6, 12), frozenset({"县行政服务中心管委会"}))


def read(text: str) -> ReviewWord:
    (word,) = READER.read(text)
    return word


@pytest.mark.parametrize(
    "text",
    [
        "同意会商 市2018-01 6月14日 15:00 中心三楼会议室",
        "同意会商市2018—1，6月14日（周四）下午3点，中心三楼会议室。请各有关窗口准时参加。",
        "同意县城北片区路网工程会商：6月14日15:00，地点：中心三楼会议室",
        "定于6月14日下午三点在中心三楼会议室召开县城北片区路网工程联审联办会商会",
        "您好！\n同意会商 市2018-01\n时间：6月14日下午3点\n地点：中心三楼会议室\n\n县行政服务中心管委会",
    ],
)
def test_a_meeting_is_agreed_with_day_time_and_place(text: str) -> None:
    word = read(text)
    assert isinstance(word, Convene), word
    assert (word.about, word.day, word.at) == (Subject(None, ("市2018-01",)), date(2018, 6, 14), time(15))
    assert word.place == "中心三楼会议室"


def test_the_review_may_be_named_by_its_number_and_the_chair_by_the_office() -> None:
    word = read("同意会商 LS-003 6月14日15:00 中心三楼会议室，由县林业局窗口牵头")
    assert isinstance(word, Convene), word
    assert (word.about, word.chair, word.place) == (Subject("3"), "县林业局", "中心三楼会议室")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("同意会商 市2018-01", "未写明日期"),
        ("同意会商 市2018-01 6月14日 15:00", "未写明地点"),
        ("同意会商 市2018-01 6月14日 15:00 地点另行通知", "待定"),
        ("是否同意会商 市2018-01？", "询问"),
        ("同意会商 市2018-01 6月11日 15:00 中心三楼会议室", "已过"),
        ("会商结论：", "未写明会商结论"),
        ("会商结论为何未印发？", "询问"),
    ],
)
def test_what_is_not_complete_changes_nothing(text: str, why: str) -> None:
    word = read(text)
    assert isinstance(word, UnclearReview), word
    assert why in word.why


def test_no_meeting_with_the_reason() -> None:
    assert read("不会商 市2018-01，原因：两个部门已电话对接") == Decline(
        "不会商 市2018-01，原因：两个部门已电话对接", Subject(None, ("市2018-01",)), "两个部门已电话对接"
    )


def test_a_conclusion_as_a_whole() -> None:
    word = read("会商结论：同意容缺受理，各窗口6月20日前办结。\n\n县行政服务中心管委会")
    assert isinstance(word, Conclude)
    assert word.conclusions == (Conclusion((), "同意容缺受理，各窗口6月20日前办结", date(2018, 6, 20)),)


def test_conclusions_number_by_number_with_who_was_absent() -> None:
    word = read(
        "LS-2 会商结论如下：\n"
        "1. GJ2018-0003：县林业局容缺受理，6月20日前办结\n"
        "2. GJ2018-0004、0005：业主6月18日前补齐材料；\n县国土资源局随即受理\n"
        "缺席：县环境保护局\n县行政服务中心管委会\n2018年6月14日"
    )
    assert isinstance(word, Conclude)
    assert word.about == Subject("2")
    assert word.conclusions == (
        Conclusion(("GJ2018-0003",), "县林业局容缺受理，6月20日前办结", date(2018, 6, 20)),
        Conclusion(("GJ2018-0004", "GJ2018-0005"), "业主6月18日前补齐材料；\n县国土资源局随即受理", date(2018, 6, 18)),
    )
    assert word.absent == ("县环境保护局",)


def test_blank_lines_between_numbers_end_nothing_and_another_order_does() -> None:
    word = read("会商结论：\n\nGJ2018-0003：容缺受理\n\nGJ2018-0004：补齐材料\n\n同意销号 GJ2018-0005")
    assert isinstance(word, Conclude)
    assert [one.numbers for one in word.conclusions] == [("GJ2018-0003",), ("GJ2018-0004",)]


@pytest.mark.parametrize(
    "text", ["经会商，同意上报 第1批", "GJ2018-0003已会商，同意销号", "同意销号 GJ2018-0003", "请各窗口做好会商准备"]
)
def test_other_words_are_left_to_others(text: str) -> None:
    assert READER.read(text) == []

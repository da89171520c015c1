"""What an office writes in a reply, and what is understood."""

from __future__ import annotations

import pytest

from campaign.numbers import find_numbers
from campaign.orders import Order, Unclear, Verb, read_orders


def one(text: str) -> Order | Unclear:
    (order,) = read_orders(text, "GJ2018-", 4)
    return order


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("GJ2018-0003", [3]),
        ("GJ2018-0003、0007-0010", [3, 7, 8, 9, 10]),
        ("GJ2018-0003、5、7—9号", [3, 5, 7, 8, 9]),
        ("gj2018—12号 已解决", [12]),
        ("ＧＪ２０１８－００１２", [12]),
        ("GJ2018-0011 0012 县林业局", [11, 12]),
        ("GJ2018-0015，3个附件不全", [15]),
        ("GJ2018-0008至6月20日", [8]),
        ("0595-00001234", []),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, meant: list[int]) -> None:
    found, _ = find_numbers(written, "GJ2018-", 4)
    assert found == tuple(f"GJ2018-{n:04d}" for n in meant)


@pytest.mark.parametrize(
    ("line", "verb", "rest"),
    [
        ("同意销号 GJ2018-0003、0007", Verb.CLOSE, ""),
        ("GJ2018-0012 同意销号", Verb.CLOSE, ""),
        ("经研究，同意销号GJ2018-0012", Verb.CLOSE, ""),
        ("1. 同意销号 GJ2018-0021", Verb.CLOSE, ""),
        ("不纳入 东岭农贸市场改造", Verb.EXCLUDE, "东岭农贸市场改造"),
        ("改派 GJ2018-0011 县林业局", Verb.REASSIGN, "县林业局"),
        ("同意上报 第1批", Verb.ESCALATE, "第1批"),
        (
            "退回 GJ2018-0015，请取得批复后重新申请同意销号",
            Verb.SEND_BACK,
            "请取得批复后重新申请同意销号",
        ),
    ],
)
def test_a_plain_order_is_understood(line: str, verb: Verb, rest: str) -> None:
    order = one(line)
    assert isinstance(order, Order)
    assert (order.verb, order.rest) == (verb, rest)


@pytest.mark.parametrize(
    "line",
    [
        "暂不同意销号GJ2018-0016",
        "不同意上报第1批",
        "是否同意销号GJ2018-0023",
        "同意销号GJ2018-0023吗？",
        "退回GJ2018-0022 同意销号GJ2018-0023",
        "GJ2018-0020 请抓紧",
    ],
)
def test_what_is_negated_asked_doubled_or_without_verb_is_not_done(line: str) -> None:
    assert isinstance(one(line), Unclear)


def test_small_talk_is_passed_over() -> None:
    assert read_orders("收到，谢谢！\n此致\n敬礼", "GJ2018-", 4) == []

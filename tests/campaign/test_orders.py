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
        ("GJ2018-0008 至 6-20", [8]),
        ("GJ2018-0001 至2018-06-21", [1]),
        ("GJ2018-0015 3处错误", [15]),
        ("GJ2018-0003 12:30", [3]),
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
        ("经核，材料齐全，同意销号 GJ2018-0012、GJ2018-0013", Verb.CLOSE, ""),
        ("以下问题佐证材料齐全，同意销号：GJ2018-0012", Verb.CLOSE, ""),
        ("GJ2018-0012、GJ2018-0013方案已核，同意销号", Verb.CLOSE, ""),
        ("GJ2018-0012已取得批复，同意销号", Verb.CLOSE, ""),
        ("同意销号 GJ2018-0012，市级批复已核", Verb.CLOSE, "市级批复已核"),
        ("同意上报 第二批，请抓紧衔接上级部门", Verb.ESCALATE, "第二批，请抓紧衔接上级部门"),
        ("GJ2018-0012、GJ2018-0013情况复杂，提级 县级", Verb.RAISE, "县级"),
        ("延期 GJ2018-0001 至2018-06-21", Verb.EXTEND, "至2018-06-21"),
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
        "暂不宜同意销号GJ2018-0016",
        "不予同意销号GJ2018-0016",
        "请不必同意销号GJ2018-0016",
        "尚不能作出同意销号GJ2018-0016的决定",
        "待补齐材料后同意销号GJ2018-0016",
        "若无异议，同意销号GJ2018-0016",
        "GJ2018-0016 同意销号的前提是补齐批复",
        "昨日会上同意销号的GJ2018-0016，请补充材料",
        "同意上报第1批，但GJ2018-0002除外",
        "除GJ2018-0001外，同意销号GJ2018-0002",
        "同意销号 GJ2018-0003、5",
        "可直接回复：同意销号 GJ2018-0001",
        "不同意上报第1批",
        "是否同意销号GJ2018-0023",
        "同意销号GJ2018-0023吗？",
        "退回GJ2018-0022 同意销号GJ2018-0023",
        "GJ2018-0020 请抓紧",
    ],
)
def test_what_is_negated_asked_doubled_or_without_verb_is_not_done(line: str) -> None:
    assert isinstance(one(line), Unclear)


@pytest.mark.parametrize("hedge", ["与否再议", "的话请说明", "也可以", "暂缓", "待县政府研究"])
def test_a_hedged_refusal_of_a_project_is_not_done(hedge: str) -> None:
    assert isinstance(one(f"东岭农贸市场改造不纳入{hedge}"), Unclear)


def test_small_talk_is_passed_over() -> None:
    assert read_orders("收到，谢谢！\n上周退回的材料已收到\n此致\n敬礼", "GJ2018-", 4) == []

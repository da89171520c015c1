"""What offices write about affairs, as they write it (D54, D84)."""

from __future__ import annotations

import pytest

from campaign.office_words import Said, Say, read_office_words
from campaign.orders import Unclear


def read(text: str) -> list[Said | Unclear]:
    return list(read_office_words(text))


@pytest.mark.parametrize(
    ("line", "say", "serials", "rest"),
    [
        ("认可 督办第1号", Say.ACCEPT, (1,), ""),
        ("经审核，认可督办第1号、第3号反馈。", Say.ACCEPT, (1, 3), ""),
        ("督办第2号反馈予以认可", Say.ACCEPT, (2,), ""),
        ("退回 督办第2号 未说明原因和办结时间", Say.RETURN, (2,), "未说明原因和办结时间"),
        ("2.退回督办通知单第12号，原因：答非所问。", Say.RETURN, (12,), "答非所问"),
        (
            "督查 县林业局 6月25日 发现：材料积压；结果：限期办结",
            Say.INSPECTED,
            (),
            "县林业局 6月25日 发现：材料积压；结果：限期办结",
        ),
        ("拟通报", Say.DRAFT, (), ""),
        ("同意签发。", Say.SIGN, (), ""),
        ("签发通报第1号，按所附修改稿印发", Say.SIGN, (1,), ""),
        ("不予签发，原因：有关数据待核", Say.REFUSE, (), "有关数据待核"),
        ("整改到位 县林业局", Say.PASSED, (), "县林业局"),
        ("认可 督办第1、2号", Say.ACCEPT, (1, 2), ""),
        ("整改尚未到位：县林业局 仍有2个红灯", Say.FAILED, (), "县林业局 仍有2个红灯"),
        ("整改第2号不到位，仍有2个红灯", Say.FAILED, (2,), "仍有2个红灯"),
    ],
)
def test_a_line_says_one_thing(line: str, say: Say, serials: tuple[int, ...], rest: str) -> None:
    assert read(line) == [Said(say, line, serials, rest)]


@pytest.mark.parametrize("line", ["督办第1号反馈不宜认可", "暂不认可督办第1号", "修改后签发", "核实数据后再签发"])
def test_a_line_about_a_slip_that_says_neither_does_nothing(line: str) -> None:
    (unclear,) = read(line)
    assert isinstance(unclear, Unclear)


@pytest.mark.parametrize(
    "line",
    ["整改到位了吗？", "整改到位情况如何？", "整改不到位的，将予通报", "整改基本到位 县林业局"],
)
def test_what_is_asked_or_wanted_of_a_rectification_says_nothing_of_it(line: str) -> None:
    (unclear,) = read(line)
    assert isinstance(unclear, Unclear)


@pytest.mark.parametrize("line", ["同意销号 GJ2018-0001", "退回 GJ2018-0002 材料不齐", "请抓紧督办。", "收到，谢谢"])
def test_other_lines_are_not_ours(line: str) -> None:
    assert read(line) == []

"""Thanks and 收到 are told from words that say something."""

from __future__ import annotations

import pytest

from campaign.courtesy import is_courtesy


@pytest.mark.parametrize(
    "text",
    [
        "收到，谢谢！",
        "已阅",
        "好的",
        "好的，收到。",
        "收到",
        "已收悉，谢谢支持",
        "来函收悉，我局将抓紧落实。",
        "您好！\n回执收到，辛苦了！\n\n县林业局\n2018年6月8日",
        "张主任：您好，收到通知，谢谢。\n\n联系人：林股长 0595-00001234",
        "收到，我局将尽快办理并反馈。",
        "收到，我们会按要求抓紧整改。",
        "收到👌\n发自我的iPhone",
        "OK, thanks",
        "已知悉。此致\n敬礼",
    ],
)
def test_thanks_say_nothing(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "县林业局",
        "收到，汇总表见附件",
        "收到，但第3行不是我局职责",
        "好的，同意",
        "收到，附件打不开",
        "收到，已办结",
        "谢谢，请问什么时候截止？",
        "未收到",
        "可以",
        "没有问题",
        "收到。我局已重新报送",
        "好的，请把0012号改派国土局",
    ],
)
def test_what_says_more_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)


def test_the_name_of_the_sender_may_stand_under_it() -> None:
    assert is_courtesy("收到，谢谢\n林某某", "林某某")
    assert not is_courtesy("收到，谢谢\n不同意", "林某某")

"""Zero reports in the words of a mail (D24, A10)."""

from __future__ import annotations

import pytest

from parsers.zero import is_zero_report


@pytest.mark.parametrize(
    "text",
    [
        "经排查，我局零报告。",
        "我单位无问题",
        "暂无问题，特此报告",
        "本局无需协调事项",
        "无（盖章）",
        "经梳理，我镇没有需要协调解决的问题。",
        "我局实行零报告",
    ],
)
def test_mails_that_report_nothing(text: str) -> None:
    assert is_zero_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "请查收汇总表",
        "我局不实行零报告，问题见附件",
        "如无问题请回复",
        "撤回昨日零报告",
        "并非无问题",
        "有无问题？",
        "请问是否需要零报告",
        "",
    ],
)
def test_mails_that_do_not(text: str) -> None:
    assert not is_zero_report(text)

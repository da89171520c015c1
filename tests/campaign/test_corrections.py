"""What an office may write to correct a letter that has gone out."""

from __future__ import annotations

import pytest

from campaign.corrections import Correction, UnclearCorrection, read_corrections


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


@pytest.mark.parametrize("text", ["更正：数据有误", "更正 日报第9期", "更正：应为66个"])
def test_without_both_nothing_is_corrected(text: str) -> None:
    (said,) = read_corrections(text)
    assert isinstance(said, UnclearCorrection)


@pytest.mark.parametrize("text", ["请督促更正后重报", "汇总表已更正，应为66个", "同意销号 GJ2018-0001"])
def test_other_words_are_no_correction(text: str) -> None:
    assert list(read_corrections(text)) == []

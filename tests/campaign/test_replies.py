"""What a superior body has replied, and what is only hoped for (I6, T14)."""

from __future__ import annotations

import pytest

from campaign.replies import tells_reply


@pytest.mark.parametrize(
    "text",
    [
        "省林业厅6月20日批复，同意调剂林地定额4.1公顷",
        "6月20日省国土资源厅已批准农转用批次",
        "市林业局转报后省厅已于6月20日审核同意",
        "省厅复函：不同意占用基干林带",
        "省厅已退回材料，要求补充论证",
        "国家林业局已审核通过",
    ],
)
def test_a_reply_is_told(text: str) -> None:
    assert tells_reply(text)


@pytest.mark.parametrize(
    "text",
    [
        "省林业厅尚未批复，预计6月25日批复",
        "6月12日已报省厅批准",
        "恳请省厅尽快批复",
        "已报省林业厅，待批复",
        "市局已原则同意调剂",
        "市局同意研究调剂方案，需正式请示",
        "省厅已列入7月指标安排计划",
        "市局已安排土规调整方案评审",
        "批次已通过省厅会审，待批复",
        "市场监管部门已同意",
        "省厅是否已批复？",
    ],
)
def test_what_is_hoped_for_or_under_way_is_no_reply(text: str) -> None:
    assert not tells_reply(text)

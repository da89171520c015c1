"""Why a problem goes up, by the criteria of the plan (D38)."""

from __future__ import annotations

import pytest

from campaign.reasons import Reason, reason
from tests.campaign.small import handed_off, report


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        ("2018年新增建设用地计划指标缺口120亩", Reason.QUOTA),
        ("用海范围与生态保护红线重叠，现行政策不允许调整", Reason.POLICY),
        ("线路跨县，涉及相邻两地用地报批", Reason.REGION),
        ("材料已上报省林业厅，尚待审核批复", Reason.ABOVE),
        ("超出县级审批权限", Reason.POWERS),
        ("土地权属争议多年未决", Reason.COMPLEX),
        ("村道需要改移", None),
    ],
)
def test_d38_the_reason_is_one_of_the_plans(problem: str, found: Reason | None) -> None:
    assert reason(handed_off(report=report(problem, ask="请予协调解决"))) is found


def test_the_departments_opinion_counts_before_the_owners_words() -> None:
    told = handed_off(report=report("土地权属争议多年未决"), opinion="计划指标已用完，建议上报")
    assert reason(told) is Reason.QUOTA

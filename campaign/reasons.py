"""Why a problem goes up 提级原因: the plan's own criteria, found in what was written of it (D38)."""

from __future__ import annotations

import re
from enum import StrEnum

from campaign.problem import Problem


class Reason(StrEnum):
    """Most telling first: of several that fit the first one counts."""

    QUOTA = "指标不足"
    POLICY = "政策瓶颈"
    REGION = "跨区域"
    ABOVE = "上级部门审批环节"
    POWERS = "超出本级权限"
    COMPLEX = "情况复杂"


_SIGNS = {
    Reason.QUOTA: re.compile(r"指标|定额|限额|缺口|占补平衡|总量"),
    Reason.POLICY: re.compile(r"政策|红线|法规|无.{0,4}依据|规定.{0,4}(?:不明|冲突|不一致)|禁止|限制"),
    Reason.REGION: re.compile(r"跨(?:区域?|县|市|省)|交界|毗邻|相邻(?:县|市|区)"),
    Reason.ABOVE: re.compile(
        r"(?:上报|报送|报)[市省国]|[市省国部][^，。；]{0,12}(?:审批|批复|审[核查]|核准|受理|备案)"
    ),
    Reason.POWERS: re.compile(r"权限|无权|本级(?:难以|无法)"),
    Reason.COMPLEX: re.compile(r"复杂|历史遗留|争议|多个?部门"),
}


def reason(problem: Problem) -> Reason | None:
    """The reason told by the department's opinion, else by the problem and its ask; None when they tell none."""
    for text in (problem.opinion, f"{problem.report.problem}；{problem.report.ask}"):
        found = next((kind for kind in Reason if text and _SIGNS[kind].search(text)), None)
        if found:
            return found
    return None

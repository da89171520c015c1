"""The lifecycle table as a page for coordinators: `python -m campaign.lifecycle_page > docs/lifecycle.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaign.lifecycle import Transition, rows
from campaign.problem import OPEN, State

_MAIL = {
    "I1": "问题汇总表",
    "I3": "进展反馈",
    "I4": "销号申请",
    "I5": "提级、延期或退回申请",
    "I6": "上级批复转达",
    "I7": "统筹单位回复",
    "I9": "补正",
    "I10": "撤回申请",
}
_HEAD = """\
# 问题办理流程

本表由程序中的流程表生成（`python -m campaign.lifecycle_page > docs/lifecycle.md`），程序即按此表判断。
不符合“原状态”“由谁提出”“条件”之一的，不予办理，在回执中说明理由，总台账不变。

| 代码 | 原状态 | 新状态 | 由谁提出 | 来件 | 写法或情形 | 条件 | 生效 |
|---|---|---|---|---|---|---|---|
"""
_FOOT = """
**灯号**（按工作日）：绿灯——3日内有反馈且未超时限；黄灯——4至5日未反馈，或距时限2日以内，或佐证材料被退回；
红灯——6日及以上未反馈，或已超时限，或督办逾期未反馈；蓝灯——已上报待批复。等待业主、中介、上级期间，责任单位的反馈时钟停止，
等待天数另计；退回、恢复、上级批复、业主办完交回时，责任单位的时钟重新起算。天数以活动配置为准。
"""


def page() -> str:
    """docs/lifecycle.md."""
    return _HEAD + "\n".join(map(_line, sorted(rows(), key=_order))) + "\n" + _FOOT


def _order(row: Transition) -> int:
    found = re.search(r"\d+", row.code)
    return int(found[0]) if found else 99


def _line(row: Transition) -> str:
    cells = (
        row.code,
        _sources(row.sources),
        row.target.chinese if row.target else "不变",
        "、".join(role.value for role in row.who),
        "、".join(_MAIL[kind] for kind in row.mail) or "按日程",
        row.says,
        "；".join(guard.words for guard in row.guards) or "—",
        row.consent.value,
    )
    return f"| {' | '.join(cells)} |"


def _sources(states: Iterable[State]) -> str:
    found = frozenset(states)
    if found == OPEN:
        return "已挂号至申请销号的各状态"
    if found == OPEN - {State.CLOSE_REQ}:
        return "已挂号至已上报的各状态"
    return "、".join(state.chinese for state in State if state in found) or "—"


if __name__ == "__main__":
    print(page(), end="")

"""What the checks are called in letters, and to whom M08 reports the results of some (7.2)."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.settings import Offices

TITLES: Mapping[str, str] = {
    "A8": "专项督查建议测算情况",
    "C0-1": "活动准备情况",
    "C0-2": "填报通知送达情况",
    "C1-1": "报送率",
    "C1-2": "报送率",
    "C1-3": "项目排查覆盖情况",
    "C1-4": "疑似应报未报情况",
    "C1-5": "待补正情况",
    "C1-6": "报送截止情况",
    "G1": "阶段检查情况",
    "C2-1": "交办接受情况",
    "C2-2": "红黄灯情况",
    "C2-3": "上报材料情况",
    "C2-4": "中期检查情况",
    "C2-5": "节假日顺延情况",
    "C2-6": "结束前检查情况",
    "C2-7": "台账扩面情况",
    "G2": "阶段检查情况",
    "C3-1": "扫尾进展情况",
    "C3-2": "对账情况",
    "C3-3": "申请销号截止情况",
    "C3-4": "回头看抽查情况",
    "C3-5": "扫尾总结情况",
    "G3": "阶段检查情况",
}

#: checks whose result goes to the efficiency office as well as to both offices and the government office
_EFFICIENCY = frozenset({"C2-4", "G2"})
#: reported as soon as they are held; G1 is told by M05, the others by the daily digest
REPORTED = ("C2-4", "C2-6", "G2", "G3")


def recipients(codes: tuple[str, ...], offices: Offices) -> tuple[str, ...]:
    """Unit codes to which a report on these checks goes; the week's report, on none, goes to all four offices."""
    others = (offices.efficiency,) if not codes or _EFFICIENCY & set(codes) else ()
    return (*offices.coordinators, offices.government, *others)

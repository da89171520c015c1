"""Before phase 1 启动: can the campaign begin, and has the notice arrived everywhere (D1, D10, D23, D25, D79)."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.situation import Fate, Gap, Situation
from campaign.directory import Unit


def c0_1(s: Situation) -> CheckResult:
    """C0-1 readiness: catalogue, node plan, a mailbox for every unit that should report, our mailbox, the template."""
    found = gaps(s)
    if found:
        bare = tuple(unit.code for unit in _bare(s))
        return s.result("C0-1", Verdict.FAIL, "；".join(gap.what for gap in found), bare)
    catalogue, should = s.campaign.catalogue, len(s.campaign.should_report())
    detail = (
        f"重点项目{len(catalogue.projects)}个、节点{len(catalogue.nodes)}个、应报单位{should}个，邮箱、模板均已就绪"
    )
    return s.result("C0-1", Verdict.PASS, detail)


def gaps(s: Situation) -> tuple[Gap, ...]:
    """Everything that C0-1 finds amiss."""
    ours = (*_folder_gaps(s), *(f"{unit.name}缺报送邮箱" for unit in _bare(s)))
    return (*map(Gap, ours), *s.unready)


def _bare(s: Situation) -> list[Unit]:
    return [unit for unit in s.campaign.should_report() if not unit.mailboxes]


def _folder_gaps(s: Situation) -> Iterator[str]:
    catalogue = s.campaign.catalogue
    if not catalogue.projects:
        yield "重点项目目录为空"
    if not catalogue.nodes:
        yield "节点计划为空"
    if not s.campaign.should_report():
        yield "通讯录中没有应报单位"


def c0_2(s: Situation) -> CheckResult:
    """C0-2 delivery of the notice M01 (D1): a lost delivery is listed, a unit that none has reached fails."""
    if not s.notices:
        return s.result("C0-2", Verdict.FAIL, "填报通知尚未发出")
    lost = [one for one in s.notices if one.fate is Fate.LOST]
    waiting = sum(one.fate is Fate.WAITING for one in s.notices)
    detail = f"填报通知应送达邮箱{len(s.notices)}个，已送达{len(s.notices) - len(lost) - waiting}个"
    if waiting:
        detail += f"，正在发送{waiting}个"
    if lost:
        detail += "；退信或未能发出：" + "、".join(f"{_name(s, one.unit)}（{one.address}）" for one in lost)
    verdict = Verdict.FAIL if _cut_off(s) else Verdict.WARN if lost or waiting else Verdict.PASS
    return s.result("C0-2", verdict, detail, tuple(dict.fromkeys(one.unit for one in lost if one.unit)))


def _name(s: Situation, unit: str | None) -> str:
    return s.campaign.directory[unit].name if unit else "不在通讯录内"


def _cut_off(s: Situation) -> bool:
    """Whether a unit that should report has lost every copy of the notice."""
    alive = {one.unit for one in s.notices if one.fate is not Fate.LOST}
    return any(unit.code not in alive for unit in s.campaign.should_report())

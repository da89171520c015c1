"""专项督查 M19 (D68-D71): units proposed by list to the three bodies, and what they found told by reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.acts import Refused
from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.checks.prominence import standings
from campaign.circular import signers
from campaign.days import days_written
from campaign.inspection import Inspection, inspections
from campaign.letters import Letter
from campaign.lifecycle import SYSTEM
from campaign.numbers import narrowed
from campaign.office_words import Said
from campaign.outcomes import OrderOutcome
from db import affairs
from flows.stages.case import Case
from flows.stages.turn import Turn
from reports.letters.inspection import inspection_list
from reports.wording import short_day

_FOUND = re.compile(r"(?:发现|查明)(?:的?问题)?\s*[：:]\s*(?P<text>.*?)\s*(?=(?:处理)?结果\s*[：:]|$)", re.DOTALL)
_RESULT = re.compile(r"(?:处理)?结果\s*[：:]\s*(?P<text>.*)", re.DOTALL)
#: a day behind it is one of the facts
_FINDINGS = re.compile("发现|查明|结果")
_EDGE = " \t，,。;；:：、"


def inspection(turn: Turn) -> Iterator[Letter]:
    """M19 第n次: today's units with a reason, and what became of those listed before; told also when there is none."""
    s = turn.current
    found, earlier = standings(s), inspections(s.affairs)
    n = turn.serial("inspection")
    turn.record(Act(Sort.INSPECTION, str(n), "proposed", turn.now, SYSTEM, data={"units": [one.data for one in found]}))
    yield inspection_list(turn.campaign, found, s.problems, earlier, n, turn.now)


def record_inspection(case: Case, affair: Affair | None, said: Said) -> OrderOutcome:
    """``督查 单位 日期 发现：… 结果：…`` by one of the three bodies about a unit of the newest list that names it."""
    campaign = case.desk.campaign
    entitled(case)
    unit = campaign.directory.find(re.split(r"[\s，,：:；;]", said.rest, maxsplit=1)[0])
    if unit is None:
        raise Refused("单位名称不在通讯录内，请写“督查 单位名称 日期 发现：…… 结果：……”")
    known = [one for one in inspections(_known(case)) if one.unit == unit.code]
    if not known:
        raise Refused(f"{unit.name}不在督查建议名单内")
    finding, result = (_part(pattern, said.rest) for pattern in (_FOUND, _RESULT))
    if not finding and not result:
        raise Refused("请写明“发现：……”或“结果：……”")
    return _record(case, known[-1], said, finding, result)


def _known(case: Case) -> Affairs:
    return affairs.affairs_at(case.session, case.desk.id, case.now, Sort.INSPECTION)


def _record(case: Case, one: Inspection, said: Said, finding: str, result: str) -> OrderOutcome:
    calendar = case.desk.campaign.calendar
    today = calendar.local(case.row.received_at).date()
    written = next(days_written(narrowed(_FINDINGS.split(said.rest)[0]), today), None)
    day = (written.day if written else None) or today
    data = {"unit": one.unit, "on": day.isoformat(), "finding": finding, "result": result}
    act = Act(Sort.INSPECTION, str(one.n), "inspected", case.now, case.row.unit or "", case.message_id, data)
    affairs.record(case.session, case.desk.id, act)
    name = case.desk.campaign.directory[one.unit].name
    return OrderOutcome(said.line, said.say.value, (f"{name}（第{one.n}次名单，{short_day(day)}督查情况已登记）",))


def _part(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match["text"].strip(_EDGE) if match else ""


def entitled(case: Case) -> None:
    """Raises Refused for an office that is none of the three bodies (D69)."""
    bodies = signers(case.desk.campaign.settings)
    if case.row.unit not in bodies:
        raise Refused(f"应由{'或'.join(case.desk.campaign.directory[code].name for code in bodies)}提出")

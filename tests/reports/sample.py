"""The consistent sample month of final-summary.md: 83 rows, 66 numbers, 47 closed, 19 carried over, 25 units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from campaign.campaign import Campaign
from campaign.problem import Problem, Report, State
from campaign.returns import Return
from flows.folder import load_campaign

FOLDER = Path(__file__).resolve().parents[2] / "deployments" / "campaigns" / "huian-2018"
ZONE = ZoneInfo("Asia/Shanghai")

#: category → (registered, closed, carried, escalated and pending); sums 66, 47, 19, 11
CATEGORIES = {
    "用地": (18, 10, 8, 5),
    "用林": (9, 5, 4, 2),
    "用海": (5, 1, 4, 3),
    "规划": (4, 4, 0, 0),
    "方案设计": (4, 3, 1, 0),
    "中介评审": (5, 4, 1, 0),
    "财政评审": (5, 5, 0, 0),
    "环评": (4, 3, 1, 1),
    "水保水利": (3, 3, 0, 0),
    "施工图及消防人防": (4, 4, 0, 0),
    "立项": (2, 2, 0, 0),
    "招投标": (2, 2, 0, 0),
    "其他": (1, 1, 0, 0),
}
_SUPERIORS = ("福建省国土资源厅", "福建省林业厅", "福建省海洋与渔业厅", "泉州市环境保护局")


def at(text: str) -> datetime:
    """``06-08 18:00`` of the campaign's year, in its zone, as UTC."""
    return datetime.strptime(f"2018-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


CUT_OFF = at("06-30 00:00")


@cache
def campaign() -> Campaign:
    return load_campaign(FOLDER)


def _projects() -> list[str]:
    """31 projects: 6 of the province, 10 of the city, 15 of the county."""
    codes = [project.code for project in campaign().catalogue.projects]
    return [code for head, n in (("省", 6), ("市", 10), ("县", 15)) for code in [c for c in codes if c[0] == head][:n]]


@cache
def month() -> tuple[Problem, ...]:
    """The ledger at the end: numbers first, then 13 merged and 4 rejected rows."""
    numbered = tuple(_numbered())
    merged = tuple(
        Problem(67 + n, _report("用地", n), State.MERGED, merged_into=numbered[n].number, reporters=("B06",))
        for n in range(13)
    )
    rejected = tuple(
        Problem(80 + n, Report("东岭农贸市场改造", problem="摊位费收取标准不明确"), State.REJECTED, reporters=("B13",))
        for n in range(4)
    )
    return (*numbered, *merged, *rejected)


def _numbered() -> Iterator[Problem]:
    serial, escalated_and_closed = 0, 0
    for name, (registered, closed, _, pending) in CATEGORIES.items():
        for n in range(registered):
            serial += 1
            is_closed = n < closed
            is_escalated = closed <= n < closed + pending
            if is_closed and name in {"用地", "用林"} and n < 3 and escalated_and_closed < 3:
                is_escalated, escalated_and_closed = True, escalated_and_closed + 1
            yield _problem(serial, name, is_closed, is_escalated)


def _problem(serial: int, category: str, is_closed: bool, is_escalated: bool) -> Problem:
    settings, projects = campaign(), _projects()
    registered = at("06-07 10:00") + timedelta(hours=serial % 30)
    tier = "省级" if is_escalated else "县级" if not is_closed and serial % 2 else "部门级"
    asked = at("06-12 10:00") + timedelta(hours=8 * (serial % 40))
    return Problem(
        entry=serial,
        report=_report(category, serial),
        state=State.CLOSED if is_closed else State.CARRIED,
        number=settings.number(serial),
        project_code=projects[serial % len(projects)],
        tier=tier,
        lead=settings.lead_office(category),
        responsible=settings.category_unit(category) or "A03",
        due=at("06-20 00:00").astimezone(ZONE).date(),
        progress="材料已补齐并重新组卷",
        next_step=None if is_closed else "跟踪上级部门批复，收到批复后立即办理后续手续",
        next_date=None if is_closed else at("07-20 00:00").astimezone(ZONE).date(),
        superior=_SUPERIORS[serial % 4] if is_escalated else None,
        batch=1 if is_escalated else None,
        evidence=f"惠国土资〔2018〕{serial}号批复" if is_closed else None,
        done_on=asked.astimezone(ZONE).date() if is_closed else None,
        reporters=("B08",),
        received_at=registered,
        registered_at=registered,
        assigned_at=at("06-09 09:30"),
        feedback_at=at("06-20 15:00"),
        escalated_at=at("06-14 10:00") if is_escalated else None,
        close_requested_at=asked if is_closed else None,
        ended_at=min(asked + timedelta(hours=20), at("06-29 16:00")) if is_closed else at("06-29 16:30"),
    )


def _report(category: str, serial: int) -> Report:
    settings = campaign()
    project = settings.catalogue.by_code[_projects()[serial % 31]]
    return Report(
        project_name=project.name,
        project_code=project.code,
        category=category,
        matter=f"{category}审批",
        problem=f"项目用地约320亩，其中耕地86亩，2018年新增建设用地计划指标缺口{100 + serial}亩，无法组卷上报",
        ask="请省国土资源厅安排新增建设用地计划指标",
        tier="省级",
        bodies=("县国土资源局",),
        contact=f"项目股 0595-0000{1000 + serial}",
    )


@cache
def month_returns() -> tuple[Return, ...]:
    """20 on time, 3 zero on time, one late on 11 June, one late zero."""
    units = [unit.code for unit in campaign().should_report()]
    on_time = [Return(code, at("06-07 16:00"), rows=4) for code in units[:20]]
    zero = [Return(code, at("06-08 11:00"), zero=True) for code in units[20:23]]
    late = [
        Return(units[23], at("06-11 09:20"), rows=3, late=True),
        Return(units[24], at("06-11 10:00"), zero=True, late=True),
    ]
    return (*on_time, *zero, *late)

"""The consistent sample month of final-summary.md: 83 rows, 66 numbers, 47 closed, 19 carried over, 25 units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from campaign.campaign import Campaign
from campaign.events import Event, Kind, fold, report_data
from campaign.problem import Problem, Report
from campaign.returns import Return
from campaign.settings import Category
from flows.folder import load_campaign

FOLDER = Path(__file__).resolve().parents[2] / "deployments" / "campaigns" / "huian-2018"
ZONE = ZoneInfo("Asia/Shanghai")

#: category → (registered, closed, carried, escalated and pending); sums 66, 47, 19, 11
CATEGORIES = {
    "用地": (18, 10, 8, 5),
    "用林": (9, 5, 4, 2),
    "用海": (5, 1, 4, 3),
    "规划及方案设计": (8, 7, 1, 0),
    "中介及财政评审": (10, 9, 1, 0),
    "环评": (4, 3, 1, 1),
    "水保水利": (3, 3, 0, 0),
    "施工图消防人防": (4, 4, 0, 0),
    "立项": (2, 2, 0, 0),
    "招投标": (2, 2, 0, 0),
    "其他": (1, 1, 0, 0),
}
_UNITS = ("A02", "A04", "A05", "A03", "A08", "A06", "A07", "A03", "A01", "A03", None)
#: of the leftovers that were not reported up, five are the county's to coordinate
_COUNTY = 5
_SUPERIORS = ("福建省国土资源厅", "福建省林业厅", "福建省海洋与渔业厅", "泉州市环境保护局")
#: days on which units apply for 销号, and the day their lead office answers
_ASKED = (("06-12", "06-13"), ("06-13", "06-14"), ("06-14", "06-15"), ("06-15", "06-19"), ("06-19", "06-20"))


def at(text: str) -> datetime:
    """``06-08 18:00`` of the campaign's year, in its zone, as UTC."""
    return datetime.strptime(f"2018-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


CUT_OFF = at("06-30 00:00")


@cache
def campaign() -> Campaign:
    """The campaign of 2018 with the categories of final-summary.md."""
    loaded = load_campaign(FOLDER)
    leads = {c.name: c.lead for c in loaded.settings.categories}
    categories = tuple(
        Category(name=name, family="审批服务", lead=leads.get(name, "centre"), unit=unit)
        for name, unit in zip(CATEGORIES, _UNITS, strict=True)
    )
    return replace(loaded, settings=loaded.settings.model_copy(update={"categories": categories}))


def _projects() -> list[str]:
    """31 projects: 6 of the province, 10 of the city, 15 of the county."""
    codes = [project.code for project in campaign().catalogue.projects]
    return [code for head, n in (("省", 6), ("市", 10), ("县", 15)) for code in [c for c in codes if c[0] == head][:n]]


@cache
def month() -> tuple[Problem, ...]:
    """The ledger at the end: numbers first, then 13 merged and 4 rejected rows."""
    return tuple(fold(month_events()).values())


@cache
def month_events() -> tuple[Event, ...]:
    """Everything that happened, in the order recorded."""
    events = [*_numbered(), *_merged(), *_rejected()]
    return tuple(sorted(events, key=lambda event: event.at))


@dataclass(frozen=True)
class _Course:
    """How one number fares. `nth`: among those of its kind."""

    serial: int
    category: str
    closed: bool
    escalated: bool
    county: bool = False

    @property
    def unit(self) -> str:
        return campaign().category_unit(self.category) or "A03"

    @property
    def tier(self) -> str:
        return "省级" if self.escalated else "县级" if self.county else "部门级"


def _courses() -> Iterator[_Course]:
    serial, answered, county = 0, 0, 0
    for name, (registered, closed, _, pending) in CATEGORIES.items():
        for n in range(registered):
            serial += 1
            escalated = closed <= n < closed + pending
            if n < closed and name in {"用地", "用林"} and answered < 3:
                escalated, answered = True, answered + 1
            left = n >= closed and not escalated
            county += left
            yield _Course(serial, name, n < closed, escalated, left and county <= _COUNTY)


def _event(entry: int, kind: Kind, when: datetime, actor: str = "system", **data: object) -> Event:
    note = data.pop("note", None)
    return Event(entry, kind, when, actor, data=data, note=None if note is None else str(note))


def _received(entry: int, category: str, when: datetime) -> Event:
    """Twenty units report four rows each, the late one three."""
    units = [unit.code for unit in campaign().should_report()]
    reporter = units[(entry - 1) // 4 if entry <= 80 else 23]
    report, name = _report(category, entry), f"汇总表{entry}.xlsx"
    source = {"message_id": f"<{entry}@owner>", "attachment": name, "sheet": "Sheet1", "row": entry + 4, "part": None}
    data = {"report": report_data(report), "reporter": reporter, "source": source}
    return _event(entry, Kind.RECEIVED, when, reporter, **data, project_code=report.project_code)


def _numbered() -> Iterator[Event]:
    for course in _courses():
        yield from _registered(course)
        yield from _reported_up(course) if course.escalated else _worked_on(course)
        yield from _ended(course) if course.closed else _carried(course)


def _registered(course: _Course) -> Iterator[Event]:
    n, when = course.serial, at("06-07 10:00") + timedelta(minutes=course.serial)
    number = {"number": campaign().number(n), "project_code": _projects()[n % 31], "due": "2018-06-20"}
    yield _received(n, course.category, when)
    yield _event(n, Kind.REGISTERED, when, **number, tier=course.tier, lead=campaign().lead_office(course.category))
    yield _event(n, Kind.ASSIGNED, at("06-09 09:30"), unit=course.unit, due="2018-06-20")
    yield _event(n, Kind.ACCEPTED, at("06-11 17:30"))


def _worked_on(course: _Course) -> Iterator[Event]:
    """A third wait for their owner from 11 to 13 June; leftovers say what is lacking, every second one too late."""
    n, unit = course.serial, course.unit
    if course.closed and n % 3 == 0:
        yield _event(n, Kind.PROGRESSED, at("06-11 10:00"), unit, progress="缺社稳评估备案意见", waiting_on="业主")
        yield _event(n, Kind.PROGRESSED, at("06-13 10:00"), "B08", progress="材料已补齐", waiting_on="部门")
    elif not course.closed:
        day = "06-12" if n % 2 else "06-15"
        yield _event(n, Kind.PROGRESSED, at(f"{day} 15:00"), unit, progress="材料已补齐并重新组卷")
        for later in ("06-20 15:00", "06-25 15:00", "06-28 15:00"):
            yield _event(n, Kind.PROGRESSED, at(later), unit, progress="正与业主核对材料", waiting_on="部门")
    if course.county:
        yield _event(n, Kind.RAISED, at("06-15 16:00"), "T02", tier="县级")


def _reported_up(course: _Course) -> Iterator[Event]:
    n, superior = course.serial, _SUPERIORS[course.serial % 4]
    yield _event(n, Kind.PROGRESSED, at("06-12 15:00"), course.unit, progress="材料已补齐并重新组卷")
    yield _event(n, Kind.PROPOSED, at("06-13 10:00"), course.unit, superior=superior, tier="省级")
    yield _event(n, Kind.BATCHED, at("06-13 16:00"), batch=1)
    yield _event(n, Kind.ESCALATED, at("06-14 10:00"), "T01", batch=1)
    if course.closed:
        yield _event(n, Kind.ANSWERED, at("06-25 11:00"), course.unit, note="已批复", replied_on="2018-06-25")


def _ended(course: _Course) -> Iterator[Event]:
    """Closed; the first one that was not reported up was closed too soon, reopened and closed again."""
    n = course.serial
    asked, granted = ("06-26", "06-27") if course.escalated else _ASKED[n % len(_ASKED)]
    evidence = {"evidence": f"惠国土资〔2018〕{n}号批复", "done_on": f"2018-{asked}", "applicant": course.unit}
    yield _event(n, Kind.CLOSE_REQUESTED, at(f"{asked} 15:00"), course.unit, **evidence)
    yield _event(n, Kind.CLOSED, at(f"{granted} 16:00"), "T02")
    if n == 4:
        yield _event(n, Kind.REOPENED, at("06-21 09:00"), "T02")
        yield _event(n, Kind.CLOSE_REQUESTED, at("06-22 15:00"), course.unit, **evidence)
        yield _event(n, Kind.CLOSED, at("06-25 16:00"), "T02")


def _carried(course: _Course) -> Iterator[Event]:
    step = {"next_step": "跟踪上级部门批复，收到批复后立即办理后续手续", "next_date": "2018-07-20"}
    yield _event(course.serial, Kind.CARRY_PROPOSED, at("06-29 08:30"), **step)
    yield _event(course.serial, Kind.CARRIED, at("06-29 16:30"), "T02")


def _merged() -> Iterator[Event]:
    for n in range(13):
        when = at("06-08 09:00") + timedelta(minutes=n)
        yield _received(67 + n, "用地", when)
        yield _event(67 + n, Kind.MERGED, when, "T02", into=campaign().number(n + 1))


def _rejected() -> Iterator[Event]:
    for n in range(4):
        when = at("06-11 09:20") if n else at("06-08 10:00")
        yield _received(80 + n, "其他", when)
        yield _event(80 + n, Kind.REJECTED, when, "T02", note="不属于审批服务范围")


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

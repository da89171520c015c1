"""A small county to try rules on: two offices, three departments, two owners, three projects."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from campaign.calendar import Calendar
from campaign.campaign import Campaign
from campaign.catalogue import Catalogue, Project
from campaign.directory import Directory, Unit
from campaign.events import Kind
from campaign.ledger import MemoryLedger
from campaign.problem import Problem, Report, Source, State
from campaign.settings import Settings

HERE = Path(__file__).resolve().parents[2] / "deployments" / "campaigns" / "huian-2018"
ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """``06-08 18:00`` of the campaign's year, in its zone, as UTC."""
    return datetime.strptime(f"2018-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


def small_campaign() -> Campaign:
    settings = Settings.model_validate(tomllib.loads((HERE / "campaign.toml").read_text("utf-8")))
    units = (
        Unit("T01", "县行政服务中心管委会", "统筹(主)", ("xzfw@huian.example",), aliases=("管委会",)),
        Unit("T02", "县重点项目建设领导小组办公室", "统筹", ("zdb@huian.example",), aliases=("重点办",)),
        Unit("T04", "县机关效能建设领导小组办公室", "督查", ("xnb@huian.example",), aliases=("效能办",)),
        Unit("A02", "县国土资源局", "要素审批", ("gtj@huian.example",), aliases=("国土局",)),
        Unit("A03", "县住房和城乡规划建设局", "要素审批", ("zjj@huian.example",), aliases=("住建局",)),
        Unit("A04", "县林业局", "要素审批", ("lyj@huian.example",), aliases=("林业局",)),
        Unit("B01", "鹭汀城投", "业主", ("luting@owner.example",)),
        Unit("B08", "径北交建", "业主", ("jingbei@owner.example",)),
    )
    projects = (
        Project(code="省2018-03", name="滨海通道崇武至山霞段工程", levels=("省",), owner="B08"),
        Project(code="市2018-01", name="县城北片区路网工程", levels=("市",), owner="B01"),
        Project(code="县2018-01", name="螺城老旧片区雨污分流一期", levels=("县",), owner="B01"),
    )
    return Campaign(settings, Directory(units), Catalogue(projects), Calendar("Asia/Shanghai"))


def ledger() -> MemoryLedger:
    return MemoryLedger("GJ2018-", 4)


def report(problem: str = "使用林地面积11.2公顷，林地定额不足", **more: object) -> Report:
    values: dict[str, object] = {
        "project_name": "滨海通道崇武至山霞段工程",
        "category": "用林",
        "problem": problem,
        "ask": "请县林业局提前介入",
        "tier": "部门级",
        "bodies": ("县林业局",),
        **more,
    }
    return Report(**values)  # type: ignore[arg-type]  # a test names any field


def handed_off(n: int = 1, state: State = State.IN_PROGRESS, **more: Any) -> Problem:
    """Number n with its unit, which has said nothing of it yet."""
    values: dict[str, Any] = {
        "number": f"GJ2018-{n:04d}",
        "report": report(),
        "project_code": "省2018-03",
        "tier": "部门级",
        "lead": "T02",
        "responsible": "A04",
        "due": date(2018, 6, 15),
        "reporters": ("B08",),
        "assigned_at": at("06-09 09:30"),
        **more,
    }
    return Problem(entry=n, state=state, **values)


def source(row: int = 5, message_id: str = "<1@lyj>") -> Source:
    return Source(message_id, "汇总表.xlsx", "Sheet1", row)


def last(book: MemoryLedger) -> Problem:
    return list(book.entries.values())[-1]


def kinds(book: MemoryLedger) -> list[Kind]:
    return [event.kind for event in book.events]

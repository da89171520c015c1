"""Clauses of the plan that show in a letter or a workbook (docs/clauses.md)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from campaign.problem import State
from reports.letters import county, escalation, handoff
from reports.views import by_weight
from reports.workbooks.ledger import master_ledger
from tests.reports.sample import at, campaign
from tests.reports.test_letters import LAND, NOON, unit, working


def sheet(content: bytes, label: str) -> list[str]:
    """What stands under a label in the first sheet of a workbook."""
    page = load_workbook(BytesIO(content)).worksheets[0]
    header = next(row for row in page.iter_rows() if label in {cell.value for cell in row})
    column = next(cell.column for cell in header if cell.value == label)
    below = page.iter_rows(min_row=header[0].row + 1, min_col=column, max_col=column, values_only=True)
    return [str(value) for (value,) in below if value]


def test_d13_what_needs_the_county_or_above_stands_first() -> None:
    tiers = ("部门级", "市级", "县级", "国家级")
    mixed = [working(p, State.IN_PROGRESS, tier=tier) for p, tier in zip(LAND, tiers, strict=False)]
    assert [p.tier for p in by_weight(mixed)] == ["国家级", "市级", "县级", "部门级"]
    assert sheet(master_ledger(campaign(), mixed, NOON, contacts=False), "需协调层级") == [
        "国家级",
        "市级",
        "县级",
        "部门级",
    ]


def test_d52_a_handoff_of_a_green_channel_project_says_so() -> None:
    told = "绿色通道"
    assert told in handoff(campaign(), unit("A02"), LAND[:1], NOON).text
    catalogue = campaign().catalogue
    slow = replace(catalogue, projects=tuple(replace(p, green_channel=False) for p in catalogue.projects))
    assert told not in handoff(replace(campaign(), catalogue=slow), unit("A02"), LAND[:1], NOON).text


def test_d43_the_county_government_gets_the_list_and_both_offices_a_copy() -> None:
    letter = county(campaign(), LAND[:2], 1, NOON)
    assert letter.to == unit("T03").mailboxes
    assert set(letter.cc) == {*unit("T01").mailboxes, *unit("T02").mailboxes}


def test_d76_the_list_to_be_reported_up_repeats_what_the_sheet_said() -> None:
    up = [working(p, State.PROPOSED, superior="福建省国土资源厅", batch=1) for p in LAND[:3]]
    content = escalation(campaign(), up, 1, at("06-13 15:00")).attachments[0].content
    assert sheet(content, "存在问题") == [p.report.problem for p in up]
    assert sheet(content, "请求事项") == [p.report.ask for p in up]

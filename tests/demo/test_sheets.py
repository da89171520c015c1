"""The sheets that units send look as clerks make them, and are the same bytes every time."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from campaign.forms import F2
from flows.demo.feedback_sheet import fill_feedback, lists_number
from flows.demo.prints import print_page
from flows.demo.script import Column, Layout, Row
from flows.demo.sheets import write_report, write_zero
from tests.demo.tally import june

PLAIN = (Column("序号", "seq"), Column("项目名称", "project_name"), Column("存在问题", "problem"))
NOON = june(6, "12:00")


def row(key: str, project: str = "城西小学", part: int | None = None, **cells: str) -> Row:
    return Row(mail="m", key=key, part=part, cells={"project_name": project, "problem": "指标不足", **cells})


def opened(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in line if value is not None] for line in sheet.iter_rows(values_only=True)]


def test_title_head_header_rows_total_and_foot_stand_in_this_order() -> None:
    layout = Layout(
        columns=PLAIN,
        titles=("附件", "问题汇总表"),
        head=("填报单位：{unit}",),
        total="合计{count}个问题",
        foot=("填报人：{who}",),
    )
    written = write_report(layout, [row("A-1"), row("A-2")], {"unit": "县林业局", "who": "资源股"}, NOON)
    assert texts(opened(written.content)) == [
        ["附件"],
        ["问题汇总表"],
        ["填报单位：县林业局"],
        ["序号", "项目名称", "存在问题"],
        [1, "城西小学", "指标不足"],
        [2, "城西小学", "指标不足"],
        ["合计2个问题"],
        ["填报人：资源股"],
    ]
    assert written.rows == {"A-1": 5, "A-2": 6}


def test_tick_columns_stand_under_one_merged_label() -> None:
    ticks = tuple(Column(tier, "tier", group="需协调层级", tick=tier) for tier in ("县级", "市级"))
    sheet = opened(write_report(Layout(columns=(*PLAIN, *ticks)), [row("A-1", tier="市级")], {}, NOON).content)
    assert texts(sheet)[:3] == [
        ["序号", "项目名称", "存在问题", "需协调层级"],
        ["县级", "市级"],
        [1, "城西小学", "指标不足", "√"],
    ]
    assert sheet["E3"].value == "√"
    assert "D1:E1" in {str(area) for area in sheet.merged_cells.ranges}


def test_equal_neighbours_are_merged_where_the_layout_says_so() -> None:
    layout = Layout(columns=PLAIN, merge_same=("project_name",))
    sheet = opened(write_report(layout, [row("A-1"), row("A-2"), row("A-3", "城东小学")], {}, NOON).content)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:B3"]


def test_several_problems_of_one_row_share_a_cell() -> None:
    rows = [row("A-1", part=1, problem="缺决议"), row("A-2", part=2, problem="缺协议"), row("A-3")]
    written = write_report(Layout(columns=PLAIN), rows, {}, NOON)
    assert opened(written.content)["C2"].value == "1.缺决议\n2.缺协议"
    assert written.rows == {"A-1": 2, "A-2": 2, "A-3": 3}


def test_typed_cells_are_dates_and_numbers() -> None:
    layout = Layout(columns=(Column("时限", "due"), Column("电话", "contact")))
    content = write_report(layout, [row("A-1", due="date:2018-06-20", contact="number:13800000000")], {}, NOON).content
    assert texts(opened(content))[1] == [datetime(2018, 6, 20), 13800000000]  # noqa: DTZ001 - a cell has no zone


def test_a_zero_report_says_none_in_its_first_row() -> None:
    assert texts(opened(write_zero(Layout(columns=PLAIN), {}, NOON)))[1] == [1, "无"]


def test_the_same_sheet_is_the_same_bytes() -> None:
    first, second = (write_report(Layout(columns=PLAIN), [row("A-1")], {}, NOON).content for _ in range(2))
    assert first == second


def handoff(*numbers: str) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["填报日期：2018年__月__日"])
    sheet.append([F2[key].label for key in ("number", "problem", "status", "done_on")])
    for number in numbers:
        sheet.append([number, "指标不足"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_feedback_fills_the_unit_s_columns_of_the_row_with_the_number() -> None:
    answer = Row(mail="m", key="A-1", cells={"status": "办理中", "done_on": ""})
    filled = fill_feedback(handoff("GJ2018-0001", "GJ2018-0002"), [answer], lambda key: "GJ2018-0002", NOON)
    assert texts(opened(filled))[2:] == [["GJ2018-0001", "指标不足"], ["GJ2018-0002", "指标不足", "办理中"]]
    assert opened(filled)["A1"].value == "填报日期：2018年6月6日"


def test_a_number_that_the_sheet_does_not_list_cannot_be_answered() -> None:
    with pytest.raises(LookupError, match="GJ2018-0009"):
        fill_feedback(handoff("GJ2018-0001"), [row("A-1")], lambda key: "GJ2018-0009", NOON)


def test_a_sheet_knows_its_numbers() -> None:
    assert lists_number(handoff("GJ2018-0001"), "GJ2018-0001")
    assert not lists_number(handoff("GJ2018-0001"), "GJ2018-0002")


def test_a_printed_paper_is_a_pdf_of_one_page() -> None:
    page = print_page(["批复", "惠国土资〔2018〕12号"])
    assert page.startswith(b"%PDF-1.4") and page.rstrip().endswith(b"%%EOF")
    assert "批复".encode("utf-16-be").hex().encode() in page

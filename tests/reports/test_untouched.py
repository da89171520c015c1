"""What a sender's workbook holds besides its cells stays as it was in the annotated copy, whatever made it."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import xlsxwriter
from lxml import etree
from openpyxl import load_workbook

from campaign.outcomes import Remark, RowOutcome, RowResult
from parsers.grid import read_grids
from reports.annotated import Job, Table
from reports.annotated.inplace import annotate

LABELS = ("序号", "项目名称", "存在问题", "联系人")
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
#: parts that an annotated copy may change or add; of all others every byte stays
_OURS = ("[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels")
_SECOND = b'<row spans="1:4"><c t="s"><v>1'


def workbook(dress: Callable[[Any, Any], None]) -> bytes:
    """Two rows of data below a header in row 3, and what `dress` puts on book and sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("汇总表")
    page.write(0, 0, "问题汇总表")
    page.write_row(2, 0, LABELS)
    page.write_row(3, 0, (1, "县城北片区路网工程", "征地", "甲"))
    page.write_row(4, 0, (2, "滨海通道工程", "林地定额不足，无法组卷上报", "乙"))
    dress(book, page)
    book.close()
    return out.getvalue()


def annotated(content: bytes, columns: int = len(LABELS)) -> bytes:
    """The copy: row 4 lacks something in its third cell, row 5 has a number."""
    rows = (
        RowOutcome(
            "a.xlsx", "汇总表", 4, RowResult.PENDING, provisional="暂编0001", remarks=(Remark("请写清", 2, True),)
        ),
        RowOutcome("a.xlsx", "汇总表", 5, RowResult.REGISTERED, number="GJ2018-0001"),
    )
    table = Table("汇总表", (3,), 5, dict(enumerate(LABELS[:columns])), rows)
    return annotate(Job("a.xlsx", content, "xlsx", read_grids(content, "a.xlsx").sheets, (table,), "工作邮箱"))


def parts(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def elements(content: bytes, tag: str) -> list[bytes]:
    """The canonical XML of a sheet's elements of a name."""
    root = etree.fromstring(parts(content)["xl/worksheets/sheet1.xml"])
    return [etree.tostring(found) for found in root.iter(f"{{{_MAIN}}}{tag}")]


def everything(book: Any, page: Any) -> None:
    page.insert_textbox("F10", "盖章处")
    page.insert_image("F20", "dot.png", {"image_data": io.BytesIO(base64.b64decode(_DOT))})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=汇总表!$A$4:$A$5"})
    page.insert_chart("F30", chart)
    page.insert_checkbox("A9", True)
    page.add_sparkline("E20", {"range": "汇总表!A4:A5"})
    page.conditional_format("A4:A5", {"type": "data_bar", "data_bar_2010": True})
    page.conditional_format("A4:A5", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    page.data_validation("D4:D90", {"validate": "list", "source": ["甲", "乙"]})
    page.write_rich_string("B8", "注：", book.add_format({"bold": True}), "加粗", "文字")
    page.write_formula("A8", "=SUM(A4:A5)", None, 3)
    page.write_url("B9", "https://huian.example/")
    page.protect("secret", {"format_cells": True})
    page.freeze_panes(3, 2)
    page.autofilter(2, 0, 4, 3)
    page.print_area(0, 0, 8, 3)
    page.repeat_rows(2)
    page.set_landscape()
    page.set_header("&C&G", {"image_center": "dot.png", "image_data_center": io.BytesIO(base64.b64decode(_DOT))})
    page.set_column("C:C", 30, None, {"hidden": True})
    page.set_row(8, 40)
    page.merge_range("A1:D1", "问题汇总表", book.add_format({"align": "center"}))
    book.define_name("范围", "=汇总表!$A$4:$D$5")
    second = book.add_worksheet("数据")
    second.add_table("A1:B3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
    second.very_hidden()


def test_every_other_part_stays_byte_for_byte() -> None:
    content = workbook(everything)
    before, after = parts(content), parts(annotated(content))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= set(_OURS)
    assert {name for name in after if name not in before} == {"xl/comments1.xml", "xl/drawings/vmlDrawing2.vml"}


@pytest.mark.parametrize(
    "tag",
    [
        "sheetViews",
        "sheetProtection",
        "autoFilter",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "pageSetup",
        "headerFooter",
        "drawing",
        "legacyDrawingHF",
        "extLst",
    ],
)
def test_of_the_sheet_itself_only_cells_and_columns_change(tag: str) -> None:
    content = workbook(everything)
    assert elements(content, tag), "the example holds one"
    assert elements(annotated(content), tag) == elements(content, tag)


def test_the_elements_of_the_sheet_stand_in_the_order_that_excel_demands() -> None:
    root = etree.fromstring(parts(annotated(workbook(everything)))["xl/worksheets/sheet1.xml"])
    order = [etree.QName(child).localname for child in root]
    assert (
        order.index("drawing") < order.index("legacyDrawing") < order.index("legacyDrawingHF") < order.index("extLst")
    )
    assert order.index("cols") < order.index("sheetData")
    cells = [cell.get("r") for cell in root.iter("{*}row") for cell in cell if cell.getparent().get("r") == "4"]
    assert cells == ["A4", "B4", "C4", "D4", "E4", "F4"]


def test_macros_stay() -> None:
    plain = parts(workbook(lambda book, page: None))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in plain.items():
            kept = part.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", _MACROS.encode()
            )
            archive.writestr(name, kept)
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf macros")
    assert parts(annotated(out.getvalue()))["xl/vbaProject.bin"] == b"\xd0\xcf macros"


def test_a_text_box_beside_the_table_is_not_covered() -> None:
    copy = load_workbook(io.BytesIO(annotated(workbook(lambda book, page: page.insert_textbox("E3", "盖章处")))))
    assert [cell.value for cell in copy["汇总表"][3]][:5] == [*LABELS, None]
    assert "问题编号" in [cell.value for cell in copy["汇总表"][3]]


def test_a_comment_of_the_sender_keeps_its_place_and_looks_elsewhere() -> None:
    content = workbook(lambda book, page: page.write_comment("B5", "请核对", {"author": "王", "color": "green"}))
    copy = annotated(content)
    page = load_workbook(io.BytesIO(copy))["汇总表"]
    assert (page["B5"].comment.text, page["B5"].comment.author) == ("请核对", "王")
    assert page["C4"].comment.text == "请写清"
    (drawing,) = (part for name, part in parts(copy).items() if name.endswith(".vml"))
    assert drawing.count(b"<v:shape ") == 3, "hers, ours, and the one that explains the colours"
    assert b'fillcolor="#008000"' in drawing


def test_a_conversation_about_a_cell_is_left_alone() -> None:
    content = workbook(lambda book, page: page.write_comment("C4", "[对话批注] 请核对", {"author": "tc={0A}"}))
    assert load_workbook(io.BytesIO(annotated(content)))["汇总表"]["C4"].comment.text == "[对话批注] 请核对"


def test_ten_thousand_blank_rows_cost_nothing_and_stay() -> None:
    def blank(book: Any, page: Any) -> None:
        border = book.add_format({"border": 1})
        for row in range(5, 10_005):
            page.write_row(row, 0, [""] * 4, border)

    content = workbook(blank)
    copy = parts(annotated(content))["xl/worksheets/sheet1.xml"]
    assert copy.count(b"<row ") == parts(content)["xl/worksheets/sheet1.xml"].count(b"<row ")


def test_a_sheet_whose_cells_do_not_say_where_they_are_is_annotated_at_its_rows() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts(workbook(lambda book, page: None)).items():
            plain = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", part) if "sheet1.xml" in name else part
            archive.writestr(
                name, plain.replace(b'<row spans="1:4"><c t="s"><v>1', b'<row/><row spans="1:4"><c t="s"><v>1')
            )
    page = load_workbook(io.BytesIO(annotated(out.getvalue())))["汇总表"]
    assert page["E5"].value == "GJ2018-0001"

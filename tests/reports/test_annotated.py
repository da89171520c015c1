"""The sender's own workbook comes back with the receipt: what is to be completed, what was noted, what has a number."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.annotated import making
from tests.flows.county import FOREST, LABELS, County, county, saved, sheet

OWNER, FORESTRY = "jingbei@owner.example", "lyj@huian.example"
RED, YELLOW = "FFFBE0DD", "FFFFF3CC"
ROADS = ("2", "县城北片区路网工程", "用地", "新增建设用地计划指标缺口一百二十亩，无法组卷上报", *FOREST[4:])
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_ODD_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fills><fill><patternFill patternType="odd"/></fill></fills></styleSheet>'
)


@pytest.fixture
def town(tmp_path: Path):  # type: ignore[no-untyped-def]
    with county(tmp_path) as it:
        yield it


def changed(row: tuple[str, ...] = FOREST, **cells: str) -> tuple[str, ...]:
    """A row with other cells, by label."""
    return tuple(cells.get(label, text) for label, text in zip(LABELS, row, strict=True))


def opened(content: bytes) -> Worksheet:
    page = load_workbook(io.BytesIO(content)).active
    assert isinstance(page, Worksheet)
    return page


def answer(town: County, name: str, content: bytes, when: str = "06-06 09:50", sender: str = OWNER) -> EmailMessage:
    """The receipt for a mail with one file."""
    town.write(when, sender, files={name: content})
    day, time = when.split()
    town.run("intake", f"{day} {time[:-1]}5")
    town.run("dispatch", f"{day} {time[:-1]}6")
    return town.letters(sender)[-1]


def copies(letter: EmailMessage) -> dict[str, bytes]:
    """The files that came with a letter."""
    return {str(p.get_filename()): p.get_payload(decode=True) for p in letter.iter_attachments()}  # type: ignore[misc]


def returned(town: County, content: bytes, name: str = "汇总表.xlsx", **more: str) -> Worksheet:
    """The sheet that comes back for one that was sent."""
    (copy,) = copies(answer(town, name, content, **more)).values()
    return opened(copy)


def fill(page: Worksheet, place: str) -> str | None:
    return page[place].fill.fgColor.rgb if page[place].fill.fill_type else None


def said(page: Worksheet, place: str) -> str:
    return page[place].comment.text if page[place].comment else ""


def test_good_rows_are_numbered_beside_the_table(town: County) -> None:
    letter = answer(town, "汇总表.xlsx", sheet(FOREST, ROADS))
    assert list(copies(letter)) == ["汇总表（已标注）.xlsx"]
    page = opened(copies(letter)["汇总表（已标注）.xlsx"])
    assert [[page.cell(row, column).value for column in (10, 11)] for row in (3, 4, 5)] == [
        ["问题编号", "理解结果"],
        ["GJ2018-0001", "登记挂号"],
        ["GJ2018-0002", "登记挂号"],
    ]
    assert "标注件" in letter.get_body(("plain",)).get_content()


def test_a_cell_to_complete_is_red_and_says_what_is_wanted(town: County) -> None:
    page = returned(town, sheet(changed(存在问题="征地")))
    assert fill(page, "D4") == RED
    assert said(page, "D4").startswith("“存在问题”过于简单（“征地”），请写清")
    assert page["D4"].comment.author == town.desk.campaign.settings.campaign.sender_name
    assert (page["J4"].value, page["K4"].value, fill(page, "K4")) == ("暂编0001", "待补正：存在问题", RED)


def test_the_header_of_the_results_says_what_the_colours_mean(town: County) -> None:
    page = returned(town, sheet(changed(存在问题="征地", 问题类别="")))
    assert said(page, "K3").startswith("红色单元格须补正，要求见该单元格批注。\n黄色单元格为推定或提示内容，请核对。")
    assert "各行均已登记，无需补正" in said(returned(town, sheet(FOREST), when="06-06 11:00"), "K3")


def test_a_registered_row_with_something_to_check_says_so(town: County) -> None:
    page = returned(town, sheet(changed(问题类别="")))
    assert page["K4"].value == "登记挂号；请核对：问题类别"


def test_a_comment_is_as_large_as_its_text(town: County) -> None:
    (copy,) = copies(answer(town, "汇总表.xlsx", sheet(changed(存在问题="征地")))).values()
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        (drawing,) = (name for name in archive.namelist() if name.endswith(".vml"))
        assert b"width:280px;height:70px" in archive.read(drawing)


def test_what_was_inferred_is_yellow_and_keeps_its_number(town: County) -> None:
    page = returned(town, sheet(changed(问题类别="")))
    assert (fill(page, "C4"), page["J4"].value) == (YELLOW, "GJ2018-0001")
    assert said(page, "C4") == "问题类别按所填内容推定为“用林”，如有不符请更正。"


def test_a_row_left_out_is_told_at_its_first_cell_and_keeps_its_looks(town: County) -> None:
    page = returned(town, sheet(FOREST, ("例", "××工程（示例）", "用地")))
    assert said(page, "A5").startswith("本行为填写示例，不作为数据")
    assert (fill(page, "A5"), page["J5"].value, page["K5"].value) == (None, None, None)


def test_several_problems_of_a_cell_have_their_numbers_one_below_the_other(town: County) -> None:
    problem = "1.林地定额不足，无法组卷上报省厅审批\n2.征收补偿方案尚未批复，控制性工程无法进场"
    page = returned(town, sheet(changed(存在问题=problem)))
    assert page["J4"].value == "1. GJ2018-0001\n2. GJ2018-0002"
    assert page["K4"].value == "1. 登记挂号\n2. 登记挂号"


def test_the_corrected_copy_is_the_correction_of_its_rows(town: County) -> None:
    page = returned(town, sheet(FOREST, changed(ROADS, 存在问题="征地")))
    page["D4"] = "施工图审查意见已经退回，尚待设计单位逐条修改"
    page["D5"] = "征收补偿方案尚未批复，三户未签约，控制性工程无法进场施工"
    again = returned(town, saved(page.parent), "汇总表（已标注）.xlsx", when="06-06 11:00")
    assert [(row["number"], row["problem"]) for row in town.ledger()] == [
        ("GJ2018-0001", "施工图审查意见已经退回，尚待设计单位逐条修改"),
        ("GJ2018-0002", "征收补偿方案尚未批复，三户未签约，控制性工程无法进场施工"),
    ]
    assert (again["J5"].value, again["K5"].value) == ("GJ2018-0002", "登记挂号")
    assert (again["K4"].value, fill(again, "K4")) == ("已登记，内容已更新：存在问题", None)
    assert again.max_column == 11, "the columns of the first copy serve again"
    assert (fill(again, "D5"), said(again, "D5")) == (None, ""), "what was asked for has been answered"


def test_a_foreign_number_is_told_and_not_followed(town: County) -> None:
    answer(town, "汇总表.xlsx", sheet(FOREST))
    theirs = sheet((*ROADS, "GJ2018-0001", "登记挂号"), labels=(*LABELS, "问题编号", "理解结果"))
    page = returned(town, theirs, sender=FORESTRY, when="06-06 11:00")
    assert page["J4"].value == "GJ2018-0002"
    assert page["K4"].value == "登记挂号：编号GJ2018-0001不是贵单位报送的问题，本行按所填内容核对"


def test_the_copy_has_the_look_of_the_sheet(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    for column in range(1, 10):
        book.worksheets[0].cell(3, column).fill = PatternFill("solid", fgColor="FFDDE7F3")
    assert fill(returned(town, saved(book)), "J3") == "FFDDE7F3"


def test_everything_else_survives(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    page = book.worksheets[0]
    page["A4"] = "=ROW()-3"
    page["D3"].comment = Comment("请核对", "王")
    chart = BarChart()
    chart.add_data(Reference(page, min_col=1, max_col=2, min_row=4))
    page.add_chart(chart, "B20")
    page.add_image(Image(io.BytesIO(base64.b64decode(_DOT))), "H20")
    page.add_data_validation(DataValidation("list", formula1='"部门级,县级"', sqref="F4:F90"))
    page.merge_cells("A1:I1")
    copy = returned(town, saved(book))
    assert copy["A4"].value == "=ROW()-3"
    assert said(copy, "D3") == "请核对"
    assert (len(copy._charts), len(copy._images)) == (1, 1)  # type: ignore[attr-defined]
    assert [str(one.sqref) for one in copy.data_validations.dataValidation] == ["F4:F90"]
    assert "A1:I1" in copy.merged_cells


def test_a_comment_of_the_sender_stays_below_ours(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(changed(存在问题="征地"))))
    book.worksheets[0]["D4"].comment = Comment("请核对", "王")
    assert said(returned(town, saved(book)), "D4").endswith("\n———\n原批注（王）：请核对")


def test_a_text_that_begins_like_a_formula_stays_text(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(changed(联系人及电话="=HYPERLINK(1)"))))
    book.worksheets[0]["I4"].data_type = "s"
    page = returned(town, saved(book))
    assert (page["I4"].value, page["I4"].data_type) == ("=HYPERLINK(1)", "s")


def test_columns_in_use_are_left_alone(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    book.worksheets[0]["K5"] = "内部备忘"
    page = returned(town, saved(book))
    assert page["K5"].value == "内部备忘"
    assert [page.cell(3, column).value for column in (12, 13)] == ["问题编号", "理解结果"]


def test_a_width_given_to_all_columns_on_the_right_is_split(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    rest = book.worksheets[0].column_dimensions["J"]
    rest.min, rest.max, rest.width, rest.hidden = 10, 16384, 3, True
    page = returned(town, saved(book))
    runs = sorted((run.min, run.max, run.hidden) for run in page.column_dimensions.values() if run.min >= 10)
    assert runs == [(10, 10, False), (11, 11, False), (12, 16384, True)]


def test_every_table_of_every_sheet_has_its_own_columns(town: County) -> None:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    second = book.create_sheet("隐藏")
    second.append(["需协调解决（上报）的审批服务问题汇总表"])
    second.append(LABELS)
    second.append(ROADS)
    second.sheet_state = "hidden"
    (copy,) = copies(answer(town, "汇总表.xlsx", saved(book))).values()
    pages = load_workbook(io.BytesIO(copy)).worksheets
    assert [pages[0]["J4"].value, pages[1]["J3"].value] == ["GJ2018-0001", "GJ2018-0002"]
    assert pages[1].sheet_state == "hidden"


def test_the_feedback_sheet_has_its_numbers_already(town: County) -> None:
    labels = ("问题编号", "项目名称", "存在问题（摘要）", "办理状态", "进展情况", "办结日期")
    answer(town, "汇总表.xlsx", sheet(FOREST))
    town.run("check", "06-09 09:30")
    row = ("GJ2018-0001", FOREST[1], FOREST[3], "已办结（申请销号）", "已完成审核并出具意见", "")
    page = returned(town, sheet(row, labels=labels), "反馈表.xlsx", sender=FORESTRY, when="06-12 10:00")
    assert page["G3"].value == "核对结果"
    assert str(page["G4"].value).startswith("未采纳：办结日期")
    assert fill(page, "F4") == RED
    assert "申请销号请填写“办结日期”" in said(page, "F4")


def test_a_file_of_another_kind_comes_back_as_a_fresh_workbook(town: County) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["问题汇总表"], LABELS, changed(存在问题="征地", 联系人及电话="=1+1 0595-00001234")])
    letter = answer(town, "汇总表.csv", text.getvalue().encode("gb18030"))
    page = opened(copies(letter)["汇总表（已标注）.xlsx"])
    assert (page["A1"].value, page["D2"].value, page["J3"].value) == ("问题汇总表", "存在问题", "暂编0001")
    assert (page["D3"].fill.fgColor.rgb, page["I3"].data_type) == ("FFFBE0DD", "s")
    assert "过于简单" in said(page, "D3")


def test_a_workbook_in_a_zip_comes_back_by_itself(town: County) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("六月/一.xlsx", sheet(FOREST))
        archive.writestr("六月/二.xlsx", sheet(ROADS))
    letter = answer(town, "报送.zip", packed.getvalue())
    assert list(copies(letter)) == ["一（已标注）.xlsx", "二（已标注）.xlsx"]
    assert opened(copies(letter)["二（已标注）.xlsx"])["J4"].value == "GJ2018-0002"


def test_a_file_that_is_too_large_goes_without_and_the_receipt_says_so(
    town: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MAX_FILE", 1000)
    letter = answer(town, "汇总表.xlsx", sheet(FOREST))
    assert copies(letter) == {}
    assert "附件“汇总表.xlsx”因文件较大或格式特殊，未附标注件" in letter.get_body(("plain",)).get_content()


def test_a_workbook_without_formats_comes_back_afresh(town: County) -> None:
    raw, broken = sheet(FOREST), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            if name != "xl/styles.xml":
                target.writestr(name, source.read(name))
        target.writestr("xl/styles.xml", _ODD_STYLES)
    page = returned(town, broken.getvalue())
    assert page["J4"].value == "GJ2018-0001"


def test_a_report_that_there_is_nothing_needs_no_copy(town: County) -> None:
    assert copies(answer(town, "汇总表.xlsx", sheet(("1", "无")))) == {}


def test_the_same_mail_makes_the_same_bytes(tmp_path: Path) -> None:
    made, content = [], sheet(changed(存在问题="征地"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with county(tmp_path / name) as town:
            made.append(copies(answer(town, "汇总表.xlsx", content)))
    assert made[0] == made[1]

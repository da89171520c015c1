"""A clerk corrects the workbook that came back to her and sends it again: those rows are corrected, and no others."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import office
from tests.flows.county import FOREST, LABELS, County, copies, saved, sheet, words

OWNER = "jingbei@owner.example"
ROADS, SCHOOL = "县城北片区路网工程", "滨海通道崇武至山霞段工程"
TERSE = "征地"
FULL = "征收补偿方案尚未批复，三户未签约，控制性工程无法进场施工"


def row(seq: int, **cells: str) -> tuple[str, ...]:
    """A row like FOREST with other cells, by label."""
    return tuple({"序号": str(seq), **cells}.get(label, text) for label, text in zip(LABELS, FOREST, strict=True))


#: two rows are in order, two are not: one says too little, one lacks its ask
MESSY = (
    row(1),
    row(2, 项目名称=ROADS, 问题类别="用地", 存在问题=TERSE),
    row(3, 项目名称=ROADS, 问题类别="用地", 存在问题="新增建设用地计划指标缺口一百二十亩，无法组卷上报"),
    row(
        4,
        存在问题="海域使用论证报告尚未通过专家评审，用海审批无法受理",
        问题类别="用海",
        **{"需协调解决（上报）事项": ""},
    ),
)


def page_of(content: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(content)).active
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def returned(town: County) -> bytes:
    """The annotated copy of the messy sheet."""
    (copy,) = copies(town.answer("06-06 09:50", OWNER, 汇总表_xlsx=sheet(*MESSY))).values()
    return copy


def state(town: County) -> list[tuple[Any, str, str]]:
    return [(line["number"], line["state"], line["problem"]) for line in town.ledger()]


def completed(content: bytes) -> Workbook:
    """She fills in what the red cells ask for."""
    page = page_of(content)
    assert (page["D5"].value, page["E7"].value) == (TERSE, None)
    page["D5"], page["E7"] = FULL, "请县海洋与渔业局提前介入、加快评审"
    assert page.parent is not None
    return page.parent


def corrected(town: County, returned: bytes, change: Callable[[Workbook], Workbook | None]) -> EmailMessage:
    """The receipt for the completed copy, changed further."""
    book = completed(returned)
    book = change(book) or book
    return town.answer("06-06 11:00", OWNER, 汇总表_xlsx=saved(book))


def is_corrected(town: County, more: int = 0) -> bool:
    """The four problems under four numbers, each once, with what she wrote; and `more` new ones."""
    ledger = town.ledger()
    problems = [line["problem"] for line in ledger]
    wanted = [MESSY[0][3], FULL, MESSY[2][3], MESSY[3][3]]
    numbered = [line["number"] for line in ledger if line["state"] == "REGISTERED"]
    return problems[:4] == wanted and len(ledger) == 4 + more == len(set(numbered))


def test_the_first_answer_numbers_the_good_rows_and_asks_for_the_others(town: County, returned: bytes) -> None:
    page = page_of(returned)
    assert [page.cell(line, 10).value for line in (4, 5, 6, 7)] == [
        "GJ2018-0001",
        "暂编0002",
        "GJ2018-0002",
        "暂编0004",
    ]
    assert [line["state"] for line in town.ledger()] == ["REGISTERED", "PENDING", "REGISTERED", "PENDING"]


def test_the_completed_copy_corrects_exactly_those_rows(town: County, returned: bytes) -> None:
    letter = corrected(town, returned, lambda book: None)
    assert is_corrected(town)
    assert letter["X-Gongjian-Kind"] == "M02"
    assert state(town)[0] == ("GJ2018-0001", "REGISTERED", FOREST[3]), "a good row keeps its number and its words"
    assert [number for number, _, _ in state(town)] == ["GJ2018-0001", "GJ2018-0003", "GJ2018-0002", "GJ2018-0004"]


def test_the_receipt_says_what_has_changed(town: County, returned: bytes) -> None:
    text = words(corrected(town, returned, lambda book: None))
    assert "第4行（序号1）：已登记，内容一致，编号GJ2018-0001" in text
    assert "第5行（序号2）：登记挂号，编号GJ2018-0003" in text


@office.installed
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_another_office_program_may_save_it(town: County, returned: bytes, kind: str) -> None:
    resaved = office.saved_as(saved(completed(returned)), "xlsx", kind)
    town.answer("06-06 11:00", OWNER, **{f"汇总表（已标注）_{kind}": resaved})
    assert is_corrected(town)


def test_only_the_corrected_rows_may_be_sent(town: County, returned: bytes) -> None:
    def without_good_rows(book: Workbook) -> None:
        for line in (6, 4):
            book.worksheets[0].delete_rows(line)

    corrected(town, returned, without_good_rows)
    assert is_corrected(town)


def test_a_new_row_among_them_is_a_new_problem(town: County, returned: bytes) -> None:
    def with_new_row(book: Workbook) -> None:
        page = book.worksheets[0]
        page.insert_rows(6)
        fresh = row(5, 存在问题="施工图审查意见已经退回，尚待设计单位逐条修改")
        for column, text in enumerate(fresh, 1):
            page.cell(6, column, text)

    corrected(town, returned, with_new_row)
    assert is_corrected(town, more=1)


def test_the_rows_may_be_in_another_order(town: County, returned: bytes) -> None:
    def reversed_rows(book: Workbook) -> None:
        page = book.worksheets[0]
        cells = [[cell.value for cell in line] for line in page.iter_rows(min_row=4, max_row=7)]
        for line, values in enumerate(reversed(cells), 4):
            for column, value in enumerate(values, 1):
                page.cell(line, column).value = value

    corrected(town, returned, reversed_rows)
    assert is_corrected(town)


def test_our_columns_may_be_deleted(town: County, returned: bytes) -> None:
    corrected(town, returned, lambda book: book.worksheets[0].delete_cols(10, 2))
    assert is_corrected(town)


def test_only_the_column_of_results_may_be_deleted(town: County, returned: bytes) -> None:
    corrected(town, returned, lambda book: book.worksheets[0].delete_cols(11))
    assert is_corrected(town)


def test_the_rows_may_be_copied_into_a_fresh_sheet(town: County, returned: bytes) -> None:
    def fresh(book: Workbook) -> Workbook:
        other = Workbook()
        for line in book.worksheets[0].iter_rows(min_row=3, values_only=True):
            other.worksheets[0].append(line)
        return other

    corrected(town, returned, fresh)
    assert is_corrected(town)


def test_a_sheet_beside_the_old_one_is_read_once(town: County, returned: bytes) -> None:
    """She corrects a copy of the sheet and leaves the annotated one as it came."""

    def copied(book: Workbook) -> None:
        twin = book.copy_worksheet(book.worksheets[0])
        twin["D4"] = FOREST[3]
        first = book.worksheets[0]
        first["D5"], first["E7"] = TERSE, None

    letter = corrected(town, returned, copied)
    assert is_corrected(town)
    assert letter["X-Gongjian-Kind"] == "M02", "nothing is asked for any more"
    assert words(letter).count("同一编号已在另一行补正") == 2


def test_the_old_sheet_without_our_numbers_beside_the_corrected_one_is_read_once(town: County, returned: bytes) -> None:
    files = {"汇总表_xlsx": sheet(*MESSY), "汇总表（补正）_xlsx": saved(completed(returned))}
    assert town.answer("06-06 11:00", OWNER, **files)["X-Gongjian-Kind"] == "M02"
    assert is_corrected(town)


def test_the_original_may_be_corrected_instead_of_the_copy(town: County, returned: bytes) -> None:
    book = load_workbook(io.BytesIO(sheet(*MESSY)))
    page = book.worksheets[0]
    page["D5"], page["E7"] = FULL, "请县海洋与渔业局提前介入、加快评审"
    town.answer("06-06 11:00", OWNER, 汇总表_xlsx=saved(book))
    assert is_corrected(town)


def test_the_same_copy_sent_back_unchanged_asks_again_and_doubles_nothing(town: County, returned: bytes) -> None:
    letter = town.answer("06-06 11:00", OWNER, 汇总表_xlsx=returned)
    assert letter["X-Gongjian-Kind"] == "M02b"
    assert [line["state"] for line in town.ledger()] == ["REGISTERED", "PENDING", "REGISTERED", "PENDING"]


def test_the_second_copy_has_the_same_columns_and_no_old_colours(town: County, returned: bytes) -> None:
    (copy,) = copies(corrected(town, returned, lambda book: None)).values()
    page = page_of(copy)
    assert page.max_column == 11
    assert page["D5"].comment is None
    assert page["D5"].fill.fill_type is None
    assert page["J5"].value == "GJ2018-0003"


def test_a_feedback_sheet_is_corrected_likewise(town: County) -> None:
    town.answer("06-06 09:50", OWNER, 汇总表_xlsx=sheet(FOREST))
    town.run("check", "06-09 09:30")
    town.run("dispatch", "06-09 09:35")
    forestry = "lyj@huian.example"
    (handed,) = copies(town.letters(forestry, "M06")[0]).values()
    page = page_of(handed)
    header = next(line for line in page.iter_rows() if "问题编号" in {cell.value for cell in line})
    column = {str(cell.value).replace("\n", ""): cell.column for cell in header}
    line = header[0].row + 1
    given: Mapping[str, str] = {"办理状态": "已办结（申请销号）", "进展情况": "已完成审核并出具审核同意书"}
    for label, text in given.items():
        page.cell(line, column[label], text)
    assert page.parent is not None
    first = town.answer("06-12 10:00", forestry, 反馈表_xlsx=saved(page.parent))
    assert first["X-Gongjian-Kind"] == "M02b"
    (copy,) = copies(first).values()
    page = page_of(copy)
    page.cell(line, column["办结日期"], "2018-06-12")
    page.cell(line, column["佐证材料名称及文号"], "惠林〔2018〕12号 使用林地审核同意书")
    assert page.parent is not None
    second = town.answer("06-12 11:00", forestry, 反馈表_xlsx=saved(page.parent))
    assert second["X-Gongjian-Kind"] == "M02"
    assert town.ledger()[0]["state"] == "CLOSE_REQ"

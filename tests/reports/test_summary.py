"""The final summary: document, workbook and charts over the same numbers."""

from __future__ import annotations

import re
import struct
from functools import cache

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.worksheet.worksheet import Worksheet

from campaign.figures import Figures, figures
from reports import charts
from reports.letters import summary
from reports.summary.account import Account
from reports.summary.document import summary_document
from reports.workbooks.summary import summary_workbook
from tests.reports.reading import book, column, document
from tests.reports.sample import CATEGORIES, CUT_OFF, at, campaign, month, month_events, month_returns


@cache
def counted() -> Figures:
    return figures(campaign(), month(), month_returns(), CUT_OFF, month_events())


def account() -> Account:
    return Account(campaign(), counted(), month(), month_returns())


@cache
def docx_bytes() -> bytes:
    return summary_document(account())


@cache
def xlsx_bytes() -> bytes:
    return summary_workbook(account())


def text() -> str:
    return "\n".join(paragraph.text for paragraph in document(docx_bytes()).paragraphs)


def test_the_leading_paragraph_is_the_plans() -> None:
    assert (
        "6月5日至6月30日，全县各要素审批部门、重点项目业主单位共报送审批服务问题83条，经去重、核实，登记挂号66个，"
        "涉及31个重点项目（省级6个、市级10个、县级15个）。截至6月29日24时，已对号销号47个，销号率71.2%；"
        "需市级以上部门协调解决并已汇总上报14个，其中已批复销号3个；转入后续跟踪推进19个。"
    ) in text()


def test_the_outline_has_six_parts() -> None:
    assert [line for line in text().splitlines() if line[:2] in {"一、", "二、", "三、", "四、", "五、", "六、"}] == [
        "一、基本情况",
        "二、办理结果",
        "三、主要做法",
        "四、主要成效",
        "五、存在问题",
        "六、下一步打算",
    ]


def test_the_paper_is_that_of_the_standard() -> None:
    section = document(docx_bytes()).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    body = next(p for p in document(docx_bytes()).paragraphs if p.text.startswith("6月5日至"))
    assert body.runs[0].font.size == Pt(16)
    assert body.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body.paragraph_format.line_spacing == Pt(28)


def test_a_draft_says_so_and_carries_no_number() -> None:
    assert text().startswith("【代拟稿】")
    assert "号）" not in text().splitlines()[2]


def test_the_document_ends_with_a_paragraph() -> None:
    body = document(docx_bytes()).element.body
    assert [child.tag for child in body][-2] == qn("w:p"), "then only the section's properties"


def test_five_charts_are_in_the_document() -> None:
    assert len(document(docx_bytes()).inline_shapes) == 5


def table(sheet: Worksheet, label: int = 0) -> dict[str, tuple[object, ...]]:
    """The rows of a sheet's table by the cell in column `label` (0-based): what stands to the right of it."""
    rows = [row[label:] for row in sheet.iter_rows(min_row=4, values_only=True)]
    return {str(row[0]): tuple(row[1:]) for row in rows if row[0] and row[1] is not None}


def mine(category: str) -> int:
    """Of the category, ever reported up."""
    return sum(p.ever_escalated and p.category == category for p in month())


def test_the_workbook_has_the_tables_and_their_sums() -> None:
    workbook = book(xlsx_bytes())
    assert workbook.sheetnames[9:] == ["逐日情况", "漏斗图", "指标口径", "数字明细", "办理时长明细", "反馈间隔明细"]
    assert [name.split()[0] for name in workbook.sheetnames[:9]] == [f"表{n}" for n in range(1, 10)]
    by_category = table(workbook["表2 问题分类及办理情况"])
    assert {name: row[:3] for name, row in by_category.items()} == {
        **{name: (registered, closed, mine(name)) for name, (registered, closed, *_) in CATEGORIES.items()},
        "合计": (66, 47, 14),
    }
    assert {name: row[3] for name, row in by_category.items()} == {
        **{name: carried for name, (_, _, carried, _) in CATEGORIES.items()},
        "合计": 19,
    }
    assert by_category["合计"][5] == "71.2%"
    assert table(workbook["表4 需市级以上部门协调解决问题情况"])["合计"] == (14, 3, 3, 11)
    assert table(workbook["表1 各单位报送情况"], label=1)["合计"] == (25, 23, 2, 4, 0, None, 83)
    assert len(list(filter(None, column(workbook["表6 后续跟踪推进问题清单"], "编号")))) == 19
    assert column(workbook["表9 对账表"], "数量")[:2] == [83, 66]


def test_a_table_has_the_same_number_and_title_in_document_and_workbook() -> None:
    captions = {line.replace("　", " ") for line in text().splitlines() if re.match(r"表\d　", line)}
    assert captions == set(book(xlsx_bytes()).sheetnames[:9])


def test_the_workbook_draws_its_own_charts() -> None:
    workbook = book(xlsx_bytes())
    drawn = {name.split()[0]: len(workbook[name]._charts) for name in workbook.sheetnames if workbook[name]._charts}
    assert drawn == {"表2": 2, "表3": 1, "逐日情况": 1, "漏斗图": 1}


def test_document_and_workbook_are_the_same_bytes_every_time() -> None:
    assert summary_document(account()) == docx_bytes()
    assert summary_workbook(account()) == xlsx_bytes()


def test_the_letter_takes_both_to_the_government_office_and_the_others() -> None:
    letter = summary(campaign(), counted(), docx_bytes(), xlsx_bytes(), at("06-30 10:00"))
    assert letter.subject == "【审批服务攻坚】惠安县2018年“审批服务攻坚月”活动扫尾总结（代拟稿）"
    assert letter.to == ("zfb@huian.example", "xzfw@huian.example", "zdb@huian.example", "xnb@huian.example")
    assert [a.name.rpartition(".")[2] for a in letter.attachments] == ["docx", "xlsx"]
    assert "对账结果：平衡" in letter.text


def test_charts_are_pictures_for_a_mail() -> None:
    picture = charts.funnel(counted().totals)
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (1140, 420)
    assert len(picture) < 150_000


def test_without_a_chinese_font_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    charts.chinese_font.cache_clear()
    with pytest.raises(charts.NoChineseFont, match="fonts-noto-cjk"):
        charts.funnel(counted().totals)
    charts.chinese_font.cache_clear()

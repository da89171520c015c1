"""The findings and their page say the same; every sentence tells what was read and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

import parsers.findings
from parsers.findings import TABLE, Code, Weight, finding
from parsers.refusal import REFUSALS, Refusal
from tests.parsers.books import f1, row

ASKS = [code for code, (weight, _) in TABLE.items() if weight in (Weight.NOTE, Weight.INCOMPLETE)]


def test_every_code_has_its_sentence() -> None:
    assert set(TABLE) == set(Code)
    assert set(REFUSALS) == set(Refusal)


def test_docs_list_exactly_the_findings_there_are() -> None:
    page = Path(parsers.findings.__file__).parent.parent / "docs" / "findings.md"
    assert page.read_text("utf-8") == parsers.findings.page(), "run: python -m parsers.findings > docs/findings.md"


def test_a_sentence_names_row_serial_and_column_as_the_sender_knows_them() -> None:
    said = finding(Code.DATE_INVALID, row=7, seq="3", column="解决时限", field="due", value="6.31")
    assert said.message == "第7行（序号3）“解决时限”的“6.31”不是有效日期，请按“年-月-日”的格式更正。"


@pytest.mark.parametrize("code", ASKS)
def test_a_sentence_about_a_cell_says_what_was_read_and_what_is_wanted(code: Code) -> None:
    sentence = TABLE[code][1]
    assert "请" in sentence or "{reason}" in sentence
    assert "{value}" in sentence or "{filled}" in sentence or "{reason}" in sentence or code in _OF_NO_VALUE


#: a row that is hidden, a cell that is empty: there is nothing to quote
_OF_NO_VALUE = (Code.HIDDEN_ROW, Code.WITHOUT_HEADER, Code.DUE_DEFAULT)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"需协调事项": None}, "第3行（序号1）“需协调事项”未填写，请写明请哪个单位做什么。"),
        ({"需协调事项": "/"}, "第3行（序号1）“需协调事项”填“/”，视同未填写，请写明请哪个单位做什么。"),
        ({"问题类别": "土地"}, "第3行（序号1）问题类别所填“土地”推定为“用地”，如有不符请更正。"),
        (
            {"联系人及电话": "项目股"},
            "第3行（序号1）“联系人及电话”所填“项目股”中没有电话号码，请补填手机号码或带区号的固定电话。",
        ),
        (
            {"协调层级": "很高"},
            "第3行（序号1）“协调层级”所填“很高”无法识别，请填写部门级、县级、市级、省级或国家级。",
        ),
    ],
)
def test_the_sender_is_told_in_her_own_words_for_the_column(changes: dict[str, object], sentence: str) -> None:
    assert [said.message for said in row(f1(changes)).findings] == [sentence]

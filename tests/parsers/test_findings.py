"""The findings and their page say the same."""

from __future__ import annotations

from pathlib import Path

import parsers.findings
from parsers.findings import TABLE, Code, finding
from parsers.refusal import REFUSALS, Refusal


def test_every_code_has_its_sentence() -> None:
    assert set(TABLE) == set(Code)
    assert set(REFUSALS) == set(Refusal)


def test_docs_list_exactly_the_findings_there_are() -> None:
    page = Path(parsers.findings.__file__).parent.parent / "docs" / "findings.md"
    assert page.read_text("utf-8") == parsers.findings.page(), "run: python -m parsers.findings > docs/findings.md"


def test_a_sentence_names_row_serial_and_column_as_the_sender_knows_them() -> None:
    said = finding(Code.DATE_INVALID, row=7, seq="3", column="解决时限", field="due", value="6.31")
    assert said.message == "第7行（序号3）“解决时限”的“6.31”不是有效日期，请更正。"

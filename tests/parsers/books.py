"""Workbooks in two or three lines: what a unit sends, without the unit."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from parsers.context import ReadContext
from parsers.reading import read_file
from parsers.result import FileReading, Row, TableReading

HEADER = ["序号", "项目名称", "问题类别", "存在问题", "需协调事项", "协调层级", "牵头单位", "解决时限", "联系人及电话"]
GOOD: dict[str, Any] = {
    "序号": 1,
    "项目名称": "城北路网工程",
    "问题类别": "用地",
    "存在问题": "新增建设用地计划指标缺口一百二十亩，无法组卷上报",
    "需协调事项": "请县国土资源局统筹安排用地指标",
    "协调层级": "部门级",
    "牵头单位": "县国土资源局",
    "解决时限": "6月20日",
    "联系人及电话": "项目股 0595-00001234",
}
CONTEXT = ReadContext(year=2018, month=6)


def book(sheets: Mapping[str, Iterable[Sequence[Any]]] | Iterable[Sequence[Any]], merges: Sequence[str] = ()) -> bytes:
    """An xlsx of one or several sheets; `merges` are of the first."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def line(header: Sequence[str] = HEADER, **changes: Any) -> list[Any]:
    """A good row under a header, with changes by label."""
    return [{**GOOD, **changes}.get(label) for label in header]


def f1(*rows: Mapping[str, Any], header: Sequence[str] = HEADER) -> bytes:
    """An F1 sheet: title, header in row 2, then good rows with changes from row 3 on."""
    return book([["审批服务问题汇总表"], header, *(line(header, **row) for row in rows)])


def read(content: bytes, name: str = "汇总表.xlsx", context: ReadContext = CONTEXT) -> FileReading:
    return read_file(content, name, context)


def table(content: bytes, context: ReadContext = CONTEXT) -> TableReading:
    """The only table of a workbook."""
    reading = read(content, context=context)
    assert len(reading.tables) == 1, reading.as_json()
    return reading.tables[0]


def row(content: bytes, context: ReadContext = CONTEXT) -> Row:
    """The only data row of a workbook."""
    (only,) = table(content, context).data
    return only


def codes(reading: FileReading | Row) -> set[str]:
    return {finding.code.value for finding in reading.findings}

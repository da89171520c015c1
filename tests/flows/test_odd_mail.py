"""Mails that cannot be read as a whole, and several files of one mail that say the same."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from flows.stages import process
from parsers.refusal import Refusal, Refused
from tests.flows.county import FOREST, LABELS, County, sheet, words

FORESTRY, OWNER = "lyj@huian.example", "jingbei@owner.example"


def test_a_mail_that_kills_the_reader_is_answered_by_its_headers_and_the_others_are_processed(
    town: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = process.in_child

    def dies(function: Callable[..., object], raw: bytes, *rest: object) -> object:
        if b"deadly" in raw:
            raise Refused(Refusal.TOO_LARGE, "读取所需的时间或内存")
        return original(function, raw, *rest)

    monkeypatch.setattr(process, "in_child", dies)
    town.write("06-06 09:50", OWNER, "deadly", files={"汇总表.xlsx": sheet(FOREST)})
    town.write("06-06 09:51", FORESTRY, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    assert [(m["outcome"], m["from"]) for m in town.inbox()] == [("rejected", OWNER), ("accepted", FORESTRY)]
    assert town.inbox()[0]["reason"]["code"] == "unreadable_attachment"
    town.run("dispatch", "06-06 10:05")
    (answer,) = town.letters(OWNER)
    assert answer["X-Gongjian-Kind"] == "M02c"
    assert "读取所需的时间或内存" in words(answer)


def printed(content: bytes) -> bytes:
    """The rows of a workbook as the table of a Word document, lines broken elsewhere."""
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in load_workbook(BytesIO(content)).worksheets[0].values
    ]
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text[:3] + "\n" + text[3:] if len(text) > 12 else text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_printed_copy_of_a_sheet_is_kept_and_no_second_submission(town: County) -> None:
    book = sheet(FOREST)
    town.write("06-06 09:50", OWNER, files={"汇总表（盖章）.docx": printed(book), "汇总表.xlsx": book})
    town.run("intake", "06-06 10:00")
    (message,) = town.inbox()
    assert [(a["outcome"], a["reason"] and a["reason"]["code"], a["rows"]) for a in message["attachments"]] == [
        ("evidence", "printed_copy", 0),
        ("read", None, 1),
    ]
    assert [row["number"] for row in town.ledger()] == ["GJ2018-0001"]
    town.run("dispatch", "06-06 10:05")
    assert words(town.letters(OWNER)[-1]).count("第3行") <= 1


def test_a_document_that_says_more_than_the_sheet_is_read_too(town: County) -> None:
    other = [*FOREST]
    other[LABELS.index("项目名称")] = "另一项目"
    files = {"补充.docx": printed(sheet(other)), "汇总表.xlsx": sheet(FOREST)}
    town.write("06-06 09:50", OWNER, files=files)
    town.run("intake", "06-06 10:00")
    assert [a["outcome"] for a in town.inbox()[0]["attachments"]] == ["read", "read"]
    assert len(town.ledger()) == 2


def test_a_server_whose_clock_runs_ahead_makes_no_return_late(town: County) -> None:
    town.write("06-12 09:00", FORESTRY, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:00")
    town.run("dispatch", "06-06 10:05")
    assert town.inbox()[0]["received_at"] == "2018-06-06T10:00:00+08:00"
    assert "迟报" not in words(town.letters(FORESTRY)[-1])

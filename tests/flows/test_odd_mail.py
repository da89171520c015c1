"""Mails that cannot be read as a whole, and several files of one mail that say the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.stages import process
from parsers.refusal import Refusal, Refused
from tests.flows.county import FOREST, County, sheet, words

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

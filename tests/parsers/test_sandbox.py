"""The child: whatever a file does to it, the answer is a refusal, in time, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import parsers.budget
import parsers.sandbox
from parsers.context import ReadContext
from parsers.findings import Code
from parsers.grid import Workbook, read_grids
from parsers.quoting import html_to_text, tame
from parsers.reading import read_file
from parsers.refusal import Refusal, Refused
from parsers.sandbox import in_child
from tests.corpus.sheets import zipped
from tests.parsers.books import f1, read


def process() -> int:
    """The child that is warm now."""
    in_child(abs, 1)
    assert parsers.sandbox._child is not None
    return parsers.sandbox._child.process.pid


def test_a_child_that_aborts_is_a_refusal_and_the_next_file_is_read() -> None:
    pid = process()
    with pytest.raises(Refused) as refused:
        in_child(os.abort)
    assert refused.value.code is Refusal.TOO_LARGE
    assert not Path(f"/proc/{pid}").exists()  # not even as a zombie
    assert read(f1({})).outcome == "read"


def test_memory_has_an_end() -> None:
    pid = process()
    with pytest.raises(Refused, match="读取所需的内存"):
        in_child(bytes, 2 << 30)
    assert process() == pid  # it said so itself, and lives


@pytest.mark.parametrize(
    ("function", "argument"), [(time.sleep, 60), (signal.raise_signal, signal.SIGXCPU)], ids=["stalls", "computes"]
)
def test_time_has_an_end_and_is_not_spent_twice(
    function: Callable[..., object], argument: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = process()
    monkeypatch.setattr(parsers.budget, "WALL_SECONDS", 0.5)
    with pytest.raises(Refused, match="读取所需的时间"):
        in_child(function, argument)
    assert parsers.sandbox._child is None  # no fresh one was tried
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(
    "markup",
    ["<!--" * 50_000, "<![if " * 50_000, "<" * 50_000, "<a " * 50_000, "<style>" * 50_000, "<table><td>" * 20_000],
    ids=["comments", "declarations", "angles", "tags", "styles", "tables"],
)
def test_markup_without_an_end_ends(markup: str) -> None:
    start = time.process_time()
    html_to_text(markup)
    assert time.process_time() - start < 3


def test_tame_markup_says_what_it_said() -> None:
    markup = "<style><!-- p{a<b} --></style><p>甲<b>乙</b> 1<2 <!--[if mso]>丙<![endif]--><![if !mso]>丁<![endif]></p><"
    assert html_to_text(markup) == html_to_text(tame(markup)) == "甲乙 1<2 丁\n<"


def test_a_file_has_one_time_for_all_that_is_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsers.budget, "WALL_SECONDS", 2.0)

    def slowly(content: bytes, name: str) -> Workbook:
        time.sleep(1.2)
        return read_grids(content, name)

    archive = zipped({f"{n}.xlsx": f1({}) for n in range(5)})
    start = time.monotonic()
    reading = read_file(archive, "报送.zip", ReadContext(read_grids=slowly))
    assert time.monotonic() - start < 4
    assert [member.outcome for member in reading.members][1:] == ["refused"] * 4
    assert {said.code for said in reading.findings} == {Code.MEMBER_REFUSED}

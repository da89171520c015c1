"""The human view of `gongjian read`: what was read, how it is understood, and what is wrong, on any screen."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from flows.reading_view import show_readings
from parsers.refusal import Refusal
from parsers.result import FileReading, Reason
from tests.parsers.books import f1, read


def view(monkeypatch: pytest.MonkeyPatch, *readings: FileReading, width: int = 160) -> tuple[bool, Sequence[str]]:
    """What is printed on a screen of a width, line by line, and whether all was read."""
    screen = io.StringIO()
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout", screen)
    good = show_readings(readings)
    return good, screen.getvalue().split("\n")


SHEET = f1({"解决时限": "6月底前"}, {"序号": 2, "问题类别": "土地", "协调层级": "很高"})


def test_a_finding_is_marked_at_its_cell_and_told_below_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = view(monkeypatch, read(SHEET))
    assert any("incomplete" in line and "很高 [2]" in line for line in lines)
    assert any(
        "[2]" in line and "请填写部门级、县级、市级、省级或国家级" in line and "tier_unknown" in line for line in lines
    )


def test_a_cell_shows_what_it_is_understood_as_where_that_is_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = view(monkeypatch, read(SHEET))
    shown = "\n".join(lines)
    assert "6月底前" in shown and "→2018-06-30" in shown
    assert "土地 →用地 [1]" in shown


def test_counts_of_rows_and_files_and_what_the_verdicts_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    good, lines = view(monkeypatch, read(SHEET), read(b"", "空.xlsx"))
    assert not good
    assert "2 rows: 1 accepted · 1 incomplete" in lines
    assert "Files: 1 read, 1 refused   2 rows: 1 accepted · 1 incomplete" in lines
    assert any("待补正" in line for line in lines)


def test_a_refused_file_says_why_to_the_operator_and_to_its_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = view(monkeypatch, read(b"", "空.xlsx"))
    assert "refused (empty_file): it has no content at all (0 bytes)." in lines
    assert "its sender is told: 文件为空（0字节），请重新保存后报送。" in lines


@pytest.mark.parametrize("width", [72, 100, 160, 240])
def test_no_line_is_wider_than_the_screen_and_columns_without_room_are_named(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    _, lines = view(monkeypatch, read(SHEET), width=width)
    assert max(map(cell_len, lines)) <= width
    left_out = any("no room here for" in line for line in lines)
    assert left_out == (width < 160)


def test_a_name_cannot_steer_the_terminal_or_the_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = view(monkeypatch, read(SHEET, "[bold]\x1b[2J\u202exslx.表.xlsx"))
    assert lines[0].startswith("[bold]�[2J�xslx.表.xlsx")


def test_of_several_problems_in_a_cell_each_line_shows_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = "1.新增建设用地计划指标缺口较大无法上报\n2.使用林地定额不足尚未取得审核同意"
    _, lines = view(monkeypatch, read(f1({"存在问题": problem})), width=240)
    first = next(line for line in lines if "3.1" in line)
    assert "→新增建设用地" in first and "使用林地" not in first
    assert sum("已分开登记" in line for line in lines) == 1


@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_is_explained_in_english(monkeypatch: pytest.MonkeyPatch, code: Refusal) -> None:
    refused = FileReading("表.xlsx", "", None, "refused", Reason(code.value, "请重新报送。"))
    _, lines = view(monkeypatch, refused)
    assert any(line.startswith(f"refused ({code}): ") and line.endswith(".") for line in lines)

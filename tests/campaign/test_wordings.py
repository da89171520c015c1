"""Marks for nothing, states, who is waited for, and choices, as people write them (forms.md 5.2-5.6)."""

from __future__ import annotations

import pytest

from campaign.blanks import is_blank, is_error, is_same_as_above, reports_none, says_nothing
from campaign.forms import F3, F4, F5
from campaign.vocabulary import Status, WaitingOn, levels_written
from campaign.wordings import choice_written, status_written, waiting_on_written


@pytest.mark.parametrize(
    "text", ["", "　", "无", "無", "无。", "（无）", "暫無", "没有", "/", "——", "-－-", "N/A", "#REF!"]
)
def test_marks_for_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "无锡路", "无人机", "不涉及", "待定", "？", "#1地块", "没有批复"])
def test_what_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["同上", "同　上", "（同上）", "同上。", "同前", "同上一行", "如上", "〃", "″", '"', "''"]
)
def test_marks_that_copy_the_cell_above(text: str) -> None:
    assert is_same_as_above(text)


@pytest.mark.parametrize("text", ["同上，另缺口二十亩", "同意", "上", "同上次会议纪要"])
def test_what_copies_nothing(text: str) -> None:
    assert not is_same_as_above(text)


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "無",
        "无！",
        "没有",
        "未发现问题",
        "暂未发现问题",
        "目前没有问题",
        "不存在问题",
        "本月无问题",
        "经排查，我局无问题",
        "無問題",
        "暂无需要协调解决的事项",
        "没有需要县里协调的问题",
    ],
)
def test_words_that_report_nothing(text: str) -> None:
    assert reports_none(text)


@pytest.mark.parametrize("text", ["没有解决", "无用地指标", "未解决问题", "没有批复", "无法组卷", "问题"])
def test_words_that_report_something(text: str) -> None:
    assert not reports_none(text)


@pytest.mark.parametrize(
    "text", ["见附件", "详见附件1", "附后", "见附表二。", "具体情况详见附件", "如附件所示", "详见情况说明"]
)
def test_texts_that_point_elsewhere(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(f"用地指标不足，{text}")


def test_error_values_kept_as_text() -> None:
    assert is_error("#DIV/0!") and is_error("####") and not is_error("#3楼")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("√", Status.DONE),
        ("已完成", Status.DONE),
        ("已辦結", Status.DONE),
        ("已取得批复", Status.DONE),
        ("已办结，申请销号", Status.DONE),
        ("×", Status.WORKING),
        ("部分办结", Status.WORKING),
        ("基本完成", Status.WORKING),
        ("已完成80%", Status.WORKING),
        ("没有办结", Status.WORKING),
        ("暂不能销号", Status.WORKING),
        ("已上报", Status.WORKING),
        ("办理中（待市局批复）", Status.WORKING),
        ("未办结，需县里协调", Status.ESCALATE),
        ("需市里支持", Status.ESCALATE),
        ("等业主补充材料", Status.OWNER),
        ("不属于我局职责", Status.NOT_OURS),
        ("申请延期至6月30日", Status.EXTEND),
        ("已完成前期工作", None),
    ],
)
def test_states(text: str, status: Status | None) -> None:
    assert status_written(text) == status


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("環評單位", WaitingOn.INTERMEDIARY),
        ("財政評審中心", WaitingOn.DEPARTMENT),
        ("县直部门", WaitingOn.DEPARTMENT),
        ("我局", WaitingOn.DEPARTMENT),
        ("县国土局（正在审核）", WaitingOn.DEPARTMENT),
        ("自然资源部", WaitingOn.SUPERIOR),
        ("市局", WaitingOn.SUPERIOR),
        ("县市场监管局", WaitingOn.DEPARTMENT),
        ("城投公司", WaitingOn.OWNER),
        ("县领导", WaitingOn.COUNTY),
        ("天气", None),
    ],
)
def test_who_is_waited_for(text: str, holder: WaitingOn | None) -> None:
    assert waiting_on_written(text) == holder


@pytest.mark.parametrize(
    ("choices", "text", "choice"),
    [
        (F3["green_channel"].choices, "不是", "否"),
        (F3["green_channel"].choices, "未纳入", "否"),
        (F3["green_channel"].choices, "☑", "是"),
        (F3["project_type"].choices, "續建項目", "在建(续建)"),
        (F3["project_type"].choices, "在建", None),
        (F3["sector"].choices, "水利", "农林水利"),
        (F4["node_state"].choices, "超期未完成", "逾期未完成"),
        (F4["node_state"].choices, "未完成", None),
        (F5["preparation"].choices, "正在编制", "编制中"),
        (F5["preparation"].choices, "已取得（2018.5.3）", "已取得"),
        (F5["preparation"].choices, "未取得", None),
    ],
)
def test_choices(choices: tuple[str, ...], text: str, choice: str | None) -> None:
    assert choice_written(text, choices) == choice


@pytest.mark.parametrize(
    ("text", "levels"), [("縣級", ("县",)), ("省/市重点", ("省", "市")), ("城市建设", ()), ("市政工程", ())]
)
def test_levels(text: str, levels: tuple[str, ...]) -> None:
    assert levels_written(text) == levels

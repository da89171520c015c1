"""What the key projects office may write to a list of projects, and what is left alone because it is not clear."""

from __future__ import annotations

import pytest

from campaign.batch_replies import Answer, BatchReply, UnclearReply, read_batch_reply
from tests.campaign.small import small_campaign

PROJECTS = small_campaign().catalogue.projects
PROVINCE, CITY, COUNTY = LISTED = tuple(project.code for project in PROJECTS)


def read(text: str, listed: tuple[str, ...] = LISTED) -> BatchReply | UnclearReply | None:
    return read_batch_reply(text, 2, listed, PROJECTS)


def taken(text: str) -> tuple[str, ...]:
    reply = read(text)
    assert isinstance(reply, BatchReply), reply
    return reply.codes


def why(text: str, listed: tuple[str, ...] = LISTED) -> str:
    reply = read(text, listed)
    assert isinstance(reply, UnclearReply), reply
    return reply.why


@pytest.mark.parametrize(
    "text",
    [
        "同意纳入台账 第2批",
        "同意纳入台账第二批。",
        "你办名单收悉。\n同意将第2批3个项目全部纳入台账管理。\n县重点办 值班",
        "经研究，我办同意纳入总台账管理",
        "同意。",
    ],
)
def test_the_whole_list(text: str) -> None:
    assert taken(text) == LISTED


@pytest.mark.parametrize(
    "text",
    [
        "同意纳入台账 第2批，除县2018-01外",
        "除螺城老旧片区雨污分流一期外，同意第2批纳入台账",
        "同意纳入台账第2批，其中县2018—1暂不纳入，业主资金未落实",
        "不纳入 县2018-01，业主资金未落实\n其余同意纳入台账",
        "同意纳入台账 第2批\n县2018-01（螺城老旧片区雨污分流一期）除外",
    ],
)
def test_the_list_but_for_some(text: str) -> None:
    assert taken(text) == (PROVINCE, CITY)


@pytest.mark.parametrize(
    "text",
    [
        "同意纳入台账 省2018-03、市2018-01",
        "同意将滨海通道崇武至山霞段工程和县城北片区路网工程2个项目纳入台账管理",
        "同意纳入台账：\n1. 省2018-03 滨海通道崇武至山霞段工程\n2. 市2018-01 县城北片区路网工程",
    ],
)
def test_only_those_that_are_named(text: str) -> None:
    assert taken(text) == (PROVINCE, CITY)


def test_none_with_the_reason() -> None:
    reply = read("不纳入台账 第2批，本周先消化第1批项目")
    assert isinstance(reply, BatchReply)
    assert (reply.answer, reply.codes, reply.reason) == (Answer.NONE, (), "本周先消化第1批项目")


def test_a_bare_refusal_is_one() -> None:
    reply = read("不同意，资料不全。")
    assert isinstance(reply, BatchReply)
    assert (reply.answer, reply.reason) == (Answer.NONE, "资料不全")


def test_the_reason_may_stand_before_the_refusal() -> None:
    reply = read("本批与扫尾工作重叠，第2批暂不纳入台账。")
    assert isinstance(reply, BatchReply)
    assert (reply.answer, reply.reason) == (Answer.NONE, "本批与扫尾工作重叠")


@pytest.mark.parametrize("text", ["收到，谢谢。", "请查收。\n联系人：项目股"])
def test_what_says_nothing_of_the_list_is_no_answer(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("同意纳入台账 第3批", "待确认的是第2批，不是第3批"),
        ("同意纳入台账 第2批，待资金落实后执行", "意见带有条件或询问，未予执行"),
        ("是否同意纳入台账？", "意见带有条件或询问，未予执行"),
        ("县2018-01暂不纳入台账", "其余项目是否纳入未写明"),
        ("同意纳入台账 省2018-03、01", "“01”不能理解"),
        ("同意纳入台账 第2批，县2018-01", "是整批纳入还是只纳入所列项目不明"),
        ("同意纳入台账，同时请住建局加快审批", "不能理解"),
    ],
)
def test_what_is_not_clear_changes_nothing(text: str, told: str) -> None:
    assert told in why(text)


def test_a_project_that_is_not_on_the_list_is_told() -> None:
    assert why("同意纳入台账 县2018-01", LISTED[:2]) == "县2018-01不在第2批名单内"

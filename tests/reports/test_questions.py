"""M09: every line printed for an office to reply is one that the reader of orders takes as meant."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from campaign.letters import Letter
from campaign.orders import Order, read_orders
from campaign.problem import Problem, Proposal, Report, State
from campaign.questions import HeldMail, OtherUnit, Questions, questions
from reports.letters.questions import questions as letter_of
from tests.reports.sample import at, campaign, month

NOON = at("06-07 11:00")
ROAD = Problem(90, Report("滨海大通道崇武至山霞", problem="林地定额不足"), State.PENDING, reporters=("A04",))
MARKET = Problem(91, Report("东岭农贸市场改造", problem="地块未纳入批次"), State.PENDING, reporters=("B13",))
HELD = HeldMail("<1@x.example>", "somebody@elsewhere.example", "问题汇总表", NOON, is_forged=False)
FORGED = HeldMail("<2@x.example>", "gtj@huian.example", "紧急<b>附件</b>", NOON, is_forged=True)
OTHER = OtherUnit("<3@x.example>", "B08", "国土局汇总表.xlsx", "所填单位为“县国土资源局”，已按来件单位登记。", NOON)


def asked(
    office: str, *problems: Problem, held: tuple[HeldMail, ...] = (), others: tuple[OtherUnit, ...] = ()
) -> Letter:
    about = questions(campaign(), office, problems, held, others)
    return letter_of(campaign(), campaign().directory[office], about, NOON)


def replies(letter: Letter) -> list[str]:
    return re.findall("可回复：(.+)", letter.text)


def read(line: str) -> Order:
    info = campaign().settings.campaign
    (order,) = read_orders(line, info.number_prefix, info.number_width)
    assert isinstance(order, Order)
    return order


def test_each_reply_about_a_project_is_understood() -> None:
    lines = replies(asked("T02", ROAD, MARKET))
    assert [(read(line).verb.value, read(line).rest) for line in lines] == [
        ("纳入", "滨海大通道崇武至山霞 对应 省2018-03"),
        ("纳入", "滨海大通道崇武至山霞"),
        ("不纳入", "滨海大通道崇武至山霞 〔原因〕"),
        ("纳入", "东岭农贸市场改造"),
        ("不纳入", "东岭农贸市场改造 〔原因〕"),
    ]


def test_each_reply_about_a_repeated_problem_is_understood() -> None:
    one, other = (replace(p, state=State.REGISTERED, lead="T02", ended_at=None) for p in month()[:2])
    later = replace(other, proposals=(Proposal(one.number or "", 0.83),))
    letter = asked("T02", one, later)
    assert [read(line).verb.value for line in replies(letter)] == ["合并", "不合并"]
    assert [read(line).numbers for line in replies(letter)] == [(other.number, one.number)] * 2


@pytest.mark.parametrize(
    ("letter", "subject"),
    [
        (asked("T02", MARKET), "请确认：1个项目未在重点项目目录内，是否纳入"),
        (asked("T01", held=(HELD,)), "请确认：1封来件未予受理"),
        (asked("T01", held=(HELD, FORGED), others=(OTHER,)), "请确认：3项（2封未受理来件、1份单位不一致的材料）"),
    ],
)
def test_the_subject_says_what_is_asked(letter: Letter, subject: str) -> None:
    assert letter.subject == f"【审批服务攻坚】{subject}"


def test_what_a_stranger_wrote_is_shown_as_text() -> None:
    letter = asked("T01", held=(FORGED,))
    assert letter.html is not None and "<b>附件</b>" not in letter.html
    assert "可能系冒用" in letter.text


def test_a_flood_of_strange_mails_is_counted_and_not_listed_in_full() -> None:
    flood = tuple(replace(HELD, message_id=f"<{n}@x.example>", sender=f"{n}@elsewhere.example") for n in range(50))
    letter = asked("T01", held=flood)
    assert letter.text.count("@elsewhere.example") == 20
    assert "另有30封" in letter.text


def test_the_key_tells_the_set_of_questions_and_not_the_hour() -> None:
    assert asked("T02", ROAD, MARKET).key == asked("T02", ROAD, MARKET).key
    assert asked("T02", ROAD).key != asked("T02", ROAD, MARKET).key
    assert asked("T02", replace(ROAD, entry=99)).key != asked("T02", ROAD).key


def test_the_projects_are_the_key_projects_offices_question_and_the_mailbox_is_the_centres() -> None:
    about = {office: questions(campaign(), office, [MARKET], [HELD], [OTHER]) for office in ("T01", "T02")}
    assert (len(about["T01"].projects), len(about["T01"].held), len(about["T01"].others)) == (0, 1, 1)
    assert (len(about["T02"].projects), len(about["T02"].held), len(about["T02"].others)) == (1, 0, 0)


def test_nothing_to_ask_is_nothing() -> None:
    assert not questions(campaign(), "T02", [], [HELD], [OTHER])
    assert Questions() == questions(campaign(), "T02", month(), [], [])

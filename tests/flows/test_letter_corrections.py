"""M24 by mail: exactly those who had the letter hear what was wrong in it."""

from __future__ import annotations

from email.message import EmailMessage

from tests.flows.county import FOREST, County, sheet, words

CENTRE, PROJECTS, FORESTRY = "xzfw@huian.example", "zdb@huian.example", "lyj@huian.example"


def reply(town: County, when: str, sender: str, letter: EmailMessage, text: str) -> str:
    headers = {"In-Reply-To": str(letter["Message-ID"])}
    town.write(when, sender, text, subject=f"Re: {letter['Subject']}", **headers)
    town.run("intake", f"{when[:-2]}30")
    town.run("dispatch", f"{when[:-2]}31")
    return words(town.letters(sender, "M02")[-1])


def recipients(town: County, kind: str) -> list[list[str]]:
    return [[*letter["to"], *letter["cc"]] for letter in town.outbox() if letter["kind"] == kind]


def test_both_offices_hear_of_an_error_in_the_digest(town: County) -> None:
    town.run("check", "06-06 08:30")
    town.run("dispatch", "06-06 08:31")
    digest = town.letters(PROJECTS, "M07")[-1]
    receipt = reply(town, "06-06 09:00", PROJECTS, digest, "更正：登记挂号0个应为1个")
    assert "GZ-001已发原收件单位：县行政服务中心管委会、县重点项目建设领导小组办公室" in receipt
    assert recipients(town, "M24") == recipients(town, "M07")
    told = words(town.letters(CENTRE, "M24")[-1])
    assert "2018年6月6日发出的“日报第1期（6月6日）" in told
    assert "原文：登记挂号0个\n　　更正为：1个" in told


def test_a_letter_to_one_unit_is_corrected_to_that_unit_alone(town: County) -> None:
    town.run("check", "06-05 10:00")
    town.run("dispatch", "06-05 10:01")
    notice = town.letters(FORESTRY, "M01")[-1]
    reply(town, "06-05 11:00", CENTRE, notice, "更正：6月8日18:00应为6月8日17:00")
    assert recipients(town, "M24") == [[FORESTRY]]


def test_without_a_letter_nothing_goes_out(town: County) -> None:
    town.write("06-06 09:00", CENTRE, "更正 日报第7期：登记挂号0个应为1个")
    town.run("intake", "06-06 09:05")
    town.run("dispatch", "06-06 09:06")
    assert "没有发出过日报第7期" in words(town.letters(CENTRE, "M02")[-1])
    assert recipients(town, "M24") == []


def test_the_centre_is_asked_about_digests_that_left_before_the_books_balanced_again(town: County) -> None:
    stranger = [*FOREST]
    stranger[1] = "东岭农贸市场改造"
    town.write("06-06 09:00", "jingbei@owner.example", files={"汇总表.xlsx": sheet(stranger)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-25 08:30")
    town.write("06-25 10:30", PROJECTS, "不纳入 东岭农贸市场改造")
    town.run("intake", "06-25 10:35")
    town.run("check", "06-26 08:30")
    town.run("check", "06-26 15:00")
    town.run("dispatch", "06-26 15:01")
    asked = words(town.letters(CENTRE, "M09")[-1])
    assert "（6月25日08:30发出）" in asked
    assert "6月26日08:30发出" not in asked
    assert "应为〔正确内容〕" in asked

"""待确认事项 (M09): what a coordinator is asked by mail, and what becomes of the answer (A16, A17; T2, T3, T5, T20)."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.flows.county import FOREST, County, saved, sheet

OWNER = "jingbei@owner.example"
FORESTRY = "lyj@huian.example"
PROJECTS = "zdb@huian.example"
CENTRE = "xzfw@huian.example"
MARKET = "东岭农贸市场改造"
NEAR = "滨海大通道崇武至山霞"


def named(name: str, problem: str | None = None) -> list[str]:
    return [FOREST[0], name, FOREST[2], problem or FOREST[3], *FOREST[4:]]


def reported(town: County, *rows: list[str], unit: str = FORESTRY, when: str = "06-06 09:50") -> None:
    town.write(when, unit, files={"汇总表.xlsx": sheet(*rows)})
    town.run("intake", when)


def asked(town: County, office: str = PROJECTS) -> list[str]:
    """The texts of M09 that an office has got."""
    return [mail.get_body(("plain",)).get_content() for mail in town.letters(office, "M09")]


def round_of(town: County, when: str) -> None:
    town.run("check", when)
    town.run("dispatch", when)


def answer(town: County, when: str, text: str) -> None:
    town.write(when, PROJECTS, text, In_Reply_To=town.letters(PROJECTS, "M09")[-1]["Message-ID"])
    town.run("intake", when)


def test_a_project_outside_the_catalogue_is_asked_about_with_the_projects_that_may_be_meant(town: County) -> None:
    reported(town, named(NEAR), named(MARKET))
    round_of(town, "06-06 15:00")
    (letter,) = town.letters(PROJECTS, "M09")
    assert letter["Subject"] == "【审批服务攻坚】请确认：2个项目未在重点项目目录内，是否纳入"
    (text,) = asked(town)
    assert f"可回复：纳入 {NEAR} 对应 省2018-03" in text
    assert "省2018-03　滨海通道崇武至山霞段工程（惠安径北交通建设有限公司），相似度" in text
    assert f"可回复：不纳入 {MARKET} 〔原因〕" in text
    assert "县林业局报送：使用林地面积11.2公顷" in text
    assert asked(town, CENTRE) == []


def test_the_same_set_of_questions_is_asked_once_and_a_new_one_anew(town: County) -> None:
    reported(town, named(MARKET))
    round_of(town, "06-06 15:00")
    round_of(town, "06-07 08:30")
    assert len(asked(town)) == 1
    reported(town, named(NEAR), when="06-06 17:00")
    round_of(town, "06-07 15:00")
    assert len(asked(town)) == 2 and MARKET in asked(town)[1]


def test_nothing_is_sent_when_nothing_is_open(town: County) -> None:
    reported(town, list(FOREST), unit=OWNER)
    round_of(town, "06-07 08:30")
    assert asked(town) == asked(town, CENTRE) == []


def test_t3_the_answer_names_the_project_and_the_row_is_numbered_under_it(town: County) -> None:
    reported(town, named(NEAR))
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"纳入 {NEAR} 对应 省2018-03")
    (problem,) = town.ledger()
    assert (problem["state"], problem["project_code"], problem["number"]) == ("REGISTERED", "省2018-03", "GJ2018-0001")
    round_of(town, "06-07 08:30")
    assert len(asked(town)) == 1
    (told,) = town.letters(FORESTRY, "M02d")
    assert "已纳入并登记挂号" in told.get_body(("plain",)).get_content()


def test_t5_what_another_unit_has_reported_of_that_project_is_not_doubled(town: County) -> None:
    reported(town, list(FOREST), unit=OWNER)
    reported(town, named(NEAR), when="06-06 10:10")
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"纳入 {NEAR} 对应 省2018-03")
    assert [problem["state"] for problem in town.ledger()] == ["REGISTERED", "MERGED"]
    assert town.ledger()[0]["reporters"] == ["B08", "A04"]
    town.run("dispatch", "06-06 14:05")
    (told,) = town.letters(FORESTRY, "M02d")
    assert "已合并至所列编号" in told.get_body(("plain",)).get_content()
    assert "GJ2018-0001" in told.get_body(("plain",)).get_content()


def test_an_answer_that_names_no_project_of_the_catalogue_does_nothing_and_says_why(town: County) -> None:
    reported(town, named(MARKET))
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"纳入 {MARKET} 对应 省2018-99")
    assert town.ledger()[0]["state"] == "PENDING"
    town.run("dispatch", "06-06 14:05")
    (receipt,) = town.letters(PROJECTS, "M02")
    assert "“省2018-99”不是重点项目目录内的项目编号或项目名称" in receipt.get_body(("plain",)).get_content()


def test_a_placeholder_left_as_it_stands_is_no_reason(town: County) -> None:
    reported(town, named(MARKET))
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"不纳入 {MARKET} 〔原因〕。")
    assert town.ledger()[0]["state"] == "PENDING"


def test_the_question_is_answered_once_for_later_rows_too(town: County) -> None:
    reported(town, named(NEAR))
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"纳入 {NEAR} 对应 省2018-03")
    reported(town, named(NEAR, "建筑方案三次修改仍未通过专家审查，退距不足"), when="06-07 09:00")
    assert [problem["project_code"] for problem in town.ledger()] == ["省2018-03", "省2018-03"]
    round_of(town, "06-08 08:30")
    assert len(asked(town)) == 1


def test_the_answer_shows_in_the_ledger_from_its_own_instant_on(town: County) -> None:
    reported(town, named(NEAR))
    round_of(town, "06-06 15:00")
    answer(town, "06-06 14:00", f"纳入 {NEAR} 对应 省2018-03")
    town.set("06-06 13:59")
    assert [(problem["state"], problem["project_code"]) for problem in town.ledger()] == [("PENDING", None)]


@pytest.mark.parametrize(
    ("written", "state"), [("滨海通道崇武至山霞工程", "REGISTERED"), ("滨海通道崇武至小岞段工程", "PENDING")]
)
def test_t2_an_owner_s_slip_of_the_pen_is_seen_but_another_place_is_asked_about(
    town: County, written: str, state: str
) -> None:
    reported(town, named(written), unit=OWNER)
    assert town.ledger()[0]["state"] == state


def test_a_coordinator_hears_once_of_mails_that_were_held(town: County) -> None:
    town.write("06-06 09:00", "somebody@elsewhere.example", subject="问题汇总表", files={"汇总表.xlsx": sheet(FOREST)})
    failed = "mail.huian.example; dkim=fail header.d=owner.example; spf=fail smtp.mailfrom=owner.example; dmarc=fail"
    town.write("06-06 09:10", OWNER, subject="报送", Authentication_Results=failed)
    town.run("intake", "06-06 09:20")
    round_of(town, "06-06 15:00")
    (text,) = asked(town, CENTRE)
    assert "somebody@elsewhere.example" in text and "发件邮箱不在通讯录内" in text
    assert "发件人身份认证未通过，可能系冒用" in text
    assert asked(town) == []
    town.write("06-06 16:00", "other@elsewhere.example", subject="广告")
    town.run("intake", "06-06 16:10")
    round_of(town, "06-07 08:30")
    assert "somebody@elsewhere.example" not in asked(town, CENTRE)[1]


def other_unit(head: str, name: str = "汇总表.xlsx") -> dict[str, bytes]:
    """A 汇总表 whose head names a unit."""
    book = load_workbook(BytesIO(sheet(FOREST)))
    book.active["A2"] = f"填报单位（盖章）：{head}"  # type: ignore[index]  # a book of ours has a page
    return {name: saved(book)}


def receipt_of(town: County, address: str) -> str:
    (letter,) = [mail for mail in town.letters(address) if mail["X-Gongjian-Kind"] in {"M02", "M02b"}]
    return str(letter.get_body(("plain",)).get_content())


def test_a_sheet_that_names_another_unit_is_its_senders_and_both_are_told(town: County) -> None:
    town.write("06-06 09:00", OWNER, files=other_unit("县国土资源局"))
    town.run("intake", "06-06 09:05")
    round_of(town, "06-06 15:00")
    assert town.ledger()[0]["reporters"] == ["B08"]
    assert "所填单位为“县国土资源局”，与来件单位惠安径北交通建设有限公司不一致" in receipt_of(town, OWNER)
    (text,) = asked(town, CENTRE)
    assert "所填单位与来件单位不一致" in text


@pytest.mark.parametrize("head", ["县林业局", "惠安县林业局", "县林业局资源股", "縣林業局"])
def test_a_section_and_other_ways_to_write_the_unit_are_the_unit(town: County, head: str) -> None:
    town.write("06-06 09:00", FORESTRY, files=other_unit(head, "县国土资源局汇总表.xlsx"))
    town.run("intake", "06-06 09:05")
    town.run("dispatch", "06-06 09:10")
    assert "不一致" not in receipt_of(town, FORESTRY)


def test_two_sections_of_a_department_report_side_by_side(town: County) -> None:
    first = {"资源股汇总表.xlsx": other_unit("县林业局资源股")["汇总表.xlsx"]}
    town.write("06-06 09:00", FORESTRY, files=first)
    book = sheet(named("县城北片区路网工程", "使用林地可行性报告编制单位未按期提交，影响组卷"))
    town.write("06-06 10:00", "ck-lyj@huian.example", files={"窗口汇总表.xlsx": book})
    town.run("intake", "06-06 10:05")
    assert [problem["reporters"] for problem in town.ledger()] == [["A04"], ["A04"]]


@pytest.mark.parametrize(("sender", "noted"), [("hdyq@huian.example", False), (FORESTRY, True)])
def test_a_committee_without_its_name_is_resolved_by_its_sender(town: County, sender: str, noted: bool) -> None:
    town.write("06-06 09:00", sender, files=other_unit("管委会"))
    town.run("intake", "06-06 09:05")
    town.run("dispatch", "06-06 09:10")
    assert ("与来件单位" in receipt_of(town, sender)) is noted


def test_a_file_name_speaks_where_no_head_does(town: County) -> None:
    town.write("06-06 09:00", FORESTRY, files={"县国土资源局问题汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")
    town.run("dispatch", "06-06 09:10")
    assert "所填单位为“县国土资源局”" in receipt_of(town, FORESTRY)

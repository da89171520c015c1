"""Clauses of the plan as the county's mail shows them (docs/clauses.md)."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.flows.county import FOREST, LABELS, County, sheet, words

OWNER, FORESTRY = "jingbei@owner.example", "lyj@huian.example"
CENTRE, PROJECTS, GOVERNMENT = "xzfw@huian.example", "zdb@huian.example", "zfb@huian.example"


def row(**cells: str) -> tuple[str, ...]:
    """The row of the forest land with other words in some columns."""
    return tuple(cells.get(label, cell) for label, cell in zip(LABELS, FOREST, strict=True))


def test_d2_any_mailbox_of_a_unit_reports_for_it(town: County) -> None:
    unit = next(u for u in town.desk.campaign.should_report() if len(u.addresses) > 1)
    town.write("06-06 09:00", unit.addresses[-1], "我单位零报告")
    town.run("intake", "06-06 09:05")
    assert [mail["unit"] for mail in town.inbox()] == [unit.code]
    town.run("check", "06-06 17:00")
    assert unit.code not in next(check for check in town.checks() if check["code"] == "C1-1")["units"]


def test_d37_d81_both_offices_get_the_same_issue_with_the_same_totals(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-07 08:30")
    town.run("dispatch", "06-07 08:31")
    one, other = (town.letters(office, "M07")[-1] for office in (CENTRE, PROJECTS))
    assert re.findall(r"第\d+期|挂号\d+|销号\d+", one["Subject"]) == re.findall(
        r"第\d+期|挂号\d+|销号\d+", other["Subject"]
    )
    assert "登记挂号1个" in words(one) and "登记挂号1个" in words(other)


def test_d43_county_problems_go_to_the_government_office_with_copies_to_both_offices(town: County) -> None:
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(row(需协调层级="县级"))})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-12 09:00")
    town.run("dispatch", "06-12 09:01")
    (listed,) = (letter for letter in town.outbox() if letter["kind"] == "M11")
    assert (listed["to"], set(listed["cc"])) == ([GOVERNMENT], {CENTRE, PROJECTS})


def test_d57_a_unit_gets_its_own_numbers_only(town: County) -> None:
    land = row(序号="2", 问题类别="用地", 存在问题="用地指标不足，农转用批次无法组卷上报", 牵头单位="县国土资源局")
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST, land)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-09 09:30")
    town.run("dispatch", "06-09 09:31")
    for address, own, others in (
        (FORESTRY, "GJ2018-0001", "GJ2018-0002"),
        ("gtj@huian.example", "GJ2018-0002", "GJ2018-0001"),
    ):
        (handoff,) = town.letters(address, "M06")
        assert own in words(handoff) and others not in words(handoff)


def test_a10_where_zero_reports_are_off_words_alone_are_no_return(town: County) -> None:
    campaign = town.desk.campaign
    roster = campaign.settings.roster.model_copy(update={"zero_reports": False})
    settings = campaign.settings.model_copy(update={"roster": roster})
    strict = replace(town, desk=replace(town.desk, campaign=replace(campaign, settings=settings)))
    strict.write("06-06 09:00", FORESTRY, "我局零报告")
    strict.run("intake", "06-06 09:05")
    strict.run("check", "06-06 17:00")
    assert "A04" in next(check for check in strict.checks() if check["code"] == "C1-1")["units"]


def test_a18_what_fits_no_category_waits_and_an_office_decides(town: County) -> None:
    noise = row(
        问题类别="",
        存在问题="村民因施工噪音多次阻挠进场，工期延误两个月",
        **{"需协调解决（上报）事项": "请镇政府出面调解"},
    )
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(noise)})
    town.run("intake", "06-06 09:05")
    assert [problem["state"] for problem in town.ledger()] == ["PENDING"]
    town.run("check", "06-07 08:30")
    town.run("dispatch", "06-07 08:31")
    assert "不予受理 滨海通道崇武至山霞段工程" in words(town.letters(CENTRE, "M07")[-1])


def test_d15_what_is_reported_as_other_is_put_before_the_office_that_leads(town: County) -> None:
    other = row(问题类别="其他", 存在问题="项目红线内有文物保护单位，迁移方案尚未报批")
    town.write("06-06 09:00", OWNER, files={"汇总表.xlsx": sheet(other)})
    town.run("intake", "06-06 09:05")
    town.run("check", "06-07 08:30")
    town.run("dispatch", "06-07 08:31")
    assert "【问题归类】GJ2018-0001：按“其他”报送1个" in words(town.letters(CENTRE, "M07")[-1])
    assert "问题归类" not in words(town.letters(PROJECTS, "M07")[-1])


def test_a12_a_new_problem_after_the_last_day_is_registered_and_its_sender_told_so(town: County) -> None:
    town.write("07-02 09:00", OWNER, files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "07-02 09:05")
    town.run("dispatch", "07-02 09:06")
    (receipt,) = town.letters(OWNER, "M02")
    assert "活动已结束，已转后续跟踪登记" in receipt["Subject"]
    assert "迟报" not in words(receipt)

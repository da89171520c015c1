"""The county's list by mail: its meeting's day comes back by reply, and the next list tells what has changed."""

from __future__ import annotations

from tests.flows.county import FOREST, County, sheet, words

OWNER, PROJECTS, GOVERNMENT, FORESTRY = (
    *("jingbei@owner.example", "zdb@huian.example"),
    *("zfb@huian.example", "lyj@huian.example"),
)
#: two rows of one department, the second asks the county
ASK = (*FOREST[:3], "林地报批涉及国有林场地块权属调整", "请县政府召开协调会研究", "县级", *FOREST[6:])


def listed(town: County, when: str) -> str:
    town.run("check", when)
    town.run("dispatch", when)
    return words(town.letters(GOVERNMENT, "M11")[-1])


def test_a_day_by_reply_is_told_to_the_unit_and_stands_in_the_next_list(town: County) -> None:
    town.write("06-07 09:00", OWNER, files={"汇总表.xlsx": sheet(ASK)})
    town.run("intake", "06-07 09:05")
    first = listed(town, "06-12 09:00")
    assert "其中尚未确定会议时间的1项" in first
    assert "以来变化" not in first
    letter = town.letters(GOVERNMENT, "M11")[0]
    headers = {"In-Reply-To": str(letter["Message-ID"])}
    town.write("06-12 11:00", GOVERNMENT, "县级会议 GJ2018-0001 6月19日", subject=f"Re: {letter['Subject']}", **headers)
    town.run("intake", "06-12 11:05")
    town.run("dispatch", "06-12 11:06")
    assert "县级会议定于6月19日研究" in words(town.letters(FORESTRY, "M02d")[-1])
    assert "GJ2018-0001（定于6月19日）" in words(town.letters(GOVERNMENT, "M02")[-1])
    second = listed(town, "06-15 09:00")
    assert "6月12日以来变化：事项无增减" in second
    assert "会议时间或意见：定于6月19日" in second
    assert "个工作日）；责任单位：县林业局" in second

"""台账扩围 by mail: the Friday's list, the answer of the key projects office, the handing over to the Centre."""

from __future__ import annotations

from campaign.affairs import Sort
from campaign.ledger_batches import covered, ledger_batches
from db.affairs import affairs_at
from tests.flows.county import County, words

OFFICE, CENTRE = "zdb@huian.example", "xzfw@huian.example"


def under_ledger(town: County) -> frozenset[str]:
    campaign, now = town.desk.campaign, town.clock[0]
    with town.desk.database() as session:
        affairs = affairs_at(session, town.desk.id, now, Sort.BATCH)
    return covered(ledger_batches(campaign.catalogue, affairs, campaign.calendar, now))


def reply(town: County, when: str, text: str, sender: str = OFFICE) -> str:
    """The receipt for an answer to the newest list."""
    letter = town.letters(OFFICE, "M18")[-1]
    headers = {"In-Reply-To": str(letter["Message-ID"])}
    town.write(when, sender, text, subject=f"回复：{letter['Subject']}", **headers)
    hour, minute = when[6:].split(":")
    town.run("intake", f"{when[:6]}{hour}:{int(minute) + 5:02d}")
    town.run("dispatch", f"{when[:6]}{hour}:{int(minute) + 6:02d}")
    return words(town.letters(sender)[-1])


def listed(town: County, when: str = "06-08 15:00") -> None:
    town.run("check", when)
    town.run("dispatch", when)


def test_the_friday_s_list_is_confirmed_and_handed_over_to_the_centre(town: County) -> None:
    before = len(under_ledger(town))
    listed(town)
    (letter,) = town.letters(OFFICE, "M18")
    assert str(letter["Subject"]).endswith("第1批拟纳入台账管理项目名单（8个） [TZ-001]")
    receipt = reply(town, "06-08 16:10", "同意纳入台账 第1批")
    assert "第1批8个项目自即日起纳入台账管理" in receipt
    (handed,) = town.letters(CENTRE, "M18b")
    assert f"由{before}个增至{before + 8}个" in words(handed)
    assert len(under_ledger(town)) == before + 8
    town.run("check", "06-15 15:00")
    (week,) = [check for check in town.checks() if check["code"] == "C2-7" and "06-15" in check["at"]]
    assert (week["result"], week["detail"].endswith("本周新纳入8个")) == ("pass", True)


def test_with_exceptions_the_others_are_taken_and_the_next_list_offers_the_exception_again(town: County) -> None:
    listed(town)
    left = next(line for line in words(town.letters(OFFICE, "M18")[0]).splitlines() if line.startswith("3．"))[
        2:
    ].split()[0]
    assert f"{left}未纳入" in reply(town, "06-08 16:10", f"同意纳入台账 第1批，除{left}外")
    assert left not in under_ledger(town)
    listed(town, "06-15 15:00")
    assert left in words(town.letters(OFFICE, "M18")[-1])


def test_an_answer_that_is_not_clear_changes_nothing(town: County) -> None:
    before = under_ledger(town)
    listed(town)
    receipt = reply(town, "06-08 16:10", "同意纳入台账 第1批，待下周会议确定")
    assert "意见带有条件或询问" in receipt
    assert under_ledger(town) == before
    assert not town.letters(CENTRE, "M18b")


def test_another_office_cannot_confirm_it_and_nobody_twice(town: County) -> None:
    listed(town)
    assert "应由县重点项目建设领导小组办公室提出" in reply(town, "06-08 15:30", "同意纳入台账 第1批", CENTRE)
    reply(town, "06-08 16:10", "同意纳入台账 第1批")
    assert "已确认或已答复" in reply(town, "06-08 17:10", "同意纳入台账 第1批")


def test_a_list_that_nobody_answers_is_renewed_under_its_number(town: County) -> None:
    listed(town)
    listed(town, "06-15 15:00")
    again = town.letters(OFFICE, "M18")[-1]
    assert "第1批" in str(again["Subject"])
    assert "6月8日所送名单尚未确认，以本名单为准" in words(again)
    assert town.letters(CENTRE, "M18")  # C2-7: no batch in a week

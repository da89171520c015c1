"""M12b: who hears that a number has been reported up, who is asked how it stands, and that the answer is taken."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.flows.county import copies, fill_in, words
from tests.flows.lifecycle.conftest import CENTRE, FORESTRY, LAND, OWNER, PROJECTS, QUOTA, Desks


def subjects(desks: Desks, address: str = FORESTRY) -> list[str]:
    return [str(letter["Subject"]).partition("】")[2] for letter in desks.letters(address, "M12b")]


def asked(reported_up: Desks) -> EmailMessage:
    """The inquiry of 20 June, three working days after the decision of the 14th."""
    reported_up.calendar("06-19 15:00")
    reported_up.calendar("06-20 15:00")
    return reported_up.letters(FORESTRY, "M12b")[-1]


def reply(desks: Desks, letter: EmailMessage, text: str, files: dict[str, bytes] | None = None) -> str:
    heads = {"subject": f"回复：{letter['Subject']}", "In_Reply_To": str(letter["Message-ID"])}
    return desks.say("06-21 09:00", FORESTRY, text, files, **heads)


def test_when_both_offices_have_agreed_the_unit_and_the_owner_hear_what_goes_up_to_whom(reported_up: Desks) -> None:
    for address in (FORESTRY, OWNER):
        assert subjects(reported_up, address) == [f"上报结果：第1批1个问题已确认上报 [{QUOTA}]"]
        told = words(reported_up.letters(address, "M12b")[0])
        assert "已于6月14日列入第1批上报" in told
        assert "6月20日前行文上报" in told, "three working days, over the holiday"
        assert "上级部门：福建省林业厅" in told
    assert subjects(reported_up, LAND) == []


def test_after_one_consent_nobody_is_told(listed: Desks) -> None:
    listed.say("06-13 15:30", CENTRE, "同意上报 第1批")
    assert subjects(listed) == []


def test_the_unit_is_asked_every_three_working_days_while_there_is_no_reply(reported_up: Desks) -> None:
    for day in (15, 19, 20, 21, 22, 25, 26):
        reported_up.calendar(f"06-{day} 15:00")
    inquiries = [letter for letter in reported_up.town.outbox() if "/inquiry/" in letter["key"]]
    assert [letter["created_at"][5:10] for letter in inquiries] == ["06-20", "06-25"]
    assert {tuple(letter["to"]) for letter in inquiries} == {(FORESTRY,)}
    assert f"已上报问题跟踪：请反馈省批复进展（第1批） [{QUOTA}]" in subjects(reported_up)


def test_who_has_told_how_it_stands_is_not_asked(reported_up: Desks) -> None:
    reported_up.say("06-19 10:00", FORESTRY, f"{QUOTA}正在办理，省林业厅资源处审查中，预计6月28日办结，等上级批复")
    asked(reported_up)
    assert len(subjects(reported_up)) == 1


@pytest.mark.parametrize("named", [f"{QUOTA} ", ""])
def test_a_reply_in_plain_words_passes_on_what_the_superior_has_said(reported_up: Desks, named: str) -> None:
    reply(reported_up, asked(reported_up), f"{named}省林业厅6月20日批复，同意调剂林地定额4.1公顷。")
    assert reported_up.state(QUOTA) == "IN_PROGRESS"
    assert "I6" in reported_up.town.inbox()[-1]["kinds"]
    assert "上级已批复或答复" in words(reported_up.letters(OWNER, "M02d")[-1])


def test_a_reply_that_there_is_no_reply_yet_is_progress(reported_up: Desks) -> None:
    reply(reported_up, asked(reported_up), "目前仍在省林业厅资源处审查，尚未批复，预计6月28日办结，等上级。")
    assert reported_up.state(QUOTA) == "ESCALATED"
    assert "I3" in reported_up.town.inbox()[-1]["kinds"]


def test_the_sheet_that_comes_with_the_inquiry_is_taken(reported_up: Desks) -> None:
    letter = asked(reported_up)
    (sheet,) = copies(letter).values()
    filled = fill_in(sheet, QUOTA, 办理状态="办理中", 进展情况="省林业厅6月20日批复同意调剂林地定额4.1公顷")
    reply(reported_up, letter, "见附件", {"反馈表.xlsx": filled})
    assert reported_up.state(QUOTA) == "IN_PROGRESS"


def test_the_offices_are_reminded_once_to_send_the_batch_up(reported_up: Desks) -> None:
    for day in (15, 19, 20, 21):
        reported_up.calendar(f"06-{day} 15:00")
    for office in (CENTRE, PROJECTS):
        assert subjects(reported_up, office) == [f"提醒：第1批上报清单（1项）请于6月20日前行文上报 [{QUOTA}]"]

"""M15: on the hour, what units ask to close is put before the office that reviews, with the evidence itself."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.flows.county import copies, words
from tests.flows.lifecycle.conftest import APPROVED, CENTRE, FORESTRY, PROJECTS, QUOTA, WOOD, Desks

SCAN = b"%PDF-1.4 the approval as scanned"


def ask(desks: Desks, when: str = "06-12 10:20", number: str = WOOD, **files: bytes) -> None:
    named = {name.replace("_", "."): content for name, content in files.items()}
    desks.say(when, FORESTRY, f"{number}已于6月11日办结，{APPROVED}，见附件。", files=named)


def requests(desks: Desks, office: str = PROJECTS) -> list[EmailMessage]:
    return desks.letters(office, "M15")


def test_the_office_gets_the_request_with_the_very_file_that_came(desks: Desks) -> None:
    ask(desks, 审核同意书_pdf=SCAN)
    desks.calendar("06-12 11:00")
    (letter,) = requests(desks)
    assert str(letter["Subject"]).endswith(f"请审核销号：1个问题申请销号（附佐证材料） [{WOOD}]")
    assert copies(letter) == {f"{WOOD}_审核同意书.pdf": SCAN}
    for said in (f"佐证材料名称及文号：{APPROVED}", "办结日期：6月11日", "申请单位：县林业局", "随附：审核同意书.pdf"):
        assert said in words(letter)
    assert requests(desks, CENTRE) == []


def test_requests_of_an_hour_come_in_one_mail_and_a_file_for_several_numbers_once(desks: Desks) -> None:
    desks.say("06-12 10:10", FORESTRY, f"{WOOD}、4号已办结，{APPROVED}，见附件。", files={"同意书.pdf": SCAN})
    desks.calendar("06-12 11:00")
    desks.calendar("06-12 12:00")
    (letter,) = requests(desks)
    assert copies(letter) == {f"{WOOD}等2个_同意书.pdf": SCAN}


def test_it_is_answered_with_the_words_it_offers(desks: Desks) -> None:
    ask(desks)
    desks.calendar("06-12 11:00")
    (letter,) = requests(desks)
    offered = words(letter).partition("符合销号条件的，可直接回复：")[2].splitlines()[0]
    quoted = "\n".join(f"> {line}" for line in words(letter).splitlines())
    answer = {"subject": f"Re: {letter['Subject']}", "In_Reply_To": str(letter["Message-ID"])}
    desks.say("06-12 14:00", PROJECTS, f"{offered}\n\n{quoted}", **answer)
    assert desks.state(WOOD) == "CLOSED"


@pytest.mark.parametrize(("said", "state"), [("材料齐全，同意销号。", "CLOSED"), ("退回，缺批复原件。", "IN_PROGRESS")])
def test_a_reply_about_one_number_needs_not_name_it(desks: Desks, said: str, state: str) -> None:
    ask(desks)
    desks.calendar("06-12 11:00")
    (letter,) = requests(desks)
    answer = {"subject": f"回复：{letter['Subject']}", "In_Reply_To": str(letter["Message-ID"])}
    desks.say("06-12 14:00", PROJECTS, said, **answer)
    assert desks.state(WOOD) == state


def test_both_offices_review_what_was_ever_reported_up(reported_up: Desks) -> None:
    ask(reported_up, "06-21 10:20", QUOTA)
    reported_up.calendar("06-21 11:00")
    for office in (PROJECTS, CENTRE):
        assert f"{QUOTA}曾列入上报，须两个单位均同意方可销号" in words(requests(reported_up, office)[-1])


def test_what_is_too_big_is_named_instead(desks: Desks) -> None:
    big = SCAN + b"0" * desks.town.desk.campaign.settings.letters.enclosed_bytes
    ask(desks, 审核同意书_pdf=big, 图纸_pdf=SCAN)
    desks.calendar("06-12 11:00")
    (letter,) = requests(desks)
    assert list(copies(letter)) == [f"{WOOD}_图纸.pdf"]
    assert f"可向系统管理员调阅：“审核同意书.pdf”（{WOOD}）" in words(letter)


def test_a_request_that_waits_for_too_long_is_reminded_of_once_a_day(desks: Desks) -> None:
    ask(desks, 审核同意书_pdf=SCAN)
    desks.calendar("06-12 11:00")
    for when in ("06-13 09:00", "06-14 09:00", "06-14 10:00"):
        desks.calendar(when)
    assert [len(copies(one)) for one in requests(desks)] == [1, 0]
    reminder = requests(desks)[-1]
    assert str(reminder["Subject"]).endswith(f"请审核销号：1个已超过审核时限 [{WOOD}]")
    assert "已待审核2个工作日" in words(reminder)


def test_what_was_decided_meanwhile_is_not_asked(desks: Desks) -> None:
    ask(desks)
    desks.say("06-12 10:40", PROJECTS, f"同意销号 {WOOD}")
    desks.calendar("06-12 11:00")
    assert requests(desks) == []

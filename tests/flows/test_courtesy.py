"""Thanks for our letters end the conversation; anything else in words is answered."""

from __future__ import annotations

import pytest

from tests.flows.county import FOREST, County, sheet

OWNER, CENTRE = "jingbei@owner.example", "xzfw@huian.example"


def replied(town: County, text: str, **headers: str) -> dict[str, object]:
    """What became of the reply to the receipt."""
    letter = town.answer("06-06 09:50", OWNER, 汇总表_xlsx=sheet(FOREST))
    town.write("06-06 10:30", OWNER, text, In_Reply_To=letter["Message-ID"], **headers)
    town.run("intake", "06-06 10:35")
    town.run("dispatch", "06-06 10:36")
    return town.inbox()[-1]


@pytest.mark.parametrize("text", ["收到，谢谢！", "已阅", "好的"])
def test_thanks_for_a_receipt_are_kept_and_not_answered(town: County, text: str) -> None:
    message = replied(town, text)
    assert (message["outcome"], message["kinds"]) == ("ignored", ["I11"])
    assert message["reason"] == {"code": "courtesy", "message": "thanks for a letter of ours; nothing to answer"}
    assert len(town.letters(OWNER)) == 1


def test_the_quoted_letter_below_is_not_what_the_sender_says(town: County) -> None:
    quoted = "收到\n\n------------------ 原始邮件 ------------------\n发件人: 攻坚办\n主题: 收件回执\n\n请核对。"
    assert replied(town, quoted)["reason"]["code"] == "courtesy"  # type: ignore[index]


@pytest.mark.parametrize("text", ["收到，汇总表见附件", "收到，但第3行写错了", "截止到几号？"])
def test_words_that_say_something_are_answered(town: County, text: str) -> None:
    assert replied(town, text)["outcome"] != "ignored"
    assert len(town.letters(OWNER)) == 2


def test_a_first_mail_without_its_attachment_is_still_told_so(town: County) -> None:
    for text in ("汇总表见附件", "好的"):
        town.write("06-06 09:50", OWNER, text, message_id=f"<{len(text)}@owner.example>")
    town.run("intake", "06-06 10:00")
    town.run("dispatch", "06-06 10:01")
    assert [letter["X-Gongjian-Kind"] for letter in town.letters(OWNER)] == ["M02c", "M02c"]

"""T15 to T18: asked to be struck off, reviewed by somebody else, sent back, reopened under the same number."""

from __future__ import annotations

import pytest

from tests.flows.county import words
from tests.flows.lifecycle.conftest import (
    CENTRE,
    EFFICIENCY,
    FORESTRY,
    LAND,
    OWNER,
    PROJECTS,
    QUOTA,
    WOOD,
    Desks,
)

NUMBERED = "批复文号惠林〔2018〕12号"


def struck_off(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    desks.say("06-12 15:00", PROJECTS, f"同意销号 {WOOD}")


def test_t15_by_the_sheet_with_the_number_of_the_document(desks: Desks) -> None:
    assert "已提交牵头单位审核" in desks.asks_to_close("06-12 10:00")
    assert desks.state(WOOD) == "CLOSE_REQ"
    assert "I4" in desks.town.inbox()[-1]["kinds"]


def test_t15_in_plain_words_with_the_number_of_the_document(desks: Desks) -> None:
    told = desks.say("06-12 10:00", FORESTRY, f"{WOOD}、4号已解决，{NUMBERED}")
    assert "未写明办结日期，按来件日期2018-06-12登记" in told
    assert [desks.state(n) for n in (WOOD, QUOTA)] == ["CLOSE_REQ", "CLOSE_REQ"]


def test_t15_in_plain_words_with_the_document_itself(desks: Desks) -> None:
    desks.say(
        "06-12 10:00", FORESTRY, f"{WOOD}已于6月11日办结，见附件。", files={"审核同意书.pdf": b"%PDF-1.4 approved"}
    )
    assert desks.state(WOOD) == "CLOSE_REQ"


def test_t15_the_owner_asks_for_what_lies_with_it(desks: Desks) -> None:
    desks.say("06-12 10:00", OWNER, f"{WOOD}已办结，{NUMBERED}审核同意书已取得。")
    assert desks.state(WOOD) == "CLOSE_REQ"


@pytest.mark.parametrize(
    ("words_", "why"),
    [
        (f"{WOOD}已解决。", "佐证材料"),
        (f"{WOOD}已办结，已口头沟通。", "佐证材料"),
        (f"{WOOD}已办结，佐证：受理通知书（惠林受〔2018〕3号）", "受理凭证不作为销号依据"),
        (f"{WOOD}已办结，审核同意书稍后补报。", "请随邮件附佐证材料"),
    ],
)
def test_t15_refused_without_evidence(desks: Desks, words_: str, why: str) -> None:
    assert why in desks.say("06-12 10:00", FORESTRY, words_)
    assert desks.state(WOOD) == "ASSIGNED"


def test_t15_refused_a_mere_receipt_in_the_sheet(desks: Desks) -> None:
    told = desks.asks_to_close("06-12 10:00", evidence="惠林受〔2018〕3号 受理通知书")
    assert "受理凭证不作为销号依据" in told
    assert desks.state(WOOD) == "ASSIGNED"


def test_t15_refused_by_a_unit_that_is_not_responsible(desks: Desks) -> None:
    assert "应由责任单位或项目业主单位提出" in desks.say("06-12 10:00", LAND, f"{WOOD}已解决，{NUMBERED}")
    assert desks.state(WOOD) == "ASSIGNED"


@pytest.mark.parametrize("said", ["将于6月15日前解决", "部分已解决，剩余手续正在办理", "尚未解决，等待业主补充材料"])
def test_t15_refused_what_is_still_to_come_is_progress(desks: Desks, said: str) -> None:
    desks.say("06-12 10:00", FORESTRY, f"{WOOD}{said}，{NUMBERED}")
    assert desks.state(WOOD) == "IN_PROGRESS"


def test_t16_the_lead_office_strikes_the_number_off_and_the_applicant_hears(desks: Desks) -> None:
    struck_off(desks)
    assert desks.state(WOOD) == "CLOSED"
    (letter,) = desks.letters(FORESTRY, "M16")
    assert f"{WOOD} 已对号销号" in letter["Subject"]


def test_t16_an_answer_to_the_letter_about_one_number_needs_not_name_it(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    desks.say("06-12 15:00", PROJECTS, "材料齐全，同意销号。\n\n发自我的iPhone", subject=f"Re: 请审核销号 [{WOOD}]")
    assert desks.state(WOOD) == "CLOSED"


def test_t16_refused_the_office_that_does_not_lead(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    assert "应由审核单位" in desks.say("06-12 15:00", CENTRE, f"同意销号 {WOOD}")
    assert desks.state(WOOD) == "CLOSE_REQ"


def test_t16_refused_the_applicant_does_not_review_itself(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    assert "由活动统筹单位作出" in desks.say("06-12 15:00", FORESTRY, f"同意销号 {WOOD}")
    assert desks.state(WOOD) == "CLOSE_REQ"


def test_t16_where_the_lead_office_is_itself_responsible_the_other_one_reviews(desks: Desks) -> None:
    desks.say("06-11 09:00", PROJECTS, f"改派 {WOOD} 县重点办")
    filled = desks.asks_to_close("06-12 10:00", sender=FORESTRY)
    assert "应由责任单位" in filled
    desks.say("06-12 10:30", OWNER, f"{WOOD}已办结，{NUMBERED}审核同意书已取得。")
    assert "应由审核单位" in desks.say("06-12 15:00", PROJECTS, f"同意销号 {WOOD}")
    desks.say("06-12 16:00", CENTRE, f"同意销号 {WOOD}")
    assert desks.state(WOOD) == "CLOSED"


def test_t16_what_was_ever_reported_up_needs_both_offices(reported_up: Desks) -> None:
    reported_up.say("06-21 10:00", FORESTRY, f"{QUOTA}审核同意书已取得，闽林地审〔2018〕402号，申请销号。")
    assert "待另一办公室确认" in reported_up.say("06-21 15:00", PROJECTS, f"同意销号 {QUOTA}")
    assert reported_up.state(QUOTA) == "CLOSE_REQ"
    reported_up.say("06-21 16:00", CENTRE, f"同意销号 {QUOTA}")
    assert reported_up.state(QUOTA) == "CLOSED"


def test_t17_sent_back_with_a_reason_that_the_applicant_reads_as_written(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    desks.say("06-12 15:00", PROJECTS, f"退回 {WOOD}，佐证材料仅为初审意见（不是批复），请补充。")
    assert (desks.state(WOOD), desks.of(WOOD)["light"]) == ("IN_PROGRESS", "yellow")
    assert "佐证材料仅为初审意见（不是批复），请补充" in words(desks.letters(FORESTRY, "M16")[-1])


def test_t17_refused_without_a_reason(desks: Desks) -> None:
    desks.asks_to_close("06-12 10:00")
    assert "未写明原因" in desks.say("06-12 15:00", PROJECTS, f"退回 {WOOD}")
    assert desks.state(WOOD) == "CLOSE_REQ"


def test_t18_a_recheck_reopens_the_number_as_it_is(desks: Desks) -> None:
    struck_off(desks)
    desks.say("06-20 10:00", EFFICIENCY, f"恢复 {WOOD}，原因：回头看发现审核同意书未实际取得")
    row = desks.of(WOOD)
    assert (row["state"], row["number"]) == ("IN_PROGRESS", WOOD)
    for unit in (FORESTRY, OWNER):
        assert "恢复办理" in words(desks.letters(unit, "M02d")[-1])


def test_t18_refused_without_a_reason_or_by_the_office_that_does_not_lead(desks: Desks) -> None:
    struck_off(desks)
    assert "未写明原因" in desks.say("06-20 10:00", EFFICIENCY, f"恢复 {WOOD}")
    assert "应由牵头单位或效能办提出" in desks.say("06-20 11:00", CENTRE, f"恢复 {WOOD} 批复未取得")
    assert desks.state(WOOD) == "CLOSED"


def test_t18_refused_what_is_not_struck_off_is_not_reopened(desks: Desks) -> None:
    assert "不能办理此事项" in desks.say("06-20 10:00", EFFICIENCY, f"恢复 {WOOD} 批复未取得")
    assert desks.state(WOOD) == "ASSIGNED"

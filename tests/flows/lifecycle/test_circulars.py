"""专项督查, 通报, 整改 by real mail: listed, inspected, drafted, signed, rectified (M19, M22, M23, D68-D75)."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from tests.flows.county import copies, words
from tests.flows.lifecycle.conftest import CENTRE, EFFICIENCY, FORESTRY, LAND, PROJECTS, QUOTA, WOOD, Desks

TITLE = "关于惠安县2018年“审批服务攻坚月”活动进展情况的通报"


@pytest.fixture
def listed(desks: Desks) -> Desks:
    """On 22 June at 17:30: nobody has answered a handoff or a slip."""
    desks.calendar("06-15 17:30")
    desks.calendar("06-19 08:30")
    desks.calendar("06-22 17:30")
    return desks


@pytest.fixture
def drafted(listed: Desks) -> Desks:
    listed.calendar("06-25 15:00")
    return listed


def reply(desks: Desks, when: str, sender: str, kind: str, text: str, files: dict[str, bytes] | None = None) -> str:
    letter = desks.letters(sender, kind)[-1]
    return desks.say(when, sender, text, files, subject=f"Re: {letter['Subject']}", In_Reply_To=letter["Message-ID"])


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def document(letter: EmailMessage) -> bytes:
    (content,) = copies(letter).values()
    return content


def test_the_three_bodies_get_the_units_with_their_reasons_and_a_checklist(listed: Desks) -> None:
    for office in (CENTRE, PROJECTS, EFFICIENCY):
        assert len(listed.letters(office, "M19")) == 2
    letter = listed.letters(EFFICIENCY, "M19")[1]
    assert letter["Subject"].startswith("【审批服务攻坚】专项督查建议名单及问题清单（第2次）：")
    assert letter["Subject"].endswith("[DC-002]")
    told = words(letter)
    assert "县林业局" in told
    assert "（b）在办问题2个，其中红灯2个" in told
    assert "督办第3号未在时限内反馈，至今未反馈" in told
    book = load_workbook(BytesIO(document(letter)))
    assert book.sheetnames == ["督查建议名单", "问题清单", "检查表"]
    assert {WOOD, QUOTA} <= {row[2] for row in book["问题清单"].iter_rows(values_only=True)}


def test_a_list_says_so_when_no_unit_has_a_reason(desks: Desks) -> None:
    for code in [unit.mailboxes[0] for unit in desks.town.desk.campaign.should_report()]:
        desks.town.write("06-08 09:00", code, "我单位经排查无问题，零报告。")
    desks.town.run("intake", "06-09 10:00")
    desks.town.run("check", "06-15 17:30")
    desks.town.run("dispatch", "06-15 17:30")
    letter = desks.letters(EFFICIENCY, "M19")[0]
    assert letter["Subject"].endswith("第1次）：本次无 [DC-001]")


def test_what_an_inspection_found_is_kept_and_told_in_the_next_list(listed: Desks) -> None:
    told = reply(listed, "06-25 16:00", EFFICIENCY, "M19", "督查 县林业局 6月25日 发现：材料积压；结果：限3日内办结。")
    assert "县林业局（第2次名单，6月25日督查情况已登记）" in told
    assert "不在督查建议名单内" in reply(
        listed, "06-25 16:10", EFFICIENCY, "M19", "督查 县人民政府办公室 6月25日 发现：无"
    )
    listed.calendar("06-27 18:10")
    assert "第2次　县林业局：6月25日，发现：材料积压，结果：限3日内办结" in words(listed.letters(EFFICIENCY, "M19")[-1])


def test_a_draft_names_units_and_facts_and_goes_to_those_who_sign_alone(drafted: Desks) -> None:
    letter = drafted.letters(EFFICIENCY, "M22")[0]
    assert letter["Subject"] == f"【审批服务攻坚】请审签：{TITLE}（代拟稿） [TB-001]"
    text = text_of(document(letter))
    for said in (
        "【代拟稿】",
        "一、总体情况",
        "三、存在问题",
        "县林业局在办问题2个，其中红灯2个",
        "四、下一步要求",
        "特此通报。",
    ):
        assert said in text
    assert not drafted.letters(FORESTRY, "M22")
    drafted.calendar("06-29 08:30")
    assert not drafted.letters(FORESTRY, "M22b")


def test_signed_it_goes_to_all_without_the_mark_and_the_units_are_ordered_to_rectify(drafted: Desks) -> None:
    assert "应由县行政服务中心管委会或" in drafted.say("06-26 08:50", "zfb@huian.example", "签发 通报第1号")
    told = reply(drafted, "06-26 09:00", EFFICIENCY, "M22", "签发")
    assert "通报第1号（已印发" in told
    for unit in (FORESTRY, LAND, CENTRE, "zfb@huian.example"):
        assert len(drafted.letters(unit, "M22b")) == 1
    text = text_of(document(drafted.letters(FORESTRY, "M22b")[0]))
    assert "【代拟稿】" not in text
    assert "县林业局在办问题2个，其中红灯2个" in text
    order = drafted.letters(FORESTRY, "M23")[0]
    assert "请于6月29日17:30前整改到位并反馈" in order["Subject"]
    assert "通报第1号已印发" in reply(drafted, "06-26 10:00", CENTRE, "M22", "签发")


def test_the_text_that_the_office_has_corrected_is_what_goes_out(drafted: Desks) -> None:
    own = docx.Document(BytesIO(document(drafted.letters(EFFICIENCY, "M22")[0])))
    own.add_paragraph("经效能办核定。")
    out = BytesIO()
    own.save(out)
    told = reply(
        drafted, "06-26 09:00", EFFICIENCY, "M22", "同意签发，按所附修改稿印发。", {"通报（改）.docx": out.getvalue()}
    )
    assert "已采用，签发后以修改稿印发" in told
    text = text_of(document(drafted.letters(LAND, "M22b")[0]))
    assert "经效能办核定。" in text
    assert "【代拟稿】" not in text


def test_a_signature_under_another_letter_signs_no_circular(drafted: Desks) -> None:
    assert "所回复的不是通报送审件" in reply(drafted, "06-26 09:00", EFFICIENCY, "M19", "同意签发")
    assert not drafted.letters(LAND, "M22b")


def test_a_day_among_the_findings_is_not_the_day_of_the_inspection(listed: Desks) -> None:
    told = reply(listed, "06-25 16:00", EFFICIENCY, "M19", "督查 县林业局 发现：6月1日受理的材料积压；结果：限期办结。")
    assert "县林业局（第2次名单，6月25日督查情况已登记）" in told


def test_more_than_a_unit_behind_a_rectification_is_not_carried_out(drafted: Desks) -> None:
    reply(drafted, "06-26 09:00", EFFICIENCY, "M22", "签发")
    assert "未予执行" in drafted.say("06-28 15:00", EFFICIENCY, "整改到位 县林业局，但窗口仍需加强")


def test_not_signed_nothing_goes_out(drafted: Desks) -> None:
    assert "未写明不予签发的原因" in reply(drafted, "06-26 09:00", CENTRE, "M22", "不予签发")
    assert "不予签发，未发出" in reply(drafted, "06-26 09:10", CENTRE, "M22", "不予签发，数据待核实")
    assert "不予签发" in reply(drafted, "06-26 09:20", EFFICIENCY, "M22", "签发")
    assert "未能理解" in reply(drafted, "06-26 09:30", EFFICIENCY, "M22", "修改后签发")
    assert not drafted.letters(LAND, "M22b")


def test_an_order_is_answered_looked_at_again_and_found_wanting_or_rectified(drafted: Desks) -> None:
    reply(drafted, "06-26 09:00", EFFICIENCY, "M22", "签发")
    told = reply(drafted, "06-27 10:00", FORESTRY, "M23", "我局已逐项整改，积压材料全部办结，并约谈窗口。")
    assert "反馈已登记，由审签单位复查" in told
    assert "须继续整改" in drafted.say("06-27 15:00", EFFICIENCY, "整改不到位 县林业局 仍有2个问题未反馈")
    again = drafted.letters(FORESTRY, "M23")[-1]
    assert "整改不到位，请于7月2日17:30前整改到位并反馈" in again["Subject"]
    assert "整改到位）" in drafted.say("06-28 15:00", EFFICIENCY, "整改到位 县林业局")


def test_the_digest_tells_what_waits_to_be_signed_and_who_has_not_answered(drafted: Desks) -> None:
    drafted.calendar("06-26 08:30")
    told = words(drafted.letters(CENTRE, "M07")[-1])
    assert "签发 通报第1号" in told
    assert "【督办未反馈】督办第3号：县林业局应于6月21日17:30前反馈，逾期未反馈" in told

"""Each message gets exactly one answer, which says what became of every row."""

from __future__ import annotations

from campaign.letters import Letter
from campaign.outcomes import Answer, AttachmentOutcome, OrderOutcome, RowOutcome, RowResult
from reports.letters import receipt
from tests.reports.sample import at, campaign

READ = AttachmentOutcome("汇总表.xlsx", "00", "read", rows=5)


def row(at_row: int, result: RowResult, *notes: str, **more: object) -> RowOutcome:
    known = {"seq": str(at_row - 3), "project_name": "惠女文化园", "problem": "控规为防护绿地，需调整"}
    return RowOutcome("汇总表.xlsx", "Sheet1", at_row, result, notes=notes, **(known | more))  # type: ignore[arg-type]


def answered(**more: object) -> Letter:
    values: dict[str, object] = {
        "serial": "HZ-007",
        "unit": "A04",
        "sender": "lyj@huian.example",
        "subject": "报送汇总表",
        "at": at("06-07 10:20"),
        "attachments": (READ,),
        **more,
    }
    return receipt(campaign(), Answer(**values), "<1@lyj.example>")  # type: ignore[arg-type]


def test_five_rows_registered() -> None:
    rows = tuple(row(n, RowResult.REGISTERED, number=f"GJ2018-000{n}") for n in range(4, 9))
    letter = answered(rows=rows)
    assert letter.kind == "M02"
    assert letter.subject == "【审批服务攻坚】收件回执：县林业局报送问题5个，已登记挂号5个 [HZ-007]"
    assert "第4行（序号1）：登记挂号，编号GJ2018-0004" in letter.text


def test_the_answer_belongs_to_the_message() -> None:
    letter = answered(zero=True)
    assert letter.in_reply_to == "<1@lyj.example>"
    assert letter.references == ("<1@lyj.example>",)
    assert letter.to == ("lyj@huian.example",)
    assert letter.key == "huian-2018/M02/A04/1@lyj.example"


def test_a_row_to_complete_makes_it_a_notice_to_complete() -> None:
    rows = (row(4, RowResult.REGISTERED, number="GJ2018-0004"), row(5, RowResult.PENDING, "请补充“需协调层级”。"))
    letter = answered(rows=rows)
    assert letter.kind == "M02b"
    assert letter.subject == "【审批服务攻坚】补正通知：第5行需补正，请于今日17:30前重新报送 [HZ-007]"
    assert "请补充“需协调层级”" in letter.text
    assert "GJ2018-0004" in letter.text, "what was registered is told too"


def test_completion_in_the_evening_is_due_on_the_next_working_day() -> None:
    rows = (row(5, RowResult.PENDING),)
    assert "请于6月11日17:30前" in answered(rows=rows, at=at("06-08 21:40")).subject  # Friday evening


def test_nothing_readable_is_sent_back_with_the_reason() -> None:
    scan = AttachmentOutcome("扫描件.pdf", "00", "refused", "scan", "文件为扫描图片，没有可读取的表格")
    letter = answered(attachments=(scan,))
    assert letter.kind == "M02c"
    assert letter.subject == "【审批服务攻坚】退回：附件“扫描件.pdf”无法读取，请以xlsx格式重新报送 [HZ-007]"
    assert "文件为扫描图片，没有可读取的表格" in letter.text


def test_a_mail_without_attachment_and_without_serial_has_no_token() -> None:
    letter = answered(attachments=(), serial=None)
    assert letter.subject == "【审批服务攻坚】退回：未发现可读取的汇总表附件，请以xlsx格式重新报送"


def test_a_zero_report_is_told_as_such() -> None:
    letter = answered(zero=True, late=True, at=at("06-11 10:00"))
    assert "县林业局零报告已登记" in letter.subject
    assert "按迟报登记" in letter.text


def test_feedback_and_close_requests_are_counted() -> None:
    rows = (row(5, RowResult.PROGRESS), row(6, RowResult.CLOSE_REQUESTED))
    assert "反馈进展1条已记录，申请销号1个已提交审核" in answered(rows=rows).subject


def test_an_office_is_told_what_was_done_and_what_was_not() -> None:
    done = OrderOutcome("同意销号 GJ2018-0003、0008", "同意销号", ("GJ2018-0003",), (("GJ2018-0008", "尚未申请销号"),))
    doubt = OrderOutcome("不同意销号 GJ2018-0001", None, unclear="有否定词，未予执行")
    letter = answered(unit="T02", attachments=(), orders=(done, doubt))
    assert letter.kind == "M02"
    assert "处理意见执行1项、未执行2项" in letter.subject
    assert "GJ2018-0008：尚未申请销号" in letter.text
    assert "有否定词，未予执行" in letter.text


def test_questions_are_put_to_the_unit() -> None:
    letter = answered(zero=True, questions=("原问题是否撤回？",))
    assert "1．原问题是否撤回？" in letter.text


def test_line_breaks_of_a_sender_cannot_reach_a_header() -> None:
    bad = AttachmentOutcome("表\r\nBcc: x@y.example\r\n.pdf", "00", "refused", "scan", "无法读取")
    subject = answered(attachments=(bad,), subject="a\r\nb").subject
    assert "\r" not in subject
    assert "\n" not in subject


def test_markup_of_a_sender_is_shown_and_not_obeyed() -> None:
    rows = (row(5, RowResult.REGISTERED, "<b>&</b>", project_name="<script>alert(1)</script>{{ frame }}"),)
    letter = answered(rows=rows)
    assert letter.html is not None
    assert "<script" not in letter.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ frame }}" in letter.html
    assert "<script>alert(1)</script>{{ frame }}" in letter.text, "plain text is verbatim"

"""Each message gets exactly one answer, which says what became of every row."""

from __future__ import annotations

from campaign.letters import Attachment, Letter
from campaign.outcomes import Answer, AttachmentOutcome, Copy, OrderOutcome, Remark, RowOutcome, RowResult
from reports.letters import receipt
from tests.reports.sample import at, campaign

READ = AttachmentOutcome("汇总表.xlsx", "00", "read", rows=5)


def row(at_row: int, result: RowResult, *notes: str, **more: object) -> RowOutcome:
    known = {"seq": str(at_row - 3), "project_name": "惠女文化园", "problem": "控规为防护绿地，需调整"}
    where = {"attachment": "汇总表.xlsx", "sheet": "Sheet1"}
    return RowOutcome(row=at_row, result=result, notes=notes, **(where | known | more))  # type: ignore[arg-type]


def asked(at_row: int, note: str = "“需协调层级”未填写，请补充。", **more: object) -> RowOutcome:
    """A row that its unit has to complete."""
    return row(at_row, RowResult.PENDING, note, remarks=(Remark(note, 5, True),), **more)


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
    copies = values.pop("copies", ())
    return receipt(campaign(), Answer(**values), "<1@lyj.example>", copies)  # type: ignore[arg-type]


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
    letter = answered(rows=(row(4, RowResult.REGISTERED, number="GJ2018-0004"), asked(5)))
    assert letter.kind == "M02b"
    assert letter.subject == "【审批服务攻坚】补正通知：第5行需补正，请于今日17:30前重新报送 [HZ-007]"
    assert "“需协调层级”未填写，请补充" in letter.text
    assert "GJ2018-0004" in letter.text, "what was registered is told too"


def test_completion_in_the_evening_is_due_on_the_next_working_day() -> None:
    assert "请于6月11日17:30前" in answered(rows=(asked(5),), at=at("06-08 21:40")).subject  # Friday evening


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


def test_a_row_that_an_office_decides_on_asks_nothing_of_the_unit() -> None:
    rows = (row(4, RowResult.REGISTERED, number="GJ2018-0004"), row(5, RowResult.PENDING, "项目未在重点项目目录内"))
    letter = answered(rows=rows)
    assert letter.kind == "M02"
    assert "报送问题2个，已登记挂号1个，待确认1个" in letter.subject
    assert "第5行由县重点项目建设领导小组办公室核定后登记，结果另行通知，贵单位无需补报" in letter.text


def test_rows_to_complete_and_rows_to_be_decided_on_are_told_apart() -> None:
    letter = answered(rows=(asked(4), row(5, RowResult.PENDING, "项目未在重点项目目录内")))
    assert "第4行需补正" in letter.subject
    assert "报送问题2个，需补正1个，待确认1个" in letter.text


def test_registered_rows_with_a_remark_are_named() -> None:
    note = "问题类别按所填内容推定为“用林”，如有不符请更正。"
    noted = row(4, RowResult.REGISTERED, note, number="GJ2018-0004", remarks=(Remark(note, 2, False),))
    assert "第4行已登记，附有说明，请予核对" in answered(rows=(noted, row(5, RowResult.REGISTERED))).text


def test_what_is_to_be_completed_is_said_before_what_is_only_remarked() -> None:
    both = asked(5)
    both = row(5, RowResult.PENDING, "问题类别推定为“用林”。", *both.notes, remarks=both.remarks)
    assert "说明：“需协调层级”未填写，请补充；问题类别推定为“用林”" in answered(rows=(both,)).text


def test_rows_that_are_no_data_are_told_in_one_line() -> None:
    total = row(6, RowResult.SKIPPED, "第6行为合计行，不作为数据。")
    signed = tuple(row(n, RowResult.SKIPPED, f"第{n}行为说明或签署文字，不作为数据。") for n in (7, 8))
    text = answered(rows=(row(4, RowResult.REGISTERED), total, *signed)).text
    assert "未作为数据的行：第6行为合计行，不作为数据；第7、8行为说明或签署文字，不作为数据。" in text


def test_rows_of_several_files_are_named_with_their_file() -> None:
    rows = (asked(4, attachment="一.xlsx"), asked(6, attachment="二.xlsx"))
    assert "“一.xlsx”第4行，“二.xlsx”第6行需补正" in answered(rows=rows).subject


def test_rows_of_several_sheets_of_one_file_are_named_with_their_sheet() -> None:
    rows = (asked(4, sheet="用地"), asked(4, sheet="用林"))
    assert "“用地”第4行，“用林”第4行需补正" in answered(rows=rows).subject


def test_two_files_of_one_name_are_told_apart() -> None:
    letter = answered(rows=(row(4, RowResult.REGISTERED), row(5, RowResult.REGISTERED), row(4, RowResult.SAME)))
    assert letter.text.count("【逐行处理情况】汇总表.xlsx") == 2
    assert "汇总表.xlsx，第2份（工作表“Sheet1”）" in letter.text


def test_a_long_sheet_shows_its_good_rows_together() -> None:
    good = [row(n, RowResult.REGISTERED, number=f"GJ2018-{n:04d}") for n in range(4, 204)]
    good[100] = asked(104)
    text = answered(rows=tuple(good)).text
    assert "第4至103行：登记挂号，编号GJ2018-0004至GJ2018-0103" in text
    assert "第104行（序号101）：待补正" in text
    assert len(text.splitlines()) < 60


def test_a_long_sheet_of_remarks_is_cut_where_the_copy_tells_them() -> None:
    rows = tuple(row(n, RowResult.REGISTERED, "问题类别推定为“用林”。") for n in range(4, 204))
    whole = answered(rows=(asked(3), *rows))
    assert "另有" not in whole.text
    copy = Copy("汇总表.xlsx", Attachment("汇总表（已标注）.xlsx", b"PK", "application/octet-stream"))
    cut = answered(rows=(*rows, asked(300)), copies=(copy,))
    assert "另有141行的处理情况见标注件" in cut.text
    assert "第300行（序号297）：待补正" in cut.text


def test_many_rows_to_complete_leave_the_subject_readable() -> None:
    subject = answered(rows=tuple(asked(n) for n in range(4, 104))).subject
    assert "第4、5、6、7、8、9、10、11、12、13、14、15等100行需补正" in subject


def test_what_is_said_of_a_file_stands_beside_it() -> None:
    file = AttachmentOutcome("汇总表.xlsx", "00", "read", message="“Sheet2”为隐藏工作表，已一并读取。", rows=1)
    letter = answered(attachments=(file,), rows=(row(4, RowResult.REGISTERED),))
    assert "已读取，读到1行。“Sheet2”为隐藏工作表，已一并读取" in letter.text


def test_a_row_is_named_with_its_file_wherever_there_are_several() -> None:
    waiting = row(5, RowResult.PENDING, "项目未在重点项目目录内", attachment="二.xlsx")
    text = answered(rows=(row(4, RowResult.REGISTERED, attachment="一.xlsx"), waiting)).text
    assert "“二.xlsx”第5行由" in text


def test_the_subject_says_what_all_the_rows_lack() -> None:
    label = "需协调解决（上报）事项及建议"
    note = f"“{label}”未填写，请补充。"
    rows = tuple(row(n, RowResult.PENDING, note, remarks=(Remark(note, 5, True, label),)) for n in (2, 4))
    assert f"补正通知：第2、4行需补充“{label}”，请于今日17:30前重新报送" in answered(rows=rows).subject


def test_rows_that_lack_different_things_are_told_together() -> None:
    first = row(2, RowResult.PENDING, remarks=(Remark("“存在问题”未填写，请补充。", 5, True, "存在问题"),))
    second = row(4, RowResult.PENDING, remarks=(Remark("“联系人及电话”未填写，请补充。", 6, True, "联系人及电话"),))
    assert "补正通知：第2、4行需补正，" in answered(rows=(first, second)).subject


def test_a_zero_report_by_words_announces_no_list() -> None:
    letter = answered(zero=True, attachments=())
    assert "具体情况如下" not in letter.text and "来件未带附件" not in letter.text


def test_a_mail_without_a_subject_is_called_so() -> None:
    assert "来件“（无主题）”" in answered(subject="", zero=True).text


def test_who_sent_no_form_gets_one_to_fill_in() -> None:
    letter = answered(attachments=())
    (form,) = letter.attachments
    assert letter.kind == "M02c" and form.name.endswith("汇总表.xlsx")
    assert "在随附的汇总表（xlsx格式）内填写" in letter.text


def test_after_the_handoff_a_mail_sent_back_is_told_how_progress_is_fed_back() -> None:
    assert "请在交办单所附反馈表内填写后回复" in answered(attachments=(), at=at("06-12 10:00")).text
    assert "请在交办单所附反馈表内填写后回复" not in answered(attachments=()).text

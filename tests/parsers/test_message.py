"""A mail becomes an envelope: own words, quoted words, parts."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.message import read_message
from parsers.quoting import html_to_text, own_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def mail(text: str = "请查收", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "林业局 <lyj@huian.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_the_envelope_of_an_ordinary_return() -> None:
    message = mail(
        Subject="报送汇总表",
        To="gj@huian.example",
        Date="Fri, 08 Jun 2018 10:00:00 +0800",
        Message_ID="<a@huian.example>",
        In_Reply_To="<m01@gj.example>",
        References="<x@gj.example> <m01@gj.example>",
    )
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="汇总表.xlsx")
    envelope = read_message(message.as_bytes())
    assert (envelope.sender, envelope.sender_name) == ("lyj@huian.example", "林业局")
    assert (envelope.subject, envelope.text) == ("报送汇总表", "请查收")
    assert envelope.message_id == "<a@huian.example>"
    assert envelope.in_reply_to == "<m01@gj.example>"
    assert envelope.references == ("<x@gj.example>", "<m01@gj.example>")
    assert envelope.date and envelope.date.isoformat() == "2018-06-08T10:00:00+08:00"
    assert [part.name for part in envelope.parts] == ["汇总表.xlsx"]
    assert envelope.defects == ()


def test_a_missing_or_broken_date_is_no_date() -> None:
    assert read_message(b"From: a@b.example\r\nDate: yesterday\r\n\r\nx").date is None
    assert read_message(b"From: a@b.example\r\n\r\nx").date is None


def test_raw_gbk_in_headers_and_a_gb2312_body_with_gbk_characters() -> None:
    raw = (
        b"From: \xc1\xd6\xd2\xb5\xbe\xd6 <a@b.example>\r\nSubject: "
        + "汇总表".encode("gbk")
        + b"\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "朱镕基㎡".encode("gb18030")
    )
    envelope = read_message(raw)
    assert (envelope.sender_name, envelope.subject, envelope.text) == ("林业局", "汇总表", "朱镕基㎡")


def test_a_nameless_spreadsheet_is_a_part_with_a_name_that_says_so() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n"
        b"--x\r\nContent-Type: application/vnd.ms-excel\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        + b"\r\n--x--\r\n"
    )
    assert [part.name for part in read_message(raw).parts] == ["未命名附件1.xls"]


def test_a_mail_that_is_nothing_but_an_attachment() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: application/octet-stream; name=a.xlsx\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"PK\x03\x04abc")
    )
    envelope = read_message(raw)
    assert [(part.name, part.content) for part in envelope.parts] == [("a.xlsx", b"PK\x03\x04abc")]
    assert envelope.text == ""


def test_a_spreadsheet_wrongly_labelled_multipart_is_found_by_its_first_bytes() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: multipart/appledouble; name=a.xlsx\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"PK\x03\x04abc")
        + b"\r\n--x--\r\n"
    )
    assert read_message(raw).parts[0].content == b"PK\x03\x04abc"


def test_a_forwarded_mail_stays_one_part() -> None:
    inner = mail("里面的", Subject="汇总表")
    inner.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="里.xlsx")
    outer = mail("转发")
    outer.add_attachment(inner)
    envelope = read_message(outer.as_bytes())
    assert envelope.text == "转发"
    assert [(part.name, part.media) for part in envelope.parts] == [("汇总表.eml", "message/rfc822")]
    assert [part.name for part in read_message(envelope.parts[0].content).parts] == ["里.xlsx"]


def test_a_logo_is_inline_and_a_spreadsheet_never_is() -> None:
    message = mail()
    message.add_alternative('<p>请查收</p><img src="cid:logo">', subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline")
    message.add_attachment(
        b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="a.xlsx", disposition="inline"
    )
    message.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="盖章件.jpg")
    parts = read_message(message.as_bytes()).parts
    assert [(part.name, part.inline) for part in parts] == [
        ("未命名附件1.png", True),
        ("a.xlsx", False),
        ("盖章件.jpg", False),
    ]


def test_html_alone_becomes_text() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + "<style>p{}</style><p>同意销号&nbsp;GJ2018-0012</p><blockquote><p>原来的信</p></blockquote>".encode()
    )
    envelope = read_message(raw)
    assert envelope.text == "同意销号 GJ2018-0012"
    assert "原来的信" in envelope.full_text


def test_automatic_mail_says_so() -> None:
    assert read_message(mail(Auto_Submitted="auto-replied").as_bytes()).auto == "auto-replied"
    assert read_message(mail(Auto_Submitted="no").as_bytes()).auto is None


def test_doubtful_senders_are_told() -> None:
    twice = b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nx"
    assert "several From addresses" in read_message(twice).defects
    spoof = b'From: "boss@gov.example" <evil@x.example>\r\n\r\nx'
    assert read_message(spoof).sender == "evil@x.example"
    assert "the sender's name is another address" in read_message(spoof).defects


QUOTES = {
    "163": '在 2018-06-08 09:12:33，"攻坚" <gj@huian.example> 写道：',
    "gmail": "攻坚 <gj@huian.example> 于2018年6月8日周五 上午9:12写道：",
    "english": "On Fri, 8 Jun 2018 09:12, Office <gj@huian.example> wrote:",
    "english, folded": "On Fri, 8 Jun 2018 at 09:12,\nOffice <gj@huian.example> wrote:",
    "qq": '------------------ 原始邮件 ------------------\n发件人: "攻坚";',
    "netease": "-------- 转发邮件信息 --------\n发件人：攻坚",
    "outlook": "-----Original Message-----\nFrom: Office",
    "outlook, Chinese": "-----邮件原件-----\n发件人: 攻坚",
    "outlook 2016": "_______________\n发件人: 攻坚 <gj@huian.example>\n发送时间: 2018年6月8日\n收件人: 林业局",
    "foxmail": "发件人： 攻坚\n发送时间： 2018-06-08 09:12\n收件人： lyj\n主题： 督办",
    "english header block": "From: Office\nSent: Friday\nTo: Forestry\nSubject: x",
}


@pytest.mark.parametrize("mark", QUOTES.values(), ids=QUOTES)
def test_everything_below_the_mark_of_the_old_mail_is_quoted(mark: str) -> None:
    assert (
        own_text(f"同意销号，GJ2018-0012\n\n林业局\n\n{mark}\n不同意 GJ2018-0013\n零报告")
        == "同意销号，GJ2018-0012\n\n林业局"
    )


def test_lines_with_an_angle_are_quoted_and_answers_below_them_are_not() -> None:
    text = "在 2018-06-08 09:12:33，gj@huian.example 写道：\n> 请于今日反馈\n> 谢谢\n\n同意销号 GJ2018-0012"
    assert own_text(text) == "同意销号 GJ2018-0012"


def test_ordinary_sentences_are_not_taken_for_marks() -> None:
    text = "在 6月8日前完成。\n主题：用地问题\n发件人不详"
    assert own_text(text) == text


def test_table_cells_of_html_are_kept_apart() -> None:
    assert html_to_text("<table><tr><td>甲</td><td>乙</td></tr></table>") == "甲\t乙"


@given(st.binary(max_size=400))
def test_no_bytes_make_a_mail_fail(data: bytes) -> None:
    read_message(b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + data)
    read_message(data)

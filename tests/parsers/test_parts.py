"""From a mail to its files: wherever programs hide them, and whatever is no file is told by name."""

from __future__ import annotations

import base64
import binascii
from email.message import EmailMessage

import pytest
from asn1crypto import cms, core

from parsers.limits import Limits
from parsers.message import Envelope, read_message
from parsers.reading import read_part
from tests.parsers.books import CONTEXT, f1, read

SHEET = f1({})


def mail(text: str = "请查收", **files: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "林业局 <lyj@huian.example>"
    message["Subject"] = "汇总表"
    message.set_content(text)
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{name}.xlsx")
    return message


def multipart(*parts: bytes, end: bytes = b"--x--\r\n", subtype: bytes = b"mixed") -> bytes:
    head = b"From: lyj@huian.example\r\nContent-Type: multipart/" + subtype + b"; boundary=x\r\n\r\n"
    return head + b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + end


def attached(content: bytes, headers: bytes = b"Content-Type: application/octet-stream; name=a.xlsx") -> bytes:
    return headers + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)


TEXT = b"Content-Type: text/plain\r\n\r\nplease find"


def refusals(envelope: Envelope) -> list[tuple[str, str | None]]:
    return [(part.name, part.refused.code.value if part.refused else None) for part in envelope.parts]


def uuencoded(content: bytes, name: str) -> str:
    lines = [binascii.b2a_uu(content[start : start + 45]).decode() for start in range(0, len(content), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def test_a_file_uuencoded_in_the_text() -> None:
    envelope = read_message(mail(f"请查收\n\n{uuencoded(SHEET, '汇总表.xlsx')}\n林业局").as_bytes())
    assert [(part.name, part.content) for part in envelope.parts] == [("汇总表.xlsx", SHEET)]
    assert "请查收" in envelope.text and "begin 644" not in envelope.text


def test_words_that_only_begin_like_uuencode_stay_words() -> None:
    text = "begin 644 files\nnothing here\nend"
    assert read_message(mail(text).as_bytes()).text == text


@pytest.mark.parametrize("media", [b"multipart/appledouble", b"text/plain", b"application/pdf", b"image/png"])
def test_a_sheet_is_a_file_whatever_its_part_is_called(media: bytes) -> None:
    part = attached(SHEET, b"Content-Type: " + media + b"\r\nContent-ID: <logo>\r\nContent-Disposition: inline")
    (found,) = read_message(multipart(TEXT, part)).parts
    assert (found.content, found.inline) == (SHEET, False)


def test_a_mail_without_its_end_has_lost_the_end_of_its_last_file() -> None:
    envelope = read_message(multipart(TEXT, attached(SHEET), attached(SHEET)[:-3000], end=b""))
    assert refusals(envelope) == [("a.xlsx", None), ("a.xlsx", "truncated_mail")]
    assert "重新报送" in (read_part(envelope.parts[1], CONTEXT).reason or pytest.fail()).message


def test_a_mail_cut_off_in_its_text_says_so_too() -> None:
    assert refusals(read_message(multipart(TEXT, end=b""))) == [("（来件不完整）", "truncated_mail")]


def test_an_alternative_without_its_end_has_lost_nothing() -> None:
    assert read_message(multipart(TEXT, end=b"", subtype=b"alternative")).parts == ()


def pkcs7(kind: str, inner: bytes) -> bytes:
    if kind == "signed_data":
        content: core.Asn1Value = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [],
                "encap_content_info": {"content_type": "data", "content": inner},
                "signer_infos": [],
            }
        )
    else:
        content = cms.EnvelopedData(
            {
                "version": "v0",
                "recipient_infos": [],
                "encrypted_content_info": {
                    "content_type": "data",
                    "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"0" * 16},
                    "encrypted_content": inner,
                },
            }
        )
    return cms.ContentInfo({"content_type": kind, "content": content}).dump()


def smime(content: bytes) -> bytes:
    headers = b"Content-Type: application/pkcs7-mime; name=smime.p7m"
    return b"From: lyj@huian.example\r\n" + attached(content, headers)


def test_a_signed_mail_is_read_as_the_mail_inside() -> None:
    inner = multipart(TEXT, attached(SHEET)).split(b"\r\n", 1)[1]
    envelope = read_message(smime(pkcs7("signed_data", inner)))
    assert envelope.text == "please find"
    assert [part.content for part in envelope.parts] == [SHEET]


def test_an_encrypted_mail_is_answered() -> None:
    assert refusals(read_message(smime(pkcs7("enveloped_data", b"?")))) == [("smime.p7m", "encrypted_mail")]
    assert refusals(read_message(smime(b"nonsense"))) == [("smime.p7m", "damaged")]


def test_an_openly_signed_mail_needs_no_unwrapping() -> None:
    signature = attached(b"0", b"Content-Type: application/pkcs7-signature; name=smime.p7s")
    parts = read_message(multipart(attached(SHEET), signature, subtype=b"signed")).parts
    assert [part.name for part in parts] == ["a.xlsx"]


QQ = (
    '<div>请查收附件</div><div class="bigatt_bt" title="汇总表（林业局）.xlsx"><a href="https://mail.example/ftn/download?k=1">'
    "进入下载页面</a><span>文件大小：61.2M</span><span>到期时间：2018年07月08日 10:12</span></div>"
)
NETEASE = (
    '<div style="clear:both;height:36px;padding:6px 4px"><b>从网易邮箱大师发来的云附件</b></div><div>'
    '<a href="https://mail.example/large" download="d" filename="项目汇总.zip">项目汇总.zip</a>'
    '<span style="color:#bbb">(61.3M, 2018年07月08日 17:33到期)</span></div>'
)
FOXMAIL = (
    '<div>超大附件</div><p><a href="https://mail.example/ftn?a">附件1.xls</a> (30M) 无限期</p>'
    '<p><a href="https://mail.example/ftn?b">附件2.rar</a> 有效期至2018-07-01</p>'
)
OTHER = '<p>文件太大，已上传文件中转站：<a href="http://disk.example/s/1">汇总表.et</a></p>'


@pytest.mark.parametrize(
    ("markup", "names", "told"),
    [
        (QQ, ["汇总表（林业局）.xlsx"], "2018年07月08日 10:12到期"),
        (NETEASE, ["项目汇总.zip"], "2018年07月08日 17:33到期"),
        (FOXMAIL, ["附件1.xls", "附件2.rar"], ""),
        (OTHER, ["汇总表.et"], "有效期有限"),
    ],
    ids=["QQ", "163", "Foxmail", "other"],
)
def test_a_big_attachment_is_a_link_that_is_told_of_and_never_fetched(markup: str, names: list[str], told: str) -> None:
    message = mail()
    message.add_alternative(f"<html><body>{markup}</body></html>", subtype="html")
    parts = read_message(message.as_bytes()).parts
    assert [part.name for part in parts] == names
    reading = read_part(parts[0], CONTEXT)
    assert reading.reason and reading.reason.code == "linked_attachment"
    assert told in reading.reason.message


def test_a_big_attachment_in_a_mail_of_plain_text() -> None:
    text = "超大附件：\n汇总表.xlsx (61M)\nhttps://mail.example/ftn?k=1\n到期时间：2018-07-08"
    assert refusals(read_message(mail(text).as_bytes())) == [("汇总表.xlsx", "linked_attachment")]


@pytest.mark.parametrize(
    "markup",
    [
        '<p>请从<a href="http://gj.example/汇总表.xlsx">汇总表.xlsx</a>下载模板</p>',
        f"<p>同意</p><blockquote>{QQ}</blockquote>",
        f"<p>同意</p><p>-----原始邮件-----</p><p>发件人: 甲</p>{FOXMAIL}",
        '<p>项目中转站建设进展</p><a href="http://gj.example/">主页</a>',
    ],
    ids=["an ordinary link", "in a quotation", "below the mark of an older mail", "words only"],
)
def test_other_links_are_no_attachments(markup: str) -> None:
    message = mail()
    message.add_alternative(f"<html><body>{markup}</body></html>", subtype="html")
    assert read_message(message.as_bytes()).parts == ()


def test_parts_beyond_the_limit_are_one_refusal() -> None:
    many = mail(**{f"表{number}": SHEET for number in range(5)}).as_bytes()
    assert refusals(read_message(many, Limits(parts=3))) == [
        ("表0.xlsx", None),
        ("表1.xlsx", None),
        ("表2.xlsx", None),
        ("其余附件", "too_many"),
    ]


@pytest.mark.parametrize(("levels", "name"), [(30, "其余附件"), (3000, "全部附件")])
def test_parts_nested_beyond_all_sense_are_one_refusal(levels: int, name: str) -> None:
    raw = b"From: a@b.example\r\n"
    for level in range(levels):
        raw += f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n".encode()
    raw += b"Content-Type: text/plain\r\n\r\nx\r\n" + b"".join(
        f"--b{n}--\r\n".encode() for n in reversed(range(levels))
    )
    assert (name, "too_deep") in refusals(read_message(raw))


def test_a_mail_in_a_mail_in_a_mail() -> None:
    inner = mail(里=b"" + SHEET)
    middle = mail()
    middle.add_attachment(inner)
    outer = mail()
    outer.add_attachment(middle.as_bytes(), maintype="application", subtype="octet-stream", filename="转发.eml")
    reading = read(outer.as_bytes(), "来件.eml")
    assert [(found.file, found.format, found.outcome) for found in reading.walk()] == [
        ("来件.eml", "eml", "read"),
        ("转发.eml", "eml", "read"),
        ("转发.eml/汇总表.eml", "eml", "read"),
        ("转发.eml/汇总表.eml/里.xlsx", "xlsx", "read"),
    ]


def test_what_a_forwarded_mail_has_lost_is_told_of_that_member() -> None:
    outer = mail()
    cut = multipart(TEXT, attached(SHEET), end=b"")
    outer.add_attachment(cut, maintype="application", subtype="octet-stream", filename="转发.eml")
    last = list(read(outer.as_bytes(), "来件.eml").walk())[-1]
    assert (last.file, last.reason and last.reason.code) == ("转发.eml/a.xlsx", "truncated_mail")

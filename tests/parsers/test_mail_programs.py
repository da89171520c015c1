"""Mails as programs and gateways really write them, also wrongly: the sheet and the words come out all the same."""

from __future__ import annotations

import base64
import binascii
import quopri
from urllib.parse import quote

import pytest

from parsers.message import Envelope, read_message
from parsers.reading import read_part
from tests.parsers.books import CONTEXT, f1

SHEET = f1({})
NAME = "汇总表（林业局）.xlsx"
PNG, JPG = b"\x89PNG\r\n\x1a\n" + bytes(99), b"\xff\xd8\xff\xe0" + bytes(range(256))
HEAD = (
    "From: 林业局 <lyj@county.example>\r\nSubject: 报送汇总表\r\n"
    "Message-ID: <1@county.example>\r\nMIME-Version: 1.0\r\n".encode()
)


def word(text: str, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def text(words: str = "请查收附件。", charset: str = "gb18030", label: str | None = None) -> bytes:
    head = f'Content-Type: text/plain;\r\n\tcharset="{label or charset}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64.encodebytes(words.encode(charset))


def html(markup: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + markup.encode()


def file(
    disposition: str = f'attachment; filename="{NAME}"',
    media: str = "application/octet-stream",
    content: bytes = SHEET,
    headers: bytes = b"Content-Transfer-Encoding: base64",
    body: bytes | None = None,
) -> bytes:
    head = f"Content-Type: {media}\r\nContent-Disposition: {disposition}\r\n".encode() + headers
    return head + b"\r\n\r\n" + (base64.encodebytes(content) if body is None else body)


def picture(disposition: str, headers: bytes = b"", content: bytes = JPG) -> bytes:
    return file(disposition, "image/jpeg", content, headers + b"Content-Transfer-Encoding: base64")


def multipart(*parts: bytes, subtype: str = "mixed", boundary: str = "----=_Part_1") -> bytes:
    head = f'Content-Type: multipart/{subtype};\r\n\tboundary="{boundary}"\r\n\r\nThis is a multi-part message.\r\n'
    mark = f"\r\n--{boundary}".encode()
    return head.encode() + b"".join(mark + b"\r\n" + part for part in parts) + mark + b"--\r\n"


def inside(*parts: bytes, subtype: str) -> bytes:
    return multipart(*parts, subtype=subtype, boundary=f"_{subtype}_")


def mail(*parts: bytes) -> bytes:
    return HEAD + multipart(*(parts or (text(), file())))


def files(envelope: Envelope) -> list[str]:
    return [part.name for part in envelope.attachments]


ORDINARY: dict[str, bytes] = {
    "Foxmail": mail(
        inside(text("请查收附件。", "gb2312"), html("<div>请查收附件。</div>"), subtype="alternative"),
        file(
            f'attachment;\r\n\tfilename="{word(NAME, "GB2312")}"', f'application/x;\r\n\tname="{word(NAME, "GB2312")}"'
        ),
    ),
    "Outlook": mail(text(), file(f"attachment; size=9;\r\n\tfilename*=utf-8''{quote(NAME)}")),
    "Thunderbird": mail(
        text(), file(f"attachment;\r\n filename*0*=UTF-8''{quote(NAME[:5])};\r\n filename*1*={quote(NAME[5:])}")
    ),
    "Apple Mail shows the sheet inline": mail(text(), file(f'inline; filename="{word(NAME, "utf-8")}"')),
    "Coremail in raw GBK": mail(text(), file()).decode().encode("gb18030"),
    "line feeds alone": mail().replace(b"\r\n", b"\n"),
    "carriage returns alone": mail().replace(b"\r\n", b"\r"),
    "a byte order mark": b"\xef\xbb\xbf" + mail(),
    "an mbox line above": b"From lyj@county.example Fri Jun  8 10:00:00 2018\n" + mail(),
    "spaces before colons": mail().replace(b"Subject:", b"Subject :").replace(b"From:", b"From :"),
    "no MIME-Version": mail().replace(b"MIME-Version: 1.0\r\n", b""),
    "two subjects and content types": HEAD + b"Subject: x\r\n" + multipart(text(), file()),
    "an equals sign in a bare boundary": mail().replace(b'"----=_Part_1"', b"----=_Part_1"),
    "words after the end": mail() + b"-- \r\nfooter of the gateway\r\n",
}


@pytest.mark.parametrize("raw", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_return_of_every_program(raw: bytes) -> None:
    envelope = read_message(raw)
    assert (envelope.sender_name, envelope.sender) == ("林业局", "lyj@county.example")
    assert (envelope.subject, envelope.text) == ("报送汇总表", "请查收附件。")
    assert [(part.name, part.content) for part in envelope.parts] == [(NAME, SHEET)]


BROKEN: dict[str, bytes] = {
    "the header names another boundary": mail().replace(b'"----=_Part_1"', b'"----=_Part_2"'),
    "the header names no boundary": mail().replace(b';\r\n\tboundary="----=_Part_1"', b""),
    "the boundary in single quotes": mail().replace(b'"----=_Part_1"', b"'----=_Part_1'"),
    "the content type is lost": mail().replace(b'Content-Type: multipart/mixed;\r\n\tboundary="----=_Part_1"\r\n', b""),
    "an empty line within the headers": mail().replace(b"MIME-Version", b"\r\nMIME-Version"),
    "no empty line below the headers": mail().replace(b"\r\n\r\nThis is", b"\r\nThis is"),
    "no empty line below the file's headers": mail().replace(b"\r\n\r\nUEsDB", b"\r\nUEsDB"),
    "the whole in base64": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(b"--b\r\n" + text() + b"\r\n--b\r\n" + file() + b"\r\n--b--\r\n"),
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_the_file_of_a_broken_mail_is_found(raw: bytes) -> None:
    envelope = read_message(raw)
    assert [(part.name, part.content) for part in envelope.parts] == [(NAME, SHEET)]
    assert "请查收附件。" in envelope.text


PIECES = b"\n".join(base64.b64encode(SHEET[start : start + 1000]) for start in range(0, len(SHEET), 1000))
UU = b"".join(binascii.b2a_uu(SHEET[start : start + 45]) for start in range(0, len(SHEET), 45))
ENCODED: dict[str, bytes] = {
    "junk in base64": file(body=b"!!" + base64.encodebytes(SHEET).replace(b"\n", b" *\t\n")),
    "base64 padded piece by piece": file(body=PIECES),
    "base64 in one line": file(body=base64.b64encode(SHEET)),
    "the encoding in capitals and a comment": file(headers=b"Content-Transfer-Encoding: BASE64 (x)"),
    "base64 that says 7bit": file(headers=b"Content-Transfer-Encoding: 7bit"),
    "base64 that says nothing": file(headers=b"X-A: b"),
    "bytes that say base64": file(body=SHEET),
    "bytes": file(headers=b"Content-Transfer-Encoding: binary", body=SHEET),
    "quoted-printable": file(
        headers=b"Content-Transfer-Encoding: quoted-printable", body=quopri.encodestring(SHEET, quotetabs=True)
    ),
    "uuencode": file(headers=b"Content-Transfer-Encoding: x-uuencode", body=b"begin 644 a\n" + UU + b"`\nend\n"),
}


@pytest.mark.parametrize("part", ENCODED.values(), ids=ENCODED)
def test_a_file_whatever_its_encoding_says(part: bytes) -> None:
    (found,) = read_message(mail(text(), part)).parts
    assert found.content == SHEET


def test_a_file_uuencoded_in_a_text_with_carriage_returns() -> None:
    lines = b"begin 644 a.xlsx\n" + UU + b"`\nend\n"
    (found,) = read_message(HEAD + b"\r\nplease find\r\n\r\n" + lines.replace(b"\n", b"\r\n")).parts
    assert found.content == SHEET


CHARSETS = [
    *[("gb2312", "gb2312"), ("gb18030", "gb2312"), ("gbk", "unknown-8bit"), ("gbk", "ansi"), ("gbk", "iso-8859-1")],
    *[("gbk", "us-ascii"), ("utf-8", "gb2312"), ("utf-8", "utf8mb4"), ("hz", "hz-gb-2312"), ("utf-7", "utf-7")],
    *[("utf-16", "utf-16"), ("gbk", "x-gbk")],
]


@pytest.mark.parametrize(("charset", "label"), CHARSETS, ids=[f"{a} as {b}" for a, b in CHARSETS])
def test_words_in_every_charset(charset: str, label: str) -> None:
    assert read_message(HEAD + text("同意销号，联系人值班员。", charset, label)).text == "同意销号，联系人值班员。"


def test_one_broken_byte_does_not_make_all_words_unreadable() -> None:
    words = "请查收附件，联系人值班员。".encode()
    raw = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + words[:-1]
    assert read_message(raw).text.startswith("请查收附件，联系人值班员")


NAMES: dict[str, tuple[str, str]] = {
    "encoded twice": (f'attachment; filename="{word(word(NAME, "gbk"), "utf-8")}"', NAME),
    "an encoded word in RFC 2231": (f"attachment; filename*=utf-8''{quote(word(NAME, 'gbk'))}", NAME),
    "as in an address": (f'attachment; filename="{quote(NAME)}"', NAME),
    "as in an address, GBK": (f'attachment; filename="{quote(NAME.encode("gbk"))}"', NAME),
    "a per cent sign": ('attachment; filename="完成50%25.xlsx"', "完成50%25.xlsx"),
    "single quotes": (f"attachment; filename='{NAME}'", NAME),
    "Chinese quotes": (f"attachment; filename=“{NAME}”", NAME),
    "quotes within": ('attachment; filename="“一表”清单.xlsx"', "“一表”清单.xlsx"),
    "folded within quotes": ('attachment; filename="汇总表\r\n （一）.xlsx"', "汇总表 （一）.xlsx"),
    "spaces around the sign": ('attachment ; filename = "汇总表.xlsx" ;', "汇总表.xlsx"),
    "an emoji": (f'attachment; filename="{word("汇总表😀.xlsx", "utf-8")}"', "汇总表😀.xlsx"),
    "a word without its end": ('attachment; filename="' + word("汇总表.xlsx", "utf-8")[:-2] + '"', "汇总表.xlsx"),
}


@pytest.mark.parametrize(("disposition", "name"), NAMES.values(), ids=NAMES)
def test_more_ways_to_write_a_name(disposition: str, name: str) -> None:
    assert files(read_message(mail(text(), file(disposition)))) == [name]


SENDERS = {
    "the address is the name": ("lyj@county.example <lyj@county.example>", ()),
    "all in one encoded word": (word("林业局 <lyj@county.example>", "utf-8"), ()),
    "a full-width at sign": ("林业局 <lyj＠county.example>", ()),
    "no angles": ('"林业局" lyj@county.example', ()),
    "no space": (word("林业局", "gbk") + "<LYJ@county.example>", ()),
    "a bare comma": ("林业局,值班室 <lyj@county.example>", ()),
    "another address in the encoded name": (
        word('"林业局" <boss@x.example>', "utf-8") + " <lyj@county.example>",
        ("the sender's name is another address",),
    ),
}


@pytest.mark.parametrize(("written", "doubts"), SENDERS.values(), ids=SENDERS)
def test_who_sent_it(written: str, doubts: tuple[str, ...]) -> None:
    envelope = read_message(f"From: {written}\r\n\r\nx".encode())
    assert (envelope.sender, envelope.defects) == ("lyj@county.example", doubts)


SUBJECTS = {
    "encoded twice": (word(word("报送", "gbk"), "utf-8"), "报送"),
    "cut off": (word("报送汇总表", "utf-8")[:-2], "报送汇总表"),
    "two charsets": (word("报送", "gbk") + "\r\n\t" + word("汇总表", "utf-8"), "报送汇总表"),
}


@pytest.mark.parametrize(("written", "subject"), SUBJECTS.values(), ids=SUBJECTS)
def test_more_subjects(written: str, subject: str) -> None:
    assert read_message(f"From: a@b.example\r\nSubject: {written}\r\n\r\nx".encode()).subject == subject


CID = b"Content-ID: <logo@x>\r\n"
SHOWN = html('<p>见</p><img src="cid:logo@x">')
PICTURES: dict[str, tuple[bytes, list[str]]] = {
    "a photo beside the sheet": (
        mail(text(), file(), picture('attachment; filename="盖章件.jpg"')),
        [NAME, "盖章件.jpg"],
    ),
    "a photo from a telephone": (mail(text(), picture('inline; filename="IMG_1.jpeg"')), ["IMG_1.jpeg"]),
    "a photo among related parts": (
        HEAD + multipart(SHOWN, picture('attachment; filename="盖章件.jpg"'), subtype="related"),
        ["盖章件.jpg"],
    ),
    "a logo of the text": (mail(inside(SHOWN, picture("inline", CID, PNG), subtype="related"), file()), [NAME]),
    "a logo that is called an attachment": (mail(SHOWN, picture('attachment; filename="a.png"', CID, PNG)), []),
}


@pytest.mark.parametrize(("raw", "names"), PICTURES.values(), ids=PICTURES)
def test_a_photo_is_a_file_and_a_picture_of_the_text_is_none(raw: bytes, names: list[str]) -> None:
    assert files(read_message(raw)) == names


def test_what_programs_tell_one_another_is_no_file() -> None:
    fork = file('attachment; filename="a.xlsx"', "application/applefile", b"\x00\x05\x16\x07")
    signature = file('attachment; filename="smime.p7s"', "application/pkcs7-signature", b"0")
    page = inside(text(), b"Content-Type: text/x-amp-html\r\n\r\n<html>", subtype="alternative")
    sheet = inside(fork, file(), subtype="appledouble")
    raw = HEAD + multipart(inside(page, sheet, subtype="mixed"), signature, subtype="signed")
    assert files(read_message(raw)) == [NAME]


def test_an_invitation_says_that_it_is_one() -> None:
    invitation = (
        b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR"
    )
    (part,) = read_message(HEAD + multipart(text(), invitation, subtype="alternative")).parts
    reason = read_part(part, CONTEXT).reason
    assert (part.name, reason and reason.message) == (
        "日历邀请.ics",
        "文件为日历邀请，不能作为汇总表读取，请以xlsx格式重新报送。",
    )


def test_a_mail_encrypted_by_pgp_is_answered() -> None:
    parts = read_message(HEAD + multipart(b"\r\nVersion: 1", b"\r\n-----BEGIN PGP", subtype="encrypted")).parts
    assert [part.refused and part.refused.code for part in parts] == ["encrypted_mail"]


@pytest.mark.parametrize("headers", [b"", b"Content-Transfer-Encoding: base64\r\n"], ids=["as it is", "in base64"])
def test_a_forwarded_mail_is_read_as_a_mail(headers: bytes) -> None:
    inner = HEAD + multipart(text(), file(), boundary="inner")
    written = base64.encodebytes(inner) if headers else inner
    envelope = read_message(mail(text("转发"), b"Content-Type: message/rfc822\r\n" + headers + b"\r\n" + written))
    assert files(envelope) == ["报送汇总表.eml"]
    (sheet,) = read_part(envelope.parts[0], CONTEXT).members
    assert (sheet.file, sheet.tables[0].form) == (NAME, "F1")


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("text/plain; charset=gbk", "项目名称\t存在问题\n码头\t用海预审尚未受理".encode("gbk")),
        ("text/html", "<table><tr><td>项目名称<td>存在问题<tr><td>码头<td>用海预审尚未受理</table>".encode()),
    ],
    ids=["text", "page"],
)
def test_a_text_under_the_name_of_a_sheet_is_a_file(media: str, content: bytes) -> None:
    (part,) = read_message(mail(text(), file('attachment; filename="汇总表.xls"', media, content))).parts
    (table,) = read_part(part, CONTEXT).tables
    assert [row.fields["project_name"] for row in table.rows] == ["码头"]

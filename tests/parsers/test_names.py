"""Attachment names and headers as Chinese mail programs write them; one case a line, the bytes as sent."""

from __future__ import annotations

import base64
import unicodedata
from email import message_from_bytes
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.message import read_message
from parsers.names import MAX_NAME, clean_name, decode_bytes, decode_words, part_name

NAME = "2026年第三季度统计报表（某某局）.xlsx"
RARE = "朱镕基㎡喆.xlsx"
UTF8, GBK = NAME.encode(), NAME.encode("gbk")
RARE_GBK = RARE.encode("gb18030")
ATTACHMENT = b"attachment; filename="


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def word(data: bytes, charset: str) -> str:
    return f"=?{charset}?B?{b64(data)}?="


def named(value: str | bytes) -> bytes:
    """A disposition with a name as it stands in the header, in quotes."""
    return ATTACHMENT + b'"' + (value if isinstance(value, bytes) else value.encode()) + b'"'


def extended(charset: str, data: bytes) -> bytes:
    return f"attachment; filename*={charset}''{quote(data)}".encode()


def parts(charset: str, *pieces: bytes, first_only: bool = False) -> bytes:
    """An RFC 2231 continuation."""
    head = f"attachment; filename*0*={charset}''{quote(pieces[0])}"
    return (head + "".join(f";\r\n filename*{n}*={quote(piece)}" for n, piece in enumerate(pieces[1:], 1))).encode()


SPREADSHEET = b"application/vnd.ms-excel"
#: (case, Content-Disposition or None, Content-Type, the name wanted)
CASES: list[tuple[str, bytes | None, bytes, str]] = [
    ("rfc2231 utf-8", extended("UTF-8", UTF8), SPREADSHEET, NAME),
    ("rfc2231 gbk", extended("GBK", GBK), SPREADSHEET, NAME),
    ("rfc2231 gb2312 label, gbk characters", extended("gb2312", RARE_GBK), SPREADSHEET, RARE),
    (
        "rfc2231 continuation, second piece plain",
        b"attachment; filename*0*=UTF-8''" + quote("2026年第").encode() + b"; filename*1=report.xlsx",
        SPREADSHEET,
        "2026年第report.xlsx",
    ),
    ("rfc2231 continuation in mid-character", parts("UTF-8", UTF8[:6], UTF8[6:20], UTF8[20:]), SPREADSHEET, NAME),
    ("rfc2231 empty charset, utf-8 bytes", extended("", UTF8), SPREADSHEET, NAME),
    ("rfc2231 empty charset, gbk bytes", extended("", GBK), SPREADSHEET, NAME),
    ("encoded word, utf-8", named(word(UTF8, "utf-8")), SPREADSHEET, NAME),
    ("encoded word, gbk (Foxmail)", named(word(GBK, "GBK")), SPREADSHEET, NAME),
    ("encoded word, gb18030 (QQ)", named(word(GBK, "gb18030")), SPREADSHEET, NAME),
    ("encoded word, gb2312 label, gbk characters", named(word(RARE_GBK, "gb2312")), SPREADSHEET, RARE),
    (
        "encoded words folded between characters",
        named(word(NAME[:8].encode(), "utf-8") + "\r\n " + word(NAME[8:].encode(), "utf-8")),
        SPREADSHEET,
        NAME,
    ),
    (
        "encoded words split in mid-character, utf-8",
        named(word(UTF8[:11], "utf-8") + "\r\n " + word(UTF8[11:], "utf-8")),
        SPREADSHEET,
        NAME,
    ),
    (
        "encoded words split in mid-character, gbk",
        named(word(GBK[:9], "gbk") + "\r\n " + word(GBK[9:], "gbk")),
        SPREADSHEET,
        NAME,
    ),
    (
        "encoded words without a space between",
        named(word(UTF8[:9], "utf-8") + word(UTF8[9:], "utf-8")),
        SPREADSHEET,
        NAME,
    ),
    ("encoded word, then a plain tail", named(word("报表".encode(), "utf-8") + ".xlsx"), SPREADSHEET, "报表.xlsx"),
    (
        "quoted-printable word",
        named("=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in UTF8) + "?="),
        SPREADSHEET,
        NAME,
    ),
    (
        "a line break inside base64",
        named(f"=?utf-8?B?{b64(UTF8)[:24]}\r\n {b64(UTF8)[24:]}?="),
        SPREADSHEET,
        NAME,
    ),
    ("base64 without its padding", named(f"=?utf-8?B?{b64(UTF8).rstrip('=')}?="), SPREADSHEET, NAME),
    ("encoded word without quotes", ATTACHMENT + word(UTF8, "utf-8").encode(), SPREADSHEET, NAME),
    ("raw utf-8", named(UTF8), SPREADSHEET, NAME),
    ("raw gbk", named(GBK), SPREADSHEET, NAME),
    ("raw gbk in both headers", named(GBK), SPREADSHEET + b'; name="' + GBK + b'"', NAME),
    ("raw gbk in the content type only", b"attachment", SPREADSHEET + b'; name="' + GBK + b'"', NAME),
    (
        "both filename and filename*",
        b"attachment; filename=bad.xlsx; filename*=UTF-8''" + quote(UTF8).encode(),
        SPREADSHEET,
        NAME,
    ),
    ("a name only in the content type", b"attachment", SPREADSHEET + b'; name="' + UTF8 + b'"', NAME),
    ("Exchange: no disposition", None, SPREADSHEET + b'; name="' + word(UTF8, "utf-8").encode() + b'"', NAME),
    ("an attachment without any name", b"attachment", b"application/octet-stream", "未命名附件1.zip"),
    ("no disposition, no name, octet-stream", None, b"application/octet-stream", "未命名附件1.zip"),
    ("no disposition, no name, ms-excel", None, SPREADSHEET, "未命名附件1.zip"),
    ("inline with a name (Foxmail, Apple)", b'inline; filename="' + UTF8 + b'"', SPREADSHEET, NAME),
    ("spaces without quotes", ATTACHMENT + b"2026 report final.xlsx", SPREADSHEET, "2026 report final.xlsx"),
    ("a semicolon in quotes", named("a;b.xlsx"), SPREADSHEET, "a;b.xlsx"),
    ("escaped quotes", named(r"a\"b.xlsx"), SPREADSHEET, 'a"b.xlsx'),
    ("a Windows path", named("C:\\\\Users\\\\x\\\\报表.xlsx"), SPREADSHEET, "报表.xlsx"),
    ("a path upwards", named("../../报表.xlsx"), SPREADSHEET, "报表.xlsx"),
    ("HTML entities", named("&#25253;&#34920;.xlsx"), SPREADSHEET, "报表.xlsx"),
    ("utf-8 under a gbk label", named(word(UTF8, "gbk")), SPREADSHEET, NAME),
    ("big5", named(word("統計報表.xlsx".encode("big5"), "big5")), SPREADSHEET, "統計報表.xlsx"),
    ("charset x-gbk", named(word(GBK, "x-gbk")), SPREADSHEET, NAME),
    ("charset cp936", named(word(GBK, "cp936")), SPREADSHEET, NAME),
    ("charset GB_2312-80", named(word(GBK, "GB_2312-80")), SPREADSHEET, NAME),
    (
        "charset unicode-1-1-utf-7",
        named(word("报表.xlsx".encode("utf-7"), "unicode-1-1-utf-7")),
        SPREADSHEET,
        "报表.xlsx",
    ),
    ("charset unknown-8bit", named(word(GBK, "unknown-8bit")), SPREADSHEET, NAME),
    (
        "full-width and decomposed characters",
        named(unicodedata.normalize("NFD", "Ａé报表.xlsx")),
        SPREADSHEET,
        unicodedata.normalize("NFD", "Ａé报表.xlsx"),
    ),
    ("a right-to-left override", named("报表\u202exslx.exe"), SPREADSHEET, "报表xslx.exe"),
    ("a name of 300 bytes", named("报" * 200 + ".xlsx"), SPREADSHEET, "报" * (MAX_NAME - 5) + ".xlsx"),
]


@pytest.mark.parametrize(
    ("disposition", "media", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_attachment_names(disposition: bytes | None, media: bytes, name: str) -> None:
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x\r\n"
    shown = b"Content-Disposition: " + disposition + b"\r\n" if disposition else b""
    headers = b"Content-Type: " + media + b"\r\n" + shown + b"Content-Transfer-Encoding: base64\r\n\r\n"
    raw = head + headers + base64.b64encode(b"PK\x03\x04") + b"\r\n--x--\r\n"
    assert [part.name for part in read_message(raw).parts] == [name]


def test_there_is_an_example_for_every_way_of_writing_a_name() -> None:
    assert len({case[0] for case in CASES}) == 47


def test_a_windows_path_that_was_not_escaped() -> None:
    assert clean_name("C:\\Users\\x\\报表.xlsx") == "报表.xlsx"


SUBJECTS = {
    "raw gbk": ("报送汇总表".encode("gbk"), "报送汇总表"),
    "raw utf-8": ("报送汇总表".encode(), "报送汇总表"),
    "gb2312 label, gbk characters": (word("朱镕基".encode("gbk"), "gb2312").encode(), "朱镕基"),
    "split in mid-character": (
        (word("汇总".encode()[:4], "utf-8") + "\r\n " + word("汇总".encode()[4:], "utf-8")).encode(),
        "汇总",
    ),
    "plain text before": (b"Re: " + word("汇总表".encode(), "utf-8").encode(), "Re: 汇总表"),
    "quoted-printable": (b"=?utf-8?Q?=E6=8A=A5=E8=A1=A8_1?=", "报表 1"),
    "raw Chinese in an encoded word": ("=?utf-8?Q?报表?=".encode(), "报表"),
    "empty": (b"", ""),
    "folded": (b"a\r\n b", "a b"),
}


@pytest.mark.parametrize(("raw", "subject"), SUBJECTS.values(), ids=SUBJECTS)
def test_subjects(raw: bytes, subject: str) -> None:
    assert read_message(b"From: a@b.example\r\nSubject: " + raw + b"\r\n\r\nx").subject == subject


SENDERS = {
    "raw gbk": ("林业局".encode("gbk") + b" <a@b.example>", "林业局", "a@b.example"),
    "raw utf-8": ("林业局 <a@b.example>".encode(), "林业局", "a@b.example"),
    "gb2312 label, gbk characters": (
        word("朱镕基".encode("gbk"), "gb2312").encode() + b" <a@b.example>",
        "朱镕基",
        "a@b.example",
    ),
    "encoded comma in a quoted name": (
        b'"' + word("林业局, 值班".encode(), "utf-8").encode() + b'" <a@b.example>',
        "林业局, 值班",
        "a@b.example",
    ),
    "another address as the name": (b'"boss@gov.example" <evil@x.example>', "boss@gov.example", "evil@x.example"),
    "two addresses": (b"a@b.example, c@d.example", "", "a@b.example"),
    "internationalised": ("张三 <张三@单位.example>".encode(), "张三", "张三@单位.example"),
    "capitals": (b"LYJ@Huian.Example", "", "lyj@huian.example"),
}


@pytest.mark.parametrize(("raw", "name", "address"), SENDERS.values(), ids=SENDERS)
def test_senders(raw: bytes, name: str, address: str) -> None:
    envelope = read_message(b"From: " + raw + b"\r\n\r\nx")
    assert (envelope.sender_name, envelope.sender) == (name, address)


@pytest.mark.parametrize("headers", [b"From: a@b.example\r\nFrom: c@d.example", b"From: a@b.example, c@d.example"])
def test_several_senders_are_doubtful(headers: bytes) -> None:
    envelope = read_message(headers + b"\r\n\r\nx")
    assert envelope.sender == "a@b.example"
    assert "several From addresses" in envelope.defects


def test_thousands_of_addresses_in_groups_are_no_matter() -> None:
    nested = b"".join(b"g%d: " % number for number in range(3000)) + b"a@b.example" + b";" * 3000
    read_message(b"From: a@b.example\r\nTo: " + nested + b"\r\n\r\nx")


def test_half_a_character_is_none() -> None:
    assert decode_bytes(b"+2AA-", "utf-7") == "+2AA-"


def test_a_latin_label_is_believed_where_the_bytes_are_not_all_chinese() -> None:
    assert decode_bytes("café".encode("latin-1"), "iso-8859-1") == "café"
    assert decode_bytes("统计".encode("gbk"), "iso-8859-1") == "统计"


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_text_comes_back_from_encoded_words(text: str) -> None:
    data = text.encode("utf-8")
    words = " ".join(word(data[start : start + 20], "utf-8") for start in range(0, len(data), 20))
    assert decode_words(words) == text


@given(st.binary(max_size=200))
def test_no_bytes_make_a_name_fail(data: bytes) -> None:
    part = message_from_bytes(b"Content-Disposition: attachment; filename=" + data + b"\r\n\r\nx")
    assert len(part_name(part)) <= MAX_NAME

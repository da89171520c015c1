"""Attachment names and headers as Chinese mail programs write them; one case a line, the bytes as sent."""

from __future__ import annotations

import base64
from email import message_from_bytes
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.names import MAX_NAME, clean_name, decode_bytes, decode_words, header_text, part_name

NAME = "2026年第三季度统计报表（某某局）.xlsx"
RARE = "朱镕基㎡喆.xlsx"
UTF8, GBK = NAME.encode(), NAME.encode("gbk")
RARE_GBK = RARE.encode("gb18030")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def word(data: bytes, charset: str) -> str:
    return f"=?{charset}?B?{b64(data)}?="


CASES: list[tuple[str, bytes, str]] = [
    ("rfc2231 utf-8", f"attachment; filename*=UTF-8''{quote(UTF8)}".encode(), NAME),
    ("rfc2231 gbk", f"attachment; filename*=GBK''{quote(GBK)}".encode(), NAME),
    ("gb2312 label over gbk characters", f"attachment; filename*=gb2312''{quote(RARE_GBK)}".encode(), RARE),
    (
        "rfc2231 pieces split in mid-character",
        f"attachment; filename*0*=UTF-8''{quote(UTF8[:6])}; filename*1*={quote(UTF8[6:20])};"
        f" filename*2*={quote(UTF8[20:])}".encode(),
        NAME,
    ),
    ("rfc2231 without a charset, utf-8", f"attachment; filename*=''{quote(UTF8)}".encode(), NAME),
    ("rfc2231 without a charset, gbk", f"attachment; filename*=''{quote(GBK)}".encode(), NAME),
    ("encoded word, utf-8", f'attachment; filename="{word(UTF8, "utf-8")}"'.encode(), NAME),
    ("encoded word, gb18030 (QQ)", f'attachment; filename="{word(GBK, "gb18030")}"'.encode(), NAME),
    ("encoded word, gb2312 over gbk", f'attachment; filename="{word(RARE_GBK, "gb2312")}"'.encode(), RARE),
    (
        "encoded words split in mid-character, gbk",
        f'attachment; filename="{word(GBK[:9], "gbk")}\r\n {word(GBK[9:], "gbk")}"'.encode(),
        NAME,
    ),
    (
        "encoded words without a space between",
        f'attachment; filename="{word(UTF8[:9], "utf-8")}{word(UTF8[9:], "utf-8")}"'.encode(),
        NAME,
    ),
    (
        "encoded word, then a plain tail",
        f'attachment; filename="{word("报表".encode(), "utf-8")}.xlsx"'.encode(),
        "报表.xlsx",
    ),
    (
        "a line break inside base64",
        f'attachment; filename="=?utf-8?B?{b64(UTF8)[:24]}\r\n {b64(UTF8)[24:]}?="'.encode(),
        NAME,
    ),
    ("base64 without padding", f'attachment; filename="=?utf-8?B?{b64(UTF8).rstrip("=")}?="'.encode(), NAME),
    ("encoded word without quotes", f"attachment; filename={word(UTF8, 'utf-8')}".encode(), NAME),
    ("raw utf-8", b'attachment; filename="' + UTF8 + b'"', NAME),
    ("raw gbk", b'attachment; filename="' + GBK + b'"', NAME),
    (
        "both names: the extended one wins",
        f"attachment; filename=bad.xlsx; filename*=UTF-8''{quote(UTF8)}".encode(),
        NAME,
    ),
    ("no quotes, with spaces", b"attachment; filename=2026 report final.xlsx", "2026 report final.xlsx"),
    ("a semicolon in quotes", b'attachment; filename="a;b.xlsx"', "a;b.xlsx"),
    ("escaped quotes", rb'attachment; filename="a\"b.xlsx"', 'a"b.xlsx'),
    ("a Windows path", 'attachment; filename="C:\\\\Users\\\\x\\\\报表.xlsx"'.encode(), "报表.xlsx"),
    ("a Windows path, not escaped", 'attachment; filename="C:\\Users\\x\\报表.xlsx"'.encode(), "报表.xlsx"),
    ("a path upwards", 'attachment; filename="../../报表.xlsx"'.encode(), "报表.xlsx"),
    ("HTML entities", b'attachment; filename="&#25253;&#34920;.xlsx"', "报表.xlsx"),
    ("utf-8 under a gbk label", f'attachment; filename="{word(UTF8, "gbk")}"'.encode(), NAME),
    ("big5", f'attachment; filename="{word("統計報表.xlsx".encode("big5"), "big5")}"'.encode(), "統計報表.xlsx"),
    ("x-gbk", f'attachment; filename="{word(GBK, "x-gbk")}"'.encode(), NAME),
    ("GB_2312-80", f'attachment; filename="{word(GBK, "GB_2312-80")}"'.encode(), NAME),
    ("unknown-8bit", f'attachment; filename="{word(GBK, "unknown-8bit")}"'.encode(), NAME),
    ("utf-7", f'attachment; filename="{word("报表.xlsx".encode("utf-7"), "unicode-1-1-utf-7")}"'.encode(), "报表.xlsx"),
    ("bidi override", 'attachment; filename="报表\u202exslx.exe"'.encode(), "报表xslx.exe"),
]


@pytest.mark.parametrize(("disposition", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_attachment_names(disposition: bytes, name: str) -> None:
    part = message_from_bytes(
        b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition + b"\r\n\r\nx"
    )
    assert part_name(part) == name


def test_the_name_of_the_content_type_serves_when_the_disposition_has_none() -> None:
    part = message_from_bytes(b'Content-Type: application/octet-stream; name="' + GBK + b'"\r\n\r\nx')
    assert part_name(part) == NAME


def test_a_long_name_keeps_its_suffix() -> None:
    assert clean_name("报" * 200 + ".xlsx") == "报" * (MAX_NAME - 5) + ".xlsx"


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("报送汇总表".encode("gbk"), "报送汇总表"),
        ("报送汇总表".encode(), "报送汇总表"),
        (word("朱镕基".encode("gbk"), "gb2312").encode(), "朱镕基"),
        (b"Re: " + word("汇总表".encode(), "utf-8").encode(), "Re: 汇总表"),
        (b"=?utf-8?Q?=E6=8A=A5=E8=A1=A8_1?=", "报表 1"),
        ("=?utf-8?Q?报表?=".encode(), "报表"),
    ],
)
def test_subjects(raw: bytes, subject: str) -> None:
    assert header_text(message_from_bytes(b"Subject: " + raw + b"\r\n\r\n"), "subject") == subject


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

"""What a file is, by its first bytes and never by its name (notes: `.xls` names hide xlsx, HTML and csv)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from parsers.marks import ZIP_ERRORS
from parsers.refusal import Refusal, Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "jpg", "图片"),
    (b"\x89PNG", "png", "图片"),
    (b"GIF8", "gif", "图片"),
    (b"BM", "bmp", "图片"),
    (b"II*\x00", "tif", "图片"),
    (b"MM\x00*", "tif", "图片"),
    (b"{\\rtf", "rtf", "RTF文档"),
    (b"BEGIN:VCALENDAR", "ics", "日历邀请"),
    (b"BEGIN:VCARD", "vcf", "名片"),
    (b"MZ", "exe", "程序文件"),
    (b"\x7fELF", "elf", "程序文件"),
)
_CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_PDF = b"%PDF"
_MAX_ENTRIES = 20_000  # of a zip directory
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|table|body|head|meta|div|style)\b", re.IGNORECASE)
_SPREADSHEETML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_MAIL_HEADERS = re.compile(rb"^(from|to|subject|received|mime-version|message-id|date|return-path):", re.I | re.M)
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/", "xlsx"),
    ("word/document.xml", "docx"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
)


def sniff(content: bytes, name: str) -> str:
    """The format: of a table, or of what holds files (`parsers.container`). Raises Refused, saying what it is."""
    if PurePosixPath(name.replace("\\", "/")).name.startswith("~$"):
        raise Refused(Refusal.LOCK_FILE)
    if not content.strip(b"\x00 \t\r\n"):
        raise Refused(Refusal.EMPTY_FILE)
    if content.startswith(b"PK"):
        return _in_zip(content)
    if content.startswith(_OLE):
        return "ole"
    if content[:1024].lstrip().startswith(_PDF):
        return "pdf"
    for magic, file_format in _CONTAINERS:
        if content.startswith(magic):
            return file_format
    for magic, file_format, what in _MAGIC:
        if content.startswith(magic):
            raise Refused(Refusal.NOT_A_SPREADSHEET, what, file_format)
    return _in_text(content, name)


def _in_zip(content: bytes) -> str:
    if content.count(b"PK\x01\x02") > _MAX_ENTRIES:
        raise Refused(Refusal.TOO_MANY, str(_MAX_ENTRIES), "zip")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype", None)[:80] if "mimetype" in names else b""
    except ZIP_ERRORS as error:
        raise Refused(Refusal.DAMAGED) from error
    if b"opendocument" in kind:
        return _opendocument(kind)
    for part, file_format in _ZIP_PARTS:
        if any(entry.replace("\\", "/").startswith(part) for entry in names):
            if file_format == "pptx":
                raise Refused(Refusal.NOT_A_SPREADSHEET, "演示文稿", file_format)
            return file_format
    return "zip"


def _opendocument(kind: bytes) -> str:
    if b"spreadsheet" in kind:
        return "ods"
    raise Refused(Refusal.NOT_A_SPREADSHEET, "OpenDocument文档", "odt")


def _in_text(content: bytes, name: str) -> str:
    start = content[:65536]
    if _SPREADSHEETML.search(start):
        return "xml"
    if _looks_like_mail(start, name):
        return "eml"
    if _HTML.search(start.replace(b"\x00", b"")):
        return "html"
    if _looks_like_text(start):
        return "csv"
    raise Refused(Refusal.NOT_A_SPREADSHEET, "无法识别的文件")


def _looks_like_mail(start: bytes, name: str) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    headers = {found.lower() for found in _MAIL_HEADERS.findall(text.split(b"\n\n")[0].split(b"\r\n\r\n")[0])}
    return bool(_MAIL.match(text)) and (len(headers) >= 2 or name.lower().endswith(".eml"))


def _looks_like_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or _alternating_nulls(start):
        return True
    control = sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a\x1b" for byte in start)
    return control == 0 or control < len(start) // 500


def _alternating_nulls(start: bytes) -> bool:
    return len(start) >= 4 and (start[1::2].count(0) * 5 > len(start) or start[::2].count(0) * 5 > len(start))

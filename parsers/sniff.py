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
    (b"-----BEGIN PGP MESSAGE", "pgp", "PGP加密文件"),
    (b"SQLite format 3", "db", "数据库文件"),
    (b"\x00\x05\x16\x07", "applefile", "苹果系统的附属文件"),
    (b"BEGIN:VCALENDAR", "ics", "日历邀请"),
    (b"BEGIN:VCARD", "vcf", "名片"),
    (b"MZ", "exe", "程序文件"),
    (b"\x7fELF", "elf", "程序文件"),
)
#: documents that `parsers.oldword` makes a docx of
DOCUMENTS = {"doc": "Word文档（doc）", "rtf": "RTF文档", "odt": "OpenDocument文档", "wordml": "Word文档（XML）"}
_READ: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_PDF = b"%PDF"
_MAX_ENTRIES = 20_000  # of a zip directory
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|table|body|head|meta|div|style)\b", re.IGNORECASE)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_XML = (b"<?xml", b"<Workbook", b"<ss:Workbook")
_WORDML = (
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
)
_PAGE_IN_MAIL = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*multipart/related", re.I
)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_MAIL_HEADERS = re.compile(rb"^(from|to|subject|received|mime-version|message-id|date|return-path):", re.I | re.M)
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/", "xlsx"),
    ("word/document.xml", "docx"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("FixedDocSeq.fdseq", "xps"),
    ("FixedDocumentSequence.fdseq", "xps"),
    ("Index/Document.iwa", "iwork"),
)
#: office files in a zip that hold no table we read
_OTHER_ZIPS = {"pptx": "演示文稿", "ofd": "OFD版式文件", "xps": "XPS版式文件", "iwork": "苹果iWork文件"}


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
    return _packed(content) or _in_text(content, name)


def _packed(content: bytes) -> str | None:
    """The format of a document or of what holds files; None for what may be a text. Raises Refused for all else."""
    for magic, file_format in _READ:
        if content.startswith(magic):
            return file_format
    for magic, file_format, what in _MAGIC:
        if content.startswith(magic):
            raise Refused(Refusal.NOT_A_SPREADSHEET, what, file_format)
    return "tar" if content[257:262] == b"ustar" else None


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
            if file_format in _OTHER_ZIPS:
                raise Refused(Refusal.NOT_A_SPREADSHEET, _OTHER_ZIPS[file_format], file_format)
            return file_format
    return "zip"


def _opendocument(kind: bytes) -> str:
    if b"spreadsheet" in kind:
        return "ods"
    if b"opendocument.text" in kind:
        return "odt"
    raise Refused(Refusal.NOT_A_SPREADSHEET, "OpenDocument图形或演示文稿", "odp")


def _in_text(content: bytes, name: str) -> str:
    start = content[:65536]
    narrow = start.replace(b"\x00", b"")  # UTF-16
    if _SPREADSHEETML in narrow and narrow.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(_XML):
        return "xml"
    if any(name in narrow for name in _WORDML):
        return "wordml"
    if _looks_like_mail(start, name):
        return "eml"
    if _PAGE_IN_MAIL.match(start):
        return "mht"
    if _HTML.search(narrow):
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
    if b"\r\x00\n\x00" in start or b"\x00\r\x00\n" in start:
        return True
    return len(start) >= 4 and (start[1::2].count(0) * 5 > len(start) or start[::2].count(0) * 5 > len(start))

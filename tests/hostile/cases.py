"""Mails made to hurt, each with the ends that are right for it."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from openpyxl import Workbook, load_workbook

from tests.flows.county import FOREST, sheet

MEGA = 1_000_000
REFUSED = ("rejected", "refused")
SENDER, MAILBOX = "jingbei@owner.example", "gongjian@huian.example"


@dataclass(frozen=True)
class Case:
    """`make` gives a mail's bytes, `ends` the outcomes that are right: of the mail, or of its attachment."""

    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...] = REFUSED


def mail(files: dict[str, bytes] | None = None, text: str = "请查收。", subject: str = "报送") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = SENDER, MAILBOX, subject
    made.set_content(text)
    for name, content in (files or {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def _zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """An ordinary workbook whose sheet's XML is changed."""
    source, out = zipfile.ZipFile(io.BytesIO(sheet(FOREST))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return out.getvalue()


def _nested_zips(depth: int) -> bytes:
    inner = _zipped(("汇总表.xlsx", sheet(FOREST)))
    for level in range(depth):
        inner = _zipped((f"{level}.zip", inner))
    return inner


def _merged_to_the_end() -> bytes:
    book = load_workbook(io.BytesIO(sheet(FOREST)))
    book.worksheets[0].merged_cells.add("N1:XFD1048576")
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _far_corner(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def _laughing(xml: bytes) -> bytes:
    start = xml.index(b"<worksheet")
    return xml[:start] + _LAUGHS + xml[start:].replace(b"<v>", b"<v>&a11;", 1)


def _external(xml: bytes) -> bytes:
    start = xml.index(b"<worksheet")
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return xml[:start] + entity + xml[start:].replace(b"<v>", b"<v>&e;", 1)


def _deep(depth: int) -> bytes:
    head = f"From: {SENDER}\r\nTo: {MAILBOX}\r\nSubject: deep\r\nMIME-Version: 1.0\r\n"
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return (head + opened + "Content-Type: text/plain\r\n\r\nhello\r\n").encode()


def _mails_in_mails(depth: int) -> bytes:
    head = f"From: {SENDER}\r\nTo: {MAILBOX}\r\nSubject: nested\r\nMIME-Version: 1.0\r\n"
    return (head + "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n" * depth + "\r\nhello").encode()


def _with_link() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("汇总表.xlsx")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def _pdf_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(300 * MEGA), 9), 9)
    filters = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>" % len(packed)
    stream = b"4 0 obj" + filters + b"stream\n" + packed + b"\nendstream endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    return b"%PDF-1.4\n" + tree + page + stream + b"trailer<</Root 1 0 R>>\n%%EOF"


def _injected() -> bytes:
    """Formulas, markup, templates and paths in every text that we repeat."""
    row = list(FOREST)
    row[3] = '=HYPERLINK("http://evil.example","点此")<script>alert(1)</script>{{ 7*7 }}{% for x in () %}，林地定额不足'
    row[4] = "@SUM(1+1)*cmd|' /C calc'!A0，请县林业局提前介入"
    name = "../../../../tmp/{{ 7*7 }}<img src=x onerror=alert(1)>.xlsx"
    book = load_workbook(io.BytesIO(sheet(tuple(row))))
    for cell in book.worksheets[0][4]:
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # typed in as text, not as a formula
    return mail({name: _saved(book)}, subject="报送 {{ 7*7 }}<script>alert(1)</script>")


def _header_injection() -> bytes:
    subject = "=?utf-8?B?5oql6YCBDQpCY2M6IHZpY3RpbUBldmlsLmV4YW1wbGUNCg0KPGI+aGk8L2I+?="  # 报送\r\nBcc: …
    raw = mail({"汇总表.xlsx": sheet(FOREST)})
    return raw.replace(b"Subject: =?utf-8?b?5oql6YCB?=", f"Subject: {subject}".encode(), 1)


def _huge_cell() -> bytes:
    row = list(FOREST)
    row[3] = "1、" * 16_000
    return mail({"汇总表.xlsx": sheet(tuple(row))})


def _file(name: str, file: str, make: Callable[[], bytes], ends: tuple[str, ...] = REFUSED) -> Case:
    """A mail with one file."""
    return Case(name, lambda: mail({file: make()}), ends)


def cases() -> Iterator[Case]:
    """All of them; the large ones are made when it is their turn."""
    kept = ("accepted", "rejected", "held", "refused")
    yield _file("zip bomb in a workbook", "汇总表.xlsx", lambda: _with_sheet(lambda xml: xml + bytes(300 * MEGA)))
    yield _file("zip bomb in an archive", "汇总.zip", lambda: _zipped(("a.csv", b"1," * 150 * MEGA)))
    yield Case("zips in zips", lambda: mail({"汇总.zip": _nested_zips(12)}))
    yield Case("5,000 members", lambda: mail({"汇总.zip": _zipped(*((f"{n}.csv", b"1") for n in range(5000)))}))
    yield Case("billion laughs", lambda: mail({"汇总表.xlsx": _with_sheet(_laughing)}), kept)
    yield Case("external entity", lambda: mail({"汇总表.xlsx": _with_sheet(_external)}), kept)
    yield Case("a cell in the far corner", lambda: mail({"汇总表.xlsx": _with_sheet(_far_corner)}), kept)
    yield Case("merged to the end", lambda: mail({"汇总表.xlsx": _merged_to_the_end()}), kept)
    yield Case("1,000 levels of MIME", lambda: _deep(1000), kept)
    yield Case("300 mails in mails", lambda: _mails_in_mails(300), kept)
    yield Case("250 attachments", lambda: mail({f"{n}.txt": b"x" for n in range(250)}), kept)
    yield Case("a mail of 60 MB", lambda: mail({"扫描件.bin": bytes(44 * MEGA)}))
    yield Case("nested braces in RTF", lambda: mail({"汇总表.doc": b"{\\rtf1" + b"{" * MEGA}), kept)
    yield Case("nested tables in HTML", lambda: mail({"汇总表.xls": b"<html>" + b"<table><tr><td>" * 100_000}), kept)
    yield Case("a million columns", lambda: mail({"汇总表.csv": b"1," * MEGA}), kept)
    yield Case("packed twice in a PDF", lambda: mail({"汇总表.pdf": _pdf_bomb()}), kept)
    yield Case("16,000 problems in a cell", _huge_cell, kept)
    yield Case("a link out of the archive", lambda: mail({"汇总.tar": _with_link()}), kept)
    yield _file("paths that climb", "汇总.zip", lambda: _zipped(("../../../tmp/汇总表.xlsx", sheet(FOREST))), kept)
    yield Case("formulas, markup, templates", _injected, ("accepted",))
    yield Case("a header within the subject", _header_injection, ("accepted",))
    yield Case("a name of 100,000 letters", lambda: mail({"汇" * 100_000 + ".xlsx": sheet(FOREST)}), kept)
    yield Case("NUL in text and name", lambda: mail({"汇\0总.xlsx": sheet(FOREST)}, "零\0报告"), kept)
    yield Case("a broken winmail.dat", lambda: mail({"winmail.dat": b"\x78\x9f\x3e\x22" + b"\xff" * 5000}), kept)

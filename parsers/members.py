"""What is inside a zip or a mail: every member is a reading of its own, the path inside as its name."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator

from parsers.context import ReadContext
from parsers.findings import Code, Finding, finding
from parsers.grid import Workbook
from parsers.marks import MAX_MEMBER, ZIP_ERRORS, open_archive
from parsers.message import read_message
from parsers.names import decode_bytes
from parsers.refusal import Refusal, Refused
from parsers.result import FileReading, Reason

MAX_DEPTH = 5
MAX_MEMBERS = 200
#: what archivers and systems add beside the files
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_members(
    content: bytes, name: str, file_format: str, sha256: str, context: ReadContext, inside: str = "", depth: int = 0
) -> FileReading:
    """A zip or eml with its members. Raises Refused when the archive itself cannot be opened."""
    if depth >= MAX_DEPTH:
        raise Refused(Refusal.TOO_DEEP, file_format=file_format)
    found = _of_mail(content, context) if file_format == "eml" else _of_zip(content)
    members = [
        member if isinstance(member, FileReading) else _read(member[0], member[1], context, inside, depth)
        for member in found
    ]
    said = tuple(said for member in members for said in _refusals(member))
    return FileReading(name, sha256, file_format, "read", None, tuple(members), (), said)


def _refusals(member: FileReading) -> Iterator[Finding]:
    if member.reason:
        yield finding(Code.MEMBER_REFUSED, value=member.file, reason=member.reason.message)


def _read(name: str, content: bytes, context: ReadContext, inside: str, depth: int) -> FileReading:
    from parsers.reading import read_one

    path = f"{inside}/{name}" if inside else name
    return read_one(content, path, context, path, depth + 1)


def _of_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    with open_archive(content) as archive:
        entries = [entry for entry in archive.infolist() if _is_file(entry.filename)]
        if len(entries) > MAX_MEMBERS:
            raise Refused(Refusal.TOO_LARGE, f"超过{MAX_MEMBERS}个文件", "zip")
        for entry in entries:
            yield _member_name(entry), _unpack(archive, entry)


def _is_file(name: str) -> bool:
    return bool(name) and not name.endswith("/") and not any(part in name for part in _CLUTTER)


def _member_name(entry: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are the bytes of the sender's code page, which zipfile shows as CP437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return decode_bytes(entry.orig_filename.encode("cp437")).replace("\\", "/")
    except UnicodeEncodeError:
        return entry.filename


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The member's bytes; b'' for one that is damaged, which is then refused by itself."""
    try:
        with archive.open(entry) as stream:
            return stream.read(MAX_MEMBER)
    except ZIP_ERRORS:
        return b""


def _of_mail(content: bytes, context: ReadContext) -> Iterator[tuple[str, bytes] | FileReading]:
    """Attachments, and the tables that the sender pasted into the body as a member ``(body)``."""
    envelope = read_message(content)
    body = read_body(envelope.html, context) if envelope.html else None
    if body is not None:
        yield body
    yield from ((part.name, part.content) for part in envelope.attachments)


def read_body(markup: str, context: ReadContext) -> FileReading | None:
    """The sender's own tables in a mail's HTML; None when there is none with a header and rows."""
    from parsers.markup import grids_of_html
    from parsers.reading import read_book

    content = markup.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        grids = grids_of_html(markup)
    except Refused as refused:
        return FileReading("(body)", sha256, "html", "refused", Reason(refused.code.value, refused.message))
    reading = read_book(Workbook("html", grids), "(body)", sha256, context)
    return reading if any(table.data for table in reading.tables) else None

"""What is inside an archive or a mail: every member is a reading of its own, the path inside as its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from parsers.budget import one_file
from parsers.container import STREAMS, Container, Member
from parsers.context import ReadContext
from parsers.findings import Code, Finding, finding
from parsers.grid import Grid, Workbook
from parsers.refusal import Refusal, Refused
from parsers.result import FileReading, Reason
from parsers.sandbox import in_child


def read_members(
    content: bytes, name: str, file_format: str, sha256: str, context: ReadContext, inside: str = "", depth: int = 0
) -> FileReading:
    """An archive or mail with its members. Raises Refused when the container itself cannot be opened."""
    if depth >= context.limits.depth:
        raise Refused(Refusal.TOO_DEEP, file_format=file_format)
    opened = context.open_container(content, file_format, context.limits)
    files = _named_after(name, opened.members) if file_format in STREAMS else opened.members
    members = (*_body(opened, context), *(_read(member, context, inside, depth) for member in files))
    said = tuple(said for member in members for said in _refusals(member))
    return FileReading(name, sha256, file_format, "read", None, members, (), said)


def _named_after(name: str, members: tuple[Member, ...]) -> Iterator[Member]:
    """gz and the like hold one file, which is called as they are without their suffix; a tgz holds a tar."""
    path = PurePosixPath(name)
    inner = path.with_suffix(".tar" if path.suffix.lower() in (".tgz", ".tbz", ".txz") else "").name or name
    return (replace(member, name=inner) for member in members)


def _refusals(member: FileReading) -> Iterator[Finding]:
    if member.reason:
        yield finding(Code.MEMBER_REFUSED, value=member.file, reason=member.reason.message)


def _read(member: Member, context: ReadContext, inside: str, depth: int) -> FileReading:
    from parsers.reading import read_one, refused_reading

    path = f"{inside}/{member.name}" if inside else member.name
    if member.refused:
        return refused_reading(path, member.content, member.refused)
    return read_one(member.content, path, context, path, depth + 1)


def _body(opened: Container, context: ReadContext) -> Iterator[FileReading]:
    """The tables that the sender pasted into the text of a mail, as a member ``(body)``."""
    reading = _told_body(opened.markup, lambda: opened.body, context) if opened.body else None
    if reading is not None:
        yield reading


def read_body(markup: str, context: ReadContext) -> FileReading | None:
    """The sender's own tables in a mail's HTML; None when there is none with a header and rows."""
    from parsers.markup import grids_of_html

    with one_file():
        return _told_body(markup, lambda: in_child(grids_of_html, markup, context.limits.cells), context)


def _told_body(markup: str, grids: Callable[[], tuple[Grid, ...]], context: ReadContext) -> FileReading | None:
    from parsers.reading import read_book

    sha256 = hashlib.sha256(markup.encode("utf-8", "replace")).hexdigest()
    try:
        reading = read_book(Workbook("html", grids()), "(body)", sha256, context)
    except Refused as refused:
        return FileReading("(body)", sha256, "html", "refused", Reason(refused.code.value, refused.message))
    return reading if any(table.data for table in reading.tables) else None

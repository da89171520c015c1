"""A sheet that comes as a workbook and, in the same mail, printed or in a document, is one submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.outcomes import AttachmentOutcome
from campaign.text import squeeze
from parsers.result import FileReading, Row

Read = tuple[AttachmentOutcome, FileReading | None]

#: the code of a copy's outcome; it proves nothing that the sheet does not say itself
PRINTED_COPY = "printed_copy"
_PRINTED = frozenset(["pdf", "docx", "doc", "rtf", "odt", "wordml"])
_TOLD = "与同件报送的表格内容相同"


def without_copies(parts: Sequence[Read]) -> list[Read]:
    """The attachments, printed copies among them kept and no longer read."""
    files = [member for _, reading in parts if reading for member in reading.walk()]
    return [_kept(outcome, reading, files) for outcome, reading in parts]


def _kept(outcome: AttachmentOutcome, reading: FileReading | None, files: Sequence[FileReading]) -> Read:
    if reading is None or not is_copy(reading, files):
        return outcome, reading
    return replace(outcome, outcome="evidence", code=PRINTED_COPY, message=_TOLD, rows=0), None


def is_copy(file: FileReading, files: Sequence[FileReading]) -> bool:
    """Whether a document says nothing but what a workbook among the files says, row for row."""
    said = _said(file)
    return file.format in _PRINTED and bool(said) and any(said <= _said(other) for other in _workbooks(files))


def _workbooks(files: Sequence[FileReading]) -> list[FileReading]:
    return [file for file in files if file.format not in _PRINTED]


def _said(file: FileReading) -> frozenset[tuple[str, ...]]:
    return frozenset((table.form, *_words(row)) for table in file.tables if table.form for row in table.data)


def _words(row: Row) -> tuple[str, ...]:
    """Lines break elsewhere in a printed cell."""
    return tuple(squeeze(row.text(key)) for key in ("number", "project_name", "problem", "status", "progress"))

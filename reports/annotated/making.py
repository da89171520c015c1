"""The copies that go with one receipt: in the sender's own workbook where it can be, else in a fresh one."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from campaign.letters import Attachment
from campaign.outcomes import Copy
from reports.annotated.child import NoCopy, make
from reports.annotated.job import Job
from reports.letters.base import XLSX
from reports.row_words import file_title
from reports.wording import one_line

_LOG = logging.getLogger("gongjian.annotated")
MAX_FILE = 2 * 2**20  # bytes
MAX_CELLS = 200_000  # of one file
MAX_ALL = 10 * 2**20  # bytes of all copies of one letter
_XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
_MARK = "（已标注）"
_MARKED = re.compile(r"（已标注\d*）")


def annotated_copies(jobs: Iterable[Job]) -> Iterator[Copy]:
    """A copy of each file, in order; without attachment where it is too large or could not be made."""
    taken: set[str] = set()
    left = MAX_ALL
    for job in jobs:
        content = _content(job)
        if content is None or len(content) > left:
            yield Copy(job.name, None)
            continue
        left -= len(content)
        kind, media = ("xlsm", _XLSM) if _has_macros(content) else ("xlsx", XLSX)
        name = _name(job.name, kind, taken)
        taken.add(name)
        yield Copy(job.name, Attachment(name, content, media))


def _content(job: Job) -> bytes | None:
    cells = sum(len(row) for grid in job.grids for row in grid.rows)
    if len(job.content) > MAX_FILE or cells > MAX_CELLS:
        return None
    for in_place in (True, False) if job.format == "xlsx" else (False,):
        try:
            return make(job, in_place=in_place)
        except NoCopy as reason:
            _LOG.warning("%s: no annotated copy %s: %s", job.name, "in place" if in_place else "afresh", reason)
    return None


def _has_macros(content: bytes) -> bool:
    """Whether Excel opens the workbook only under the name xlsm."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"sheet.macroEnabled.main" in archive.read("[Content_Types].xml")


def _name(path: str, kind: str, taken: set[str]) -> str:
    """``汇总表（已标注）.xlsx``, unique in the letter."""
    stem = _MARKED.sub("", PurePosixPath(one_line(file_title(path))).stem)[:80]
    name, number = f"{stem}{_MARK}.{kind}", 1
    while name in taken:
        number += 1
        name = f"{stem}（已标注{number}）.{kind}"
    return name

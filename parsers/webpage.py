"""A web page in one file (mht, 单个文件网页), as office programs save it, also under the name of .xls."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from parsers.grid import Workbook
from parsers.limits import DEFAULT
from parsers.markup import grids_of_html, text_of_html
from parsers.refusal import Refusal, Refused
from parsers.transfer import content_of

_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,31})</x:Name>", re.IGNORECASE)


def read_mht(content: bytes, max_cells: int = DEFAULT.cells) -> Workbook:
    """A grid per table of its pages; those of a workbook bear the sheets' names. Raises Refused when there is none."""
    parts = [part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html"]
    pages = [text_of_html(content_of(part), _charset(part)) for part in parts]
    grids = [grid for page in pages for grid in grids_of_html(page, max_cells)]
    if not grids:
        raise Refused(Refusal.NOT_A_SPREADSHEET, "不含表格的网页", "mht")
    names = [name for page in pages for name in _SHEET_NAME.findall(page)]
    if len(names) == len(grids):
        grids = [replace(grid, name=name) for grid, name in zip(grids, names, strict=True)]
    return Workbook("mht", tuple(grids))


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None

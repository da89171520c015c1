"""Projects named in lines of their own, over the rows that are about them: ``一、青溪水厂扩建工程（省级）``.

Towns, kinds of problems and groups of projects (``二、在建项目``) head sections too; they name no project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.forms import label_key
from parsers.canvas import Anchor
from parsers.context import ReadContext
from parsers.head import pairs
from parsers.projectnames import BRACKETS, is_project_name, names_of_its_own
from parsers.table import Table

_MARK = re.compile(
    r"^(?:(?P<chinese>第?[一二三四五六七八九十]{1,3}[、.．:：]|项目[一二三四五六七八九十\d]{1,3}[:：、])"
    r"|(?P<bracketed>[(（][一二三四五六七八九十]{1,3}[)）][、.．]?)"
    r"|(?P<number>\d{1,3}[、.．](?!\d))|(?P<circled>[(（]\d{1,3}[)）]|[①-⑳]))\s*"
)
_STYLES = ("chinese", "bracketed", "number", "circled")
_SERIAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)]?[、.．]?")
_AMOUNT = re.compile(r"[\d,.]+[%％个项件条]?")


@dataclass(frozen=True)
class Section:
    """A heading: how deep it stands (0 the outermost) and the project it names, if one."""

    depth: int
    project: str | None


def find_sections(table: Table, context: ReadContext) -> dict[int, Section]:
    """Lines of a table that name a project and nothing else → what they say."""
    found: dict[int, Section] = {}
    for row in table.body:
        if not 0 < len(table.canvas.written(row)) <= 4 or row in table.foot_rows or row in table.again:
            continue
        cells = table.canvas.own(row)
        heading = section_of(cells, context) if _heads(cells) else None
        if heading and heading.project:
            found[row] = heading
    return _with_rows(table, found)


def section_of(cells: Sequence[Anchor], context: ReadContext) -> Section:
    """What a line says as a heading."""
    serial = cells[0].text if len(cells) > 1 else ""
    text = cells[1].text if serial else cells[0].text
    written = f"{serial}{'' if serial[-1:] in '、.．)）' else '、'}{text}" if serial else text
    mark = _MARK.match(written)
    depth = next((n for n, style in enumerate(_STYLES, 1) if mark and mark[style]), 0)
    return Section(depth, project_in(_MARK.sub("", text), context))


def _heads(cells: Sequence[Anchor]) -> bool:
    """A line of one text, or of a serial, a text and sums."""
    if len(cells) == 1:
        return not cells[0].text.isdigit()
    sums = all(_AMOUNT.fullmatch(cell.text) for cell in cells[2:])
    return _SERIAL.fullmatch(cells[0].text) is not None and sums


def _with_rows(table: Table, sections: Mapping[int, Section]) -> dict[int, Section]:
    """Those below which something fuller stands before the next one."""
    kept: list[int] = []
    fuller = False
    for row in reversed(table.body):
        if row in sections:
            kept += [row] if fuller else []
            fuller = False
        else:
            fuller = fuller or len(table.canvas.written(row)) >= 3
    return {row: sections[row] for row in reversed(kept)}


def project_in(text: str, context: ReadContext) -> str | None:
    """The project that a heading names: one of the catalogue, or what is called so; without level and sums."""
    said = {label_key(label): value for label, value in pairs(text).items() if value}
    words = context.formbook.labels("F1")
    text = next((value for key, value in said.items() if words.get(key) == "project_name"), text)
    for name in dict.fromkeys((" ".join(text.split()), _bare(text))):
        match = context.match_project(name, None, "") if context.match_project and name else None
        if match and match.project:
            return name
    return _bare(text) if is_project_name(_bare(text)) else None


def _bare(text: str) -> str:
    kept = BRACKETS.sub(lambda found: found[0] if names_of_its_own(found[0][1:-1]) else "", text)
    return " ".join(kept.split()).rstrip("：:、 ")

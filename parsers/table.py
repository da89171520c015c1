"""Grid → tables: title, head block, header of one to three rows, rows below it, foot block.

A header is known by the words of our forms, or else by its shape: a line of short, distinct texts that
covers the columns of the lines below it. So any sensible header-and-rows table is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaign.forms import FormBook
from parsers.bands import bands, cut
from parsers.canvas import Anchor, Canvas
from parsers.grid import Grid
from parsers.head import head_pairs, is_head, is_note, is_remark, is_signature, pairs
from parsers.header import Header, find_header, is_header_of_another, repeats


@dataclass(frozen=True)
class Table:
    """A table of a sheet. Rows and columns are 0-based here; `body` are the non-blank rows below the header.

    `labels` maps a column to its label, unique in the table; columns written in without a label are called by
    their letter (``G列``) and listed in `unlabelled`. `foot_rows` ⊂ `body`.
    """

    canvas: Canvas
    title: str | None
    head: Mapping[str, str]
    header: Header
    body: tuple[int, ...]
    foot_rows: frozenset[int]
    again: frozenset[int]
    foot: tuple[str, ...]
    labels: Mapping[int, str]
    unlabelled: frozenset[int]

    @cached_property
    def foot_pairs(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for row in sorted(self.foot_rows):
            found |= {k: v for k, v in head_pairs(self.canvas.anchors(row)).items() if not found.get(k)}
        for line in self.canvas.grid.after:
            found |= {k: v for k, v in pairs(line).items() if not found.get(k)}
        return found


def find_tables(grid: Grid, book: FormBook) -> tuple[Table, ...]:
    """Every table of a sheet, top to bottom; none when the sheet has no header line."""
    canvas = Canvas(grid)
    tables: list[Table] = []
    start = 0
    while (header := find_header(canvas, book, start)) is not None:
        end = _next_table(canvas, book, header)
        tables += _side_by_side(canvas, header, book, start, end) or [_table(canvas, header, start, end)]
        start = end
    return tuple(tables)


def _side_by_side(canvas: Canvas, header: Header, book: FormBook, start: int, end: int) -> list[Table]:
    """The tables next to one another under these header rows; none when there is only one."""
    sides = [find_tables(cut(canvas, band, start, header.top, end), book) for band in bands(canvas, header, book, end)]
    return [table for side in sides for table in side] if all(sides) else []


def _next_table(canvas: Canvas, book: FormBook, header: Header) -> int:
    """The row where the next table of the sheet begins, its title and head block included."""
    for row in range(header.bottom + 1, canvas.height):
        if is_header_of_another(canvas, book, header, row):
            return _first_line_above(canvas, header, row)
    return canvas.height


def _first_line_above(canvas: Canvas, header: Header, row: int) -> int:
    first = row
    for above in range(row - 1, header.bottom, -1):
        cells = canvas.own(above)
        if len(cells) > 2 or (cells and _closes(cells)):
            break
        if cells:
            first = above
    return first


def _closes(cells: Sequence[Anchor]) -> bool:
    """A line that belongs to the foot of the table above it, not to the head of the one below."""
    text = cells[0].text
    return is_remark(text) or (is_signature(text) and not text.replace(" ", "").startswith("填报单位"))


def _table(canvas: Canvas, header: Header, start: int, end: int) -> Table:
    body = tuple(row for row in range(header.bottom + 1, end) if not canvas.blank(row))
    again = frozenset(row for row in body if repeats(canvas, header, row))
    foot_rows = _foot_rows(canvas, header, body)
    title, head = _above(canvas, header, start)
    last = end == canvas.height
    foot = [_line(canvas, row) for row in sorted(foot_rows)] + list(canvas.grid.after if last else ())
    labels, unlabelled = _all_labels(canvas, header, [row for row in body if row not in foot_rows])
    return Table(canvas, title, head, header, body, foot_rows, again, tuple(foot), labels, unlabelled)


def _all_labels(canvas: Canvas, header: Header, rows: Sequence[int]) -> tuple[dict[int, str], frozenset[int]]:
    written = {cell.left for row in rows for cell in canvas.own(row)}
    unlabelled = frozenset(written - header.labels.keys())
    labels = {c: label for c, label in header.labels.items() if c not in header.spare or c in written}
    labels |= {column: f"{_letters(column)}列" for column in unlabelled}
    return dict(sorted(labels.items())), unlabelled


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _line(canvas: Canvas, row: int) -> str:
    return "  ".join(anchor.text for anchor in canvas.own(row))


def _foot_rows(canvas: Canvas, header: Header, body: Sequence[int]) -> frozenset[int]:
    """The last rows, from the first signature or remark on that is not followed by data again."""
    foot: list[int] = []
    for row in reversed(body):
        if not _could_be_foot(canvas, header, row):
            break
        foot.append(row)
    foot.reverse()
    while foot and not is_note([cell.text for cell in canvas.own(foot[0])], len(header.labels)):
        foot.pop(0)
    return frozenset(foot)


def _could_be_foot(canvas: Canvas, header: Header, row: int) -> bool:
    cells = canvas.own(row)
    if is_note([cell.text for cell in cells], len(header.labels)):
        return True
    numbered = len(cells) > 1 and cells[0].text.isdigit()
    return len(cells) <= max(2, len(header.labels) // 4) and not numbered


def _above(canvas: Canvas, header: Header, start: int) -> tuple[str | None, dict[str, str]]:
    """Title and head block: the lines above the header, what stands beside it, and lines before the table."""
    head: dict[str, str] = {}
    lines: list[str] = []
    for line in canvas.grid.before if start == 0 else ():
        head |= pairs(line)
        if not is_head(line):
            lines.append(line)
    for row in range(start, header.top):
        anchors = canvas.own(row)
        head |= {k: v for k, v in head_pairs(anchors).items() if not head.get(k)}
        lines += [anchor.text for anchor in anchors if not is_head(anchor.text)]
    for text in header.beside:
        head |= {k: v for k, v in pairs(text).items() if not head.get(k)}
    return _title(lines, set(head.values())), head


_TITLE_WORDS = ("表", "清单", "台账", "目录", "汇总", "情况", "计划", "一览")


def _title(lines: Sequence[str], values: set[str]) -> str | None:
    """The line most like a title: short, ending in 表, 清单 …; a bare 附件 or a guide to filling in is none."""
    texts = [" ".join(line.split()) for line in lines if line not in values]
    candidates = [text for text in texts if 4 <= len(text) <= 80 and not is_remark(text)]
    candidates = [text for text in candidates if not _is_guide(text)]
    named = [text for text in candidates if any(word in text for word in _TITLE_WORDS)]
    return next(iter(named or candidates), None)


def _is_guide(text: str) -> bool:
    return bool(re.fullmatch(r"附[件表]\s*[0-9一二三四五]*\s*[：:]?", text)) or text.startswith(
        ("请", "填写", "提示", "温馨")
    )

"""Grid → tables: title, head block, header of one to three rows, rows below it, foot block.

A header is known by the words of our forms, or else by its shape: a line of short, distinct texts that
covers the columns of the lines below it. So any sensible header-and-rows table is found. A form filled in downwards,
label beside value, becomes a table of one row a card (`parsers.cards`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaign.forms import FormBook
from parsers.bands import bands, cut
from parsers.canvas import Anchor, Canvas
from parsers.cards import Cards, find_cards
from parsers.grid import Grid
from parsers.head import head_pairs, is_head, is_named_unit, is_note, is_remark, is_signature, pairs
from parsers.header import Header, find_header, is_header_of_another, repeats
from parsers.title import is_title, title_of, without_page


@dataclass(frozen=True)
class Table:
    """A table of a sheet. Rows and columns are 0-based here; `body` are the non-blank rows below the header.

    `labels` maps a column to its label, unique in the table; columns written in without a label are called by
    their letter (``G列``) and listed in `unlabelled`. `foot_rows` ⊂ `body`. `cards`: where the cells of a form
    filled in downwards stand in the sheet; its header has no rows.
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
    cards: Cards | None = None

    @property
    def headless(self) -> bool:
        """A list that begins without a header line."""
        return self.cards is None and self.header.bottom < self.header.top

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
    while True:
        header = find_header(canvas, book, start)
        cards = find_cards(canvas, book, start, header)
        if cards is not None:
            tables.append(_of_cards(canvas, cards, start))
            start = cards.end
        elif header is not None:
            end = _next_table(canvas, book, header, start)
            if end < canvas.height and not _begins_table(canvas, book, end):
                end = canvas.height
            tables += _side_by_side(canvas, header, book, start, end) or [_table(canvas, header, start, end)]
            start = end
        else:
            return tuple(tables)


def _begins_table(canvas: Canvas, book: FormBook, start: int) -> bool:
    """Whether a table is found from the row on; what only looked like the header of one belongs to the table above."""
    header = find_header(canvas, book, start)
    return header is not None or find_cards(canvas, book, start, header) is not None


def _side_by_side(canvas: Canvas, header: Header, book: FormBook, start: int, end: int) -> list[Table]:
    """The tables next to one another under these header rows; none when there is only one."""
    sides = [find_tables(cut(canvas, band, start, header.top, end), book) for band in bands(canvas, header, book, end)]
    return [table for side in sides for table in side] if all(sides) else []


def _next_table(canvas: Canvas, book: FormBook, header: Header, start: int) -> int:
    """The row where the next table of the sheet begins, its title and head block included."""
    for row in range(max(header.top, header.bottom) + 1, canvas.height):
        if is_header_of_another(canvas, book, header, row):
            return _first_line_above(canvas, header, row)
        if len(canvas.written(row)) > 1 and repeats(canvas, header, row):
            first = _first_line_above(canvas, header, row)
            if _titled_anew(canvas, header, range(first, row), start):
                return first
    return canvas.height


def _titled_anew(canvas: Canvas, header: Header, lines: range, start: int) -> bool:
    """A title of its own, or a unit of its own, over a header that comes again: a table, not a further page."""
    above = {*header.beside, *(cell.text for row in range(start, header.top) for cell in canvas.own(row))}
    known = {without_page(text) for text in above}
    new = [cell.text for row in lines for cell in canvas.own(row) if without_page(cell.text) not in known]
    return any(is_title(text) or is_named_unit(next(iter(pairs(text)), "")) for text in new)


def _first_line_above(canvas: Canvas, header: Header, row: int) -> int:
    first = row
    for above in range(row - 1, header.bottom, -1):
        cells = canvas.own(above)
        if len(cells) > 2 or (cells and _closes(cells)) or repeats(canvas, header, above):
            break
        if cells:
            first = above
    return first


def _closes(cells: Sequence[Anchor]) -> bool:
    """A line that belongs to the foot of the table above it, not to the head of the one below."""
    text = cells[0].text
    return text.isdigit() or is_remark(text) or (is_signature(text) and not is_named_unit(next(iter(pairs(text)), "")))


def _table(canvas: Canvas, header: Header, start: int, end: int) -> Table:
    body = tuple(row for row in range(header.bottom + 1, end) if not canvas.blank(row))
    again = frozenset(row for row in body if repeats(canvas, header, row))
    foot_rows = _foot_rows(canvas, header, body)
    title, head = _above(canvas, start, header.top, header.beside)
    last = end == canvas.height
    foot = [_line(canvas, row) for row in sorted(foot_rows)] + list(canvas.grid.after if last else ())
    labels, unlabelled = _all_labels(canvas, header, [row for row in body if row not in foot_rows])
    return Table(canvas, title, head, header, body, foot_rows, again, tuple(foot), labels, unlabelled)


def _of_cards(sheet: Canvas, cards: Cards, start: int) -> Table:
    canvas, header = Canvas(cards.grid), Header(0, -1, cards.labels)
    title, head = _above(sheet, start, cards.top, ())
    first = min((row for row in range(canvas.height) if row not in cards.loose), default=0)
    own = {label: canvas.text(first, column) for column, label in cards.labels.items()}
    head |= {label: text for label, text in own.items() if is_named_unit(label) and not head.get(label)}
    body = tuple(row for row in range(canvas.height) if not canvas.blank(row))
    foot_rows = _foot_rows(canvas, header, body)
    foot = [_line(canvas, row) for row in sorted(foot_rows)]
    foot += sheet.grid.after if cards.end == sheet.height else ()
    again = cards.loose - foot_rows
    return Table(canvas, title, head, header, body, foot_rows, again, tuple(foot), cards.labels, frozenset(), cards)


def _all_labels(canvas: Canvas, header: Header, rows: Sequence[int]) -> tuple[dict[int, str], frozenset[int]]:
    written = set().union(*map(canvas.written, rows))
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
    return "  ".join(_texts(canvas, row))


def _texts(canvas: Canvas, row: int) -> list[str]:
    return list(canvas.written(row).values())


def _foot_rows(canvas: Canvas, header: Header, body: Sequence[int]) -> frozenset[int]:
    """The last rows, from the first signature or remark on that is not followed by data again."""
    foot: list[int] = []
    for row in reversed(body):
        if not _could_be_foot(canvas, header, row):
            break
        foot.append(row)
    foot.reverse()
    while foot and not is_note(_texts(canvas, foot[0]), len(header.labels)):
        foot.pop(0)
    return frozenset(foot)


def _could_be_foot(canvas: Canvas, header: Header, row: int) -> bool:
    texts = _texts(canvas, row)
    if is_note(texts, len(header.labels)):
        return True
    numbered = len(texts) > 1 and texts[0].isdigit()
    return len(texts) <= max(2, len(header.labels) // 4) and not numbered


def _above(canvas: Canvas, start: int, top: int, beside: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """Title and head block: the lines above the header, what stands beside it, and lines before the table."""
    head: dict[str, str] = {}
    lines: list[str] = []
    for line in canvas.grid.before if start == 0 else ():
        head |= pairs(line)
        if not is_head(line):
            lines.append(line)
    for row in range(start, top):
        anchors = canvas.own(row)
        found = head_pairs(anchors)
        head |= {k: v for k, v in found.items() if not head.get(k)}
        lines += [anchor.text for anchor in anchors if not is_head(anchor.text) and anchor.text not in found]
    for text in beside:
        head |= {k: v for k, v in pairs(text).items() if not head.get(k)}
        lines += [] if is_head(text) else [text]
    return title_of(lines, set(head.values())), head

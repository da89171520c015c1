"""Finding the header line of a table and the labels of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from campaign.forms import FormBook, label_key
from parsers.canvas import Anchor, Canvas, without_space
from parsers.head import is_head, is_named_unit, is_remark
from parsers.headless import begins_with_values, by_number
from parsers.labels import LONG_LABEL, is_label, is_measure, is_number, is_plain, is_series, unique
from parsers.title import is_title

_LOOK_AHEAD = 8


@dataclass(frozen=True)
class Header:
    """`top` … `bottom` are its rows, `labels` the label of every column, unique.

    `beside`: head texts and a title that stand among the labels. `spare` are columns that only share a label merged
    over several: they count when something is written there. A list without a header has none of these rows, `bottom`
    being the row above its first.
    """

    top: int
    bottom: int
    labels: Mapping[int, str]
    beside: tuple[str, ...] = ()
    spare: frozenset[int] = frozenset()

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(range(self.top, self.bottom + 1))


def find_header(canvas: Canvas, book: FormBook, start: int) -> Header | None:
    """The first header at or below a row; None when there is none."""
    for row in range(start, canvas.height):
        if halved := _halved(canvas, book, row):
            return Header(row, row + 1, halved)
        if _known(canvas, book, row):
            return _with_all_rows(canvas, row, start)
        if begins_with_values(canvas, book, row):
            return Header(row, row - 1, by_number(canvas, row))
        if _shaped(canvas, row):
            return _with_all_rows(canvas, row, start)
    return None


def _halved(canvas: Canvas, book: FormBook, row: int) -> dict[int, str]:
    """The labels of a header whose words are typed half in one line and half in the next: 项目 over 名称."""
    cells = canvas.own(row)
    if len(cells) < 4 or row + 1 >= canvas.height or any(len(cell.text) > 8 for cell in cells):
        return {}
    below = {cell.left: cell.text for cell in canvas.own(row + 1)}
    words = {cell.left: without_space(cell.text + below.get(cell.left, "")) for cell in cells}
    known = [word for column, word in words.items() if column in below and is_label(word, book)]
    whole = [cell for cell in cells if is_label(cell.text, book)]
    if below.keys() - words.keys() or 5 * len(known) < 4 * len(cells) or 2 * len(whole) >= len(cells):
        return {}
    seen: dict[str, int] = {}
    return {column: unique(word, seen) for column, word in words.items()}


def is_header_of_another(canvas: Canvas, book: FormBook, header: Header, row: int) -> bool:
    """A header line inside the rows of a table that is not a repetition of that table's own header."""
    written = canvas.written(row)
    if len(written) < 3 or is_number(next(iter(written.values()))) or repeats(canvas, header, row):
        return False
    cells = canvas.own(row)
    known = {label_key(cell.text) for cell in cells if is_label(cell.text, book)}
    if len(known) >= max(3, 0.6 * len(cells)):
        return True
    apart = canvas.blank(row - 1) or len(canvas.own(row - 1)) == 1
    return apart and all(map(_could_head, cells)) and _plainly(cells, book) and _covers(canvas, row, cells)


def _could_head(cell: Anchor) -> bool:
    return len(cell.text) <= 12 and "。" not in cell.text and not is_number(cell.text)


def _plainly(cells: Sequence[Anchor], book: FormBook) -> bool:
    """Most of the texts are labels to anybody."""
    return 3 * sum(is_plain(cell.text) or is_label(cell.text, book) for cell in cells) >= 2 * len(cells)


def repeats(canvas: Canvas, header: Header, row: int) -> bool:
    """A line of the table's own header once more, as at the top of a printed page."""
    written = canvas.written(row)
    for column, text in written.items():
        if not _is_part(without_space(text), header.labels.get(column, "")):
            return False
    return len(written) >= 2


def _is_part(text: str, label: str) -> bool:
    return label.endswith(text) or text in label.split("/")


def _known(canvas: Canvas, book: FormBook, row: int) -> bool:
    """Two or more words of our forms, and not many others."""
    cells = [cell for cell in canvas.anchors(row) if not is_head(cell.text)]
    if len(cells) < 2:
        return _all_with_colons(canvas.own(row), book)
    known = {label_key(cell.text) for cell in cells if is_label(cell.text, book)}
    return len(known) >= 2 and len(known) * 3 >= len(cells)


def _all_with_colons(cells: Sequence[Anchor], book: FormBook) -> bool:
    """Labels side by side that all end in a colon."""
    adjacent = all(a.right + 1 == b.left for a, b in pairwise(cells))
    ended = all(cell.text.endswith(("：", ":")) for cell in cells)
    return len(cells) >= 3 and adjacent and ended and sum(is_label(cell.text, book) for cell in cells) >= 2


def _shaped(canvas: Canvas, row: int) -> bool:
    """Short, distinct texts, or numbers that follow one another, that cover the columns of the lines below."""
    cells = canvas.anchors(row)
    if len(cells) < 2 or is_head(cells[0].text) or is_remark(cells[0].text):
        return False
    if any(cell.right > cell.left and is_title(cell.text) for cell in cells):
        return False
    texts = [cell.text for cell in cells]
    labels = sum(not is_number(text) and len(text) <= LONG_LABEL and "。" not in text for text in texts)
    if labels < 0.6 * len(cells) and not _heads_series(canvas, row, texts):
        return False
    distinct = len(set(texts)) >= 0.8 * len(cells) or _twice(texts)
    return distinct and _covers(canvas, row, cells)


def _twice(texts: Sequence[str]) -> bool:
    """The header of a table broken into two columns of print."""
    half, rest = divmod(len(texts), 2)
    return rest == 0 and half >= 2 and texts[:half] == texts[half:]


def _heads_series(canvas: Canvas, row: int, texts: Sequence[str]) -> bool:
    """A line of years, months or days beside one or two labels; the line below does not go on counting."""
    numbers = [text for text in texts if is_number(text)]
    if len(texts) - len(numbers) > 3 or not is_series(numbers):
        return False
    below = next((line for r in range(row + 1, canvas.height) if (line := canvas.own(r))), ())
    return [cell.text for cell in below if is_number(cell.text)] != numbers


def _covers(canvas: Canvas, row: int, cells: Sequence[Anchor]) -> bool:
    """The lines below stand under these cells, a blank corner beside them included, and are hardly wider."""
    covered = {column for cell in cells for column in range(cell.left, cell.right + 1)} | {cells[0].left - 1}
    first = next((r for r in range(row + 1, canvas.height) if not canvas.blank(r)), canvas.height)
    together = takewhile(lambda r: not canvas.blank(r), range(first, canvas.height))
    below = [canvas.own(r) for r in islice(together, _LOOK_AHEAD)]
    written = [cell.left for line in below for cell in line]
    widest = max((len(line) for line in below), default=0)
    under = sum(column in covered for column in written)
    return bool(written) and under >= 0.8 * len(written) and len(covered) >= 0.6 * widest and widest >= 2


def _with_all_rows(canvas: Canvas, row: int, start: int) -> Header:
    top, bottom = row, row
    while top > start and row - top < 2 and _groups(canvas, top - 1, top):
        top -= 1
    while bottom + 1 < canvas.height and bottom - top < 2 and _continues(canvas, top, bottom + 1):
        bottom += 1
    labels, beside = _labels(canvas, top, bottom)
    return Header(top, bottom, labels, beside, frozenset(c for c in labels if _spare(canvas, top, bottom, c)))


def _groups(canvas: Canvas, row: int, below: int) -> bool:
    """A line of group labels over the header: merged over some of its columns, but not over all like a title."""
    cells = [cell for cell in canvas.own(row) if not is_head(cell.text)]
    spanned = len(canvas.own(below))
    wide = [cell for cell in cells if cell.right > cell.left]
    if any((merge := canvas.merged.get((row, cell.left))) is not None and merge.bottom >= below for cell in cells):
        return True
    whole = any(len(_under(canvas, below, cell)) >= max(2, spanned) for cell in wide)
    titled = any(is_title(cell.text) and 2 * len(_under(canvas, below, cell)) > spanned for cell in wide)
    return bool(wide) and not whole and not titled and len(cells) >= 2 and all(len(c.text) <= 20 for c in cells)


def _under(canvas: Canvas, row: int, group: Anchor) -> list[Anchor]:
    return [cell for cell in canvas.anchors(row) if group.left <= cell.left <= group.right]


def _continues(canvas: Canvas, top: int, row: int) -> bool:
    """A further header line: the header's cells are merged down into it, or its own cells stand only under
    group labels and under columns that have no label yet.
    """
    if _merged_down(canvas, top, row):
        return True
    cells = canvas.own(row)
    if cells and all(is_measure(cell.text) and canvas.shown(row - 1, cell.left) for cell in cells):
        return True
    if len(cells) < 2 or any(is_number(cell.text) or len(cell.text) > LONG_LABEL for cell in cells):
        return False
    groups = [cell for cell in canvas.anchors(row - 1) if cell.right > cell.left and len(_under(canvas, row, cell)) > 1]
    bare = {column for column in range(canvas.width) if not any(canvas.shown(r, column) for r in range(top, row))}
    allowed = bare | {column - 1 for column in bare}
    allowed |= {column for group in groups for column in range(group.left, group.right + 1)}
    placed = all(cell.left in allowed for cell in cells)
    return placed and (bool(groups) or any(cell.left in bare for cell in cells))


def _merged_down(canvas: Canvas, top: int, row: int) -> bool:
    merges = (canvas.merged.get((row, column)) for column in range(canvas.width))
    return any(
        merge.top < row and merge.top >= top and bool(canvas.text(merge.top, merge.left))
        for merge in merges
        if merge is not None
    )


def _labels(canvas: Canvas, top: int, bottom: int) -> tuple[dict[int, str], tuple[str, ...]]:
    labels: dict[int, str] = {}
    banner = _banner(canvas, top, bottom)
    beside = [banner] if banner else []
    seen: dict[str, int] = {}
    for column in range(canvas.width):
        texts: list[str] = []
        for row in range(top, bottom + 1):
            text = _label_at(canvas, row, column, bottom)
            if text and _stands_beside(text):
                beside.append(text)
            elif text and text != banner and without_space(text) not in texts:
                texts.append(without_space(text))
        if texts:
            labels[column] = unique("/".join(texts), seen)
    return labels, tuple(dict.fromkeys(beside))


def _stands_beside(text: str) -> bool:
    """``填报单位：县林业局`` among the labels; a label that only ends in a colon is one all the same."""
    if "：" not in text and ":" not in text:
        return False
    return is_head(text) and (is_named_unit(text) or not text.endswith(("：", ":")))


def _banner(canvas: Canvas, top: int, bottom: int) -> str | None:
    """A title on the header's first line, beside labels merged down from there: it spans all other columns."""
    if top == bottom:
        return None
    cells = [cell for cell in canvas.own(top) if not is_head(cell.text)]
    single = [cell for cell in cells if canvas.merged.get((top, cell.left)) is None or cell.right > cell.left]
    titles = [cell for cell in single if is_title(cell.text) and len(_under(canvas, top + 1, cell)) >= 2]
    return titles[0].text if len(titles) == 1 and len(single) == 1 else None


def _spare(canvas: Canvas, top: int, bottom: int, column: int) -> bool:
    merges = [canvas.merged.get((row, column)) for row in range(top, bottom + 1)]
    return all(merge is not None and merge.left < column for merge in merges)


def _label_at(canvas: Canvas, row: int, column: int, bottom: int) -> str:
    """A header cell's text; a group label typed without a merge holds for the blank cells to its right."""
    text = canvas.shown(row, column)
    if text or row == bottom or not canvas.shown(bottom, column) or (row, column) in canvas.merged:
        return text
    left = column - 1
    while left >= 0 and not canvas.shown(row, left):
        left -= 1
    own = left >= 0 and (row, left) not in canvas.merged and canvas.text(bottom, left)
    return canvas.shown(row, left) if own else ""

"""Tables side by side in one sheet: the same header twice, or two headers with blank columns between them."""

from __future__ import annotations

from dataclasses import replace

from campaign.forms import FormBook, label_key
from parsers.canvas import Canvas
from parsers.grid import Grid, Merge, Value
from parsers.header import Header

Band = tuple[int, int]
_OPENINGS = frozenset({"序号", "编号", "姓名", "名称", "项目名称"})


def bands(canvas: Canvas, header: Header, book: FormBook, end: int) -> tuple[Band, ...]:
    """Column ranges (inclusive) of the tables that share these header rows; one when they are a single table."""
    runs = _repeated(header) or _apart(canvas, header, end)
    tables = [run for run in runs if _is_header(header, run, book)]
    if len(tables) < 2 or len(tables) != len(runs):
        return ()
    return tuple(tables)


def _is_header(header: Header, run: Band, book: FormBook) -> bool:
    labels = [label for column, label in header.labels.items() if run[0] <= column <= run[1]]
    keys = {label_key(_bare(label)) for label in labels}
    return len(labels) >= 3 and len(keys & book.vocabulary) >= 2


def _bare(label: str) -> str:
    """A label without the number that tells it from an earlier one."""
    return label.removesuffix("（2）").removesuffix("（3）").split("/")[-1]


def _repeated(header: Header) -> tuple[Band, ...]:
    """The same labels two or three times, one after the other."""
    columns = sorted(header.labels)
    labels = [_bare(header.labels[column]) for column in columns]
    for times in (2, 3):
        size, rest = divmod(len(labels), times)
        if rest == 0 and size >= 3 and all(labels[n * size : (n + 1) * size] == labels[:size] for n in range(times)):
            return tuple((columns[n * size], columns[(n + 1) * size - 1]) for n in range(times))
    return ()


def _apart(canvas: Canvas, header: Header, end: int) -> tuple[Band, ...]:
    """Runs of columns between columns in which nothing is written from the header down, labels of one run repeated
    in the other, or each run beginning as tables do.
    """
    if len(header.labels) == max(header.labels) - min(header.labels) + 1:
        return ()
    rows = range(header.top, end)
    used = [any(canvas.shown(row, column) for row in rows) for column in range(canvas.width)]
    runs: list[Band] = []
    for column, is_used in enumerate(used):
        if is_used and runs and runs[-1][1] == column - 1:
            runs[-1] = runs[-1][0], column
        elif is_used:
            runs.append((column, column))
    shared = set.intersection(*({_bare(header.labels.get(c, "")) for c in range(a, b + 1)} for a, b in runs))
    opened = all(_bare(header.labels.get(first, "")) in _OPENINGS for first, _ in runs)
    return tuple(runs) if len(shared - {""}) >= 2 or opened else ()


def cut(canvas: Canvas, band: Band, start: int, top: int, end: int) -> Grid:
    """The sheet with one of its tables only, rows and columns as they were; a line over all tables is kept for each."""
    grid, (left, right) = canvas.grid, band
    rows: list[tuple[Value, ...]] = []
    for number, row in enumerate(grid.rows):
        if not start <= number < end:
            rows.append(())
            continue
        inside: list[Value] = [value if left <= column <= right else None for column, value in enumerate(row)]
        common = canvas.own(number)
        if number < top and len(common) == 1 and common[0].left < left:
            inside[left] = row[common[0].left]
        rows.append(tuple(inside))
    merges = tuple(merge for merge in grid.merges if _within(merge, band, start, end))
    return replace(grid, rows=tuple(rows), merges=merges)


def _within(merge: Merge, band: Band, start: int, end: int) -> bool:
    return band[0] <= merge.left and merge.right <= band[1] and start <= merge.top and merge.bottom < end

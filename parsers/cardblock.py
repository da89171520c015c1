"""The lines of a form filled in downwards, and the cards they make up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parsers.canvas import Anchor, Canvas, without_space
from parsers.grid import Grid, Place, Value
from parsers.head import is_remark, is_signature, pairs
from parsers.labels import unique

_INLINE = re.compile(r"([^：:\n]{2,20})[：:]\s*(\S.*)", re.DOTALL)
_MOST_BLANK = 6  # lines between two cards

#: whether a text is a label
Named = Callable[[str], bool]


@dataclass(frozen=True)
class Cards:
    """Cards as a grid without a header: a row a card, a column a label.

    `lines[row]` is the row of the sheet, `places` the cell of the sheet for a cell of `grid`; all 0-based. `loose`:
    rows of `grid` that hold a line standing between or below the cards. `end`: the row of the sheet after them.
    """

    top: int
    end: int
    grid: Grid
    labels: Mapping[int, str]
    lines: tuple[int, ...]
    places: Mapping[Place, Place]
    loose: frozenset[int]

    def column(self, index: int) -> int:
        """The sheet's column in which the first value of a label stands."""
        return next((place[1] for (_, column), place in sorted(self.places.items()) if column == index), index)


@dataclass
class _Card:
    values: dict[str, tuple[str, Value, Place]] = field(default_factory=dict)

    def add(self, label: str, text: str, value: Value, place: Place) -> None:
        known = self.values.get(label)
        joined = (f"{known[0]}\n{text}", None, known[2]) if known and known[0] and text else None
        self.values[label] = joined or (known if known and known[0] else (text, value, place))


#: the row in which a card's values begin, or a line that is none, and its text
_Found = tuple[int, _Card | str]


def begins(canvas: Canvas, named: Named, row: int) -> bool:
    """A label with a value beside it, or a blank cell for one."""
    cells = _ungrouped(canvas, named, row)
    if not cells or not (named(cells[0].text) or _inline(cells[0].text, named)):
        return False
    beside = len(cells) > 1 and cells[1].left == cells[0].right + 1
    return not (beside and named(cells[1].text))


def _ungrouped(canvas: Canvas, named: Named, row: int) -> tuple[Anchor, ...]:
    """The cells of a line without the label on the left that is merged over several lines."""
    cells = canvas.own(row)
    if len(cells) < 2 or not named(cells[1].text):
        return cells
    merge = canvas.merged.get((row, cells[0].left))
    return cells[1:] if merge and merge.bottom > row else cells


def _inline(text: str, named: Named) -> tuple[str, str] | None:
    """``存在问题：…`` in one cell."""
    match = _INLINE.fullmatch(text)
    return (match[1], match[2]) if match and named(match[1]) else None


class Block:
    """Lines that begin with a label in the same column."""

    def __init__(self, canvas: Canvas, named: Named, top: int) -> None:
        self._canvas, self._named, self.top = canvas, named, top
        self._first = _ungrouped(canvas, named, top)[0].left
        self._lines: dict[int, tuple[Anchor, ...]] = {}
        self.end = top
        blank = 0
        for row in range(top, canvas.height):
            cells = tuple(cell for cell in canvas.own(row) if cell.left >= self._first)
            blank = 0 if cells else blank + 1
            if blank > _MOST_BLANK or self._is_header(cells):
                break
            if cells:
                self._lines[row], self.end = cells, row + 1
        self._columns = self._label_columns()

    def _labelled(self, text: str) -> bool:
        return self._named(text) or _inline(text, self._named) is not None

    def _is_header(self, cells: Sequence[Anchor]) -> bool:
        """Several labels side by side: the header of a table."""
        labels = [cell for cell in cells if self._named(cell.text)]
        adjacent = sum(a.right + 1 == b.left for a, b in pairwise(labels))
        return adjacent >= 2 and len(labels) * 2 > len(cells)

    def _label_columns(self) -> frozenset[int]:
        cells = [cell for line in self._lines.values() for cell in line]
        written = Counter(cell.left for cell in cells)
        labels = Counter(cell.left for cell in cells if self._labelled(cell.text))
        found = {column for column, number in labels.items() if 2 * number >= written[column]}
        return frozenset(c for c in found if c == self._first or c - 1 not in found) | {self._first}

    @property
    def is_cards(self) -> bool:
        """Three or more labels, in most of the lines, and something written beside them."""
        first = [line[0] for line in self._lines.values() if line[0].left == self._first]
        known = [cell for cell in first if self._labelled(cell.text)]
        cells = [cell for line in self._lines.values() for cell in line if cell.left in self._columns]
        labels = {without_space(cell.text) for cell in cells if self._labelled(cell.text)}
        values = any(cell.left not in self._columns for line in self._lines.values() for cell in line)
        inline = any(_inline(cell.text, self._named) for cell in known)
        return len(labels) >= 3 and len(known) >= 2 and 2 * len(known) > len(first) and (values or inline)

    @property
    def is_list(self) -> bool:
        """A label and a value in every line."""
        lines = self._lines.values()
        return len(lines) >= 4 and all(
            len(line) == 2 and self._named(line[0].text) and not self._named(line[1].text) for line in lines
        )

    @property
    def is_paired(self) -> bool:
        return len(self._columns) > 1

    def cards(self) -> Cards:
        found = sorted(self._found(), key=lambda item: item[0])
        labels = list(dict.fromkeys(label for _, card in found if isinstance(card, _Card) for label in card.values))
        order = {label: column for column, label in enumerate(labels)}
        rows: list[tuple[Value, ...]] = []
        places: dict[Place, Place] = {}
        for number, (_, card) in enumerate(found):
            values: list[Value] = [None] * len(labels)
            if isinstance(card, str):
                values[0] = card
            else:
                for label, (text, value, place) in card.values.items():
                    values[order[label]] = value if value is not None else text or None
                    places[number, order[label]] = place
            rows.append(tuple(values))
        loose = frozenset(number for number, (_, card) in enumerate(found) if isinstance(card, str))
        lines = tuple(line for line, _ in found)
        grid = self._grid(rows, lines, places)
        return Cards(self.top, self.end, grid, dict(enumerate(labels)), lines, places, loose)

    def _found(self) -> Iterator[_Found]:
        """The cards and the lines between them."""
        columns = self._value_columns()
        if columns:
            yield from self._records(columns)
        elif self._repeats_itself():
            for first, end in zip(sorted(self._columns), [*sorted(self._columns)[1:], self._canvas.width], strict=True):
                beside = {row: tuple(c for c in line if first <= c.left < end) for row, line in self._lines.items()}
                yield from self._downwards({row: line for row, line in beside.items() if line})
        else:
            yield from self._downwards(self._lines)

    def _repeats_itself(self) -> bool:
        """Cards side by side: the same labels twice or more in nearly every line."""
        labels = [[_bare(c.text) for c in line if c.left in self._columns] for line in self._lines.values()]
        same = sum(len(line) == len(self._columns) > 1 and len(set(line)) == 1 for line in labels)
        return 3 * same >= 2 * len(labels)

    def _grid(self, rows: Sequence[tuple[Value, ...]], lines: Sequence[int], places: Mapping[Place, Place]) -> Grid:
        grid = self._canvas.grid
        return replace(
            grid,
            rows=tuple(rows),
            merges=(),
            hidden_rows=frozenset(number for number, line in enumerate(lines) if line in grid.hidden_rows),
            struck=frozenset(here for here, place in places.items() if place in grid.struck),
            errors={here: grid.errors[place] for here, place in places.items() if place in grid.errors},
        )

    def _value_columns(self) -> tuple[int, ...]:
        """Columns of values where there are several, each written in most of the lines."""
        if len(self._columns) > 1:
            return ()
        lines = [line for line in self._lines.values() if line[0].left == self._first and len(line) > 1]
        written = Counter(cell.left for line in lines for cell in line[1:])
        columns = tuple(sorted(column for column, number in written.items() if 3 * number >= 2 * len(lines)))
        return columns if len(columns) > 1 else ()

    def _records(self, columns: Sequence[int]) -> Iterator[_Found]:
        """A card for each column of values; a merged value holds for all its columns."""
        labelled = [(row, line) for row, line in self._lines.items() if line[0].left == self._first]
        begins = min(row for row, line in labelled if len(line) > 1)
        for column in columns:
            card, seen = _Card(), dict[str, int]()
            for row, line in labelled:
                if len(line) == 1 and not self._named(line[0].text):
                    continue
                place = row, column
                label = unique(_bare(line[0].text), seen)
                card.add(label, self._canvas.shown(*place), self._canvas.value(*place), place)
            yield begins, card
        for row, line in self._lines.items():
            if len(line) == 1 and not self._named(line[0].text):
                yield row, line[0].text

    def _downwards(self, lines: Mapping[int, tuple[Anchor, ...]]) -> Iterator[_Found]:
        begins = min(lines)
        card, seen = _Card(), dict[str, int]()
        opening = _bare(self._pairs(lines[begins])[0][0])
        waiting: str | None = None
        for row, line in lines.items():
            if self._is_loose(line, waiting):
                yield row, line[0].text
                continue
            for label, cells in self._pairs(line):
                if _bare(label) == opening and card.values:
                    yield begins, card
                    card, begins, seen = _Card(), row, {}
                name = unique(_bare(label), seen) if label else waiting
                self._put(card, name, cells, row)
                waiting = name
        yield begins, card

    def _is_loose(self, line: Sequence[Anchor], waiting: str | None) -> bool:
        """A title, a heading or a remark between the cards: alone in its line, and no label."""
        text = line[0].text
        if self._named(text):
            return False
        if is_remark(text) or (is_signature(text) and (len(pairs(text)) > 1 or not self._labelled(text))):
            return True
        alone = len(line) == 1 and line[0].left in self._columns and not self._labelled(text)
        return alone and (waiting is None or line[0].right > line[0].left or len(text) > 12)

    def _pairs(self, line: Sequence[Anchor]) -> list[tuple[str, list[Anchor]]]:
        """The labels of a line with the cells beside each; a value without a label goes on with the one above."""
        found: list[tuple[str, list[Anchor]]] = []
        for cell in line:
            inline = _inline(cell.text, self._named)
            if inline:
                found.append((inline[0], [replace(cell, text=inline[1])]))
            elif cell.left in self._columns:
                found.append((cell.text, []))
            elif found:
                found[-1][1].append(cell)
            else:
                found.append(("", [cell]))
        return found

    def _put(self, card: _Card, label: str | None, cells: Sequence[Anchor], row: int) -> None:
        if label is None:
            return
        text = " ".join(cell.text for cell in cells)
        place = row, cells[0].left if cells else self._first
        single = len(cells) == 1 and cells[0].text == self._canvas.text(*place)
        card.add(label, text, self._canvas.value(*place) if single else None, place)


def _bare(label: str) -> str:
    return without_space(label).rstrip("：:")

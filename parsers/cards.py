"""Forms filled in downwards: a label beside its value, one problem a card; and tables whose records are columns.

They are read as rows of the same contract: the labels are the columns, a card is a row. Cards stand one below the
other (a card begins where the first label comes again), one a sheet, or with two or three pairs a line; where several
values stand beside every label, each column of values is a card. `row` is the row in which the card's values begin;
cards beginning in one row are told apart by `part`. A finding speaks of the row in which its value stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from campaign.forms import FormBook
from parsers.canvas import Canvas
from parsers.cardblock import Block, Cards, Named, begins
from parsers.findings import moved
from parsers.header import Header
from parsers.labels import is_label, is_plain
from parsers.likely import is_worded
from parsers.result import Row

__all__ = ["Cards", "as_seen", "find_cards"]

_MOST_TRIED = 12  # each look goes over the lines below


def find_cards(canvas: Canvas, book: FormBook, start: int, header: Header | None) -> Cards | None:
    """The first cards at or below a row, unless a header comes before them or stands right below them.

    Labels are words of our forms; or they speak of what they ask for, where a label and a value is all there is; or
    plain words, where two or more pairs stand in a line.
    """

    def known(text: str) -> bool:
        return is_label(text, book)

    def worded(text: str) -> bool:
        return is_label(text, book) or is_worded(text)

    def plain(text: str) -> bool:
        return is_label(text, book) or is_plain(text)

    ways: tuple[tuple[Named, Callable[[Block], bool]], ...] = (
        (known, lambda block: block.is_cards),
        (worded, lambda block: block.is_cards and block.is_list),
        (plain, lambda block: block.is_cards and block.is_paired),
    )
    last = canvas.height - 1 if header is None else header.bottom
    beginnings = ((row, way) for row in range(start, last + 1) for way in ways if begins(canvas, way[0], row))
    for row, (named, suits) in islice(beginnings, _MOST_TRIED):
        block = Block(canvas, named, row)
        heads = header is not None and block.end <= header.top <= block.end + 1
        if not heads and suits(block):
            return block.cards()
    return None


def as_seen(rows: Sequence[Row], cards: Cards) -> tuple[Row, ...]:
    """The rows of cards with the row numbers of the sheet; `part` counts the cards that begin in one row."""
    by_label = {label: column for column, label in cards.labels.items()}
    found = [(cards.lines[row.row - 1] + 1, _seen(row, cards, by_label)) for row in rows]
    seen: list[Row] = []
    for line, group in groupby(sorted(found, key=lambda item: item[0]), key=lambda item: item[0]):
        same = [row for _, row in group]
        seen += [replace(row, row=line, part=part if len(same) > 1 else None) for part, row in enumerate(same, 1)]
    return tuple(seen)


def _seen(row: Row, cards: Cards, by_label: Mapping[str, int]) -> Row:
    line, number = cards.lines[row.row - 1], row.row - 1
    places = [cards.places.get((number, by_label.get(item.column or "", -1))) for item in row.findings]
    findings = [
        moved(item, (place[0] if place else line) + 1) for item, place in zip(row.findings, places, strict=True)
    ]
    return replace(row, findings=tuple(findings))

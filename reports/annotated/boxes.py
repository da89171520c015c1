"""Sizes: of a comment that shows all its text, of a row that shows our result."""

from __future__ import annotations

import math

from reports.annotated.marks import UNDERSTOOD_WIDTH, Line
from reports.workbooks.book import cells_wide

_WIDTH = 280  # pixels of a comment
_HALF = 7  # pixels of a half-width character in a comment
_LINE = 18  # pixels of a line
_POINTS = 15  # of a line in a cell


def comment_size(text: str) -> tuple[int, int]:
    """Width and height in pixels."""
    per_line = (_WIDTH - 16) // _HALF
    count = sum(max(1, math.ceil(cells_wide(line) / per_line)) for line in text.splitlines())
    return _WIDTH, min(600, _LINE * count + 16)


def line_height(line: Line) -> float:
    """Points that number and result need."""
    return min(409.0, _POINTS * max(lines_in(line.result, UNDERSTOOD_WIDTH), len(line.number.splitlines())) + 4.0)


def text_height(text: str, width: float) -> float:
    """Points that a text needs in a column of a width."""
    return min(409.0, _POINTS * lines_in(text, width) + 4.0)


def lines_in(text: str, width: float) -> int:
    """Lines a text takes in a column; width in half-width characters."""
    return sum(max(1, math.ceil(cells_wide(line) / max(1.0, width - 2))) for line in text.splitlines())

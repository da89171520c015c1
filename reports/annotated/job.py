"""A file to annotate, as plain values that can go to a child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from campaign.outcomes import RowOutcome


class Merge(Protocol):
    """A merged range, 0-based, ends included."""

    @property
    def top(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def bottom(self) -> int: ...
    @property
    def right(self) -> int: ...


class Grid(Protocol):
    """The cells of one sheet as they were read; `before` and `after` are lines of text around a document's table."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> Sequence[Sequence[object]]: ...
    @property
    def merges(self) -> Sequence[Merge]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def before(self) -> Sequence[str]: ...
    @property
    def after(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Table:
    """A table with what became of its rows. Rows are 1-based as the sender sees them, columns 0-based.

    `columns` are the sender's own, with their labels. `number` and `understood`: the columns that an earlier copy of
    ours added. `title` is the table's, on the sheet or before it.
    `has_numbers`: no number is added, since the rows carry it already (F2) or have none (F5).
    """

    sheet: str
    header_rows: tuple[int, ...]
    bottom: int
    columns: Mapping[int, str]
    outcomes: tuple[RowOutcome, ...]
    has_numbers: bool = False
    number: int | None = None
    understood: int | None = None
    title: str | None = None

    @property
    def top(self) -> int:
        return self.header_rows[0]


@dataclass(frozen=True)
class Job:
    """One file. `format` is what its content is; `author` stands under every comment."""

    name: str
    content: bytes
    format: str
    grids: tuple[Grid, ...]
    tables: tuple[Table, ...]
    author: str

"""What a reading may know of the campaign, passed in by whoever reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from campaign.catalogue import Match
from campaign.directory import Unit
from campaign.forms import FormBook
from parsers.container import Container
from parsers.grid import Workbook
from parsers.limits import DEFAULT, Limits
from parsers.sandbox import open_safely, read_safely


@dataclass(frozen=True)
class ReadContext:
    """`year` and `month` complete dates without one (6.20, 月底); None: taken from the sheet itself, or asked.

    `begins` is the year and month of the campaign's first day: a sheet of an earlier month is an old one.
    `number_prefix` is what its problem numbers begin with.
    `find_unit` and `match_project` (name, code, owner) look up written names; None outside a campaign, when nothing
    can be unknown.
    `read_grids` and `open_container` open foreign bytes, `limits` say how much of them (see `within`).
    """

    formbook: FormBook = field(default_factory=FormBook)
    year: int | None = None
    month: int | None = None
    begins: tuple[int, int] | None = None
    number_prefix: str | None = None
    find_unit: Callable[[str], Unit | None] | None = None
    match_project: Callable[[str | None, str | None, str], Match] | None = None
    limits: Limits = DEFAULT
    read_grids: Callable[[bytes, str], Workbook] = read_safely
    open_container: Callable[[bytes, str, Limits], Container] = open_safely

    def within(self, limits: Limits) -> ReadContext:
        """The same context under other limits, reading in the child."""
        return replace(self, limits=limits, read_grids=partial(read_safely, limits=limits))

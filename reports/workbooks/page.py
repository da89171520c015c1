"""A sheet of one table, as all our lists have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from campaign.campaign import Campaign
from reports.wording import long_day
from reports.workbooks.book import Book, Cell, Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def page(
    book: Book,
    name: str,
    campaign: Campaign,
    *,
    heading: str,
    now: datetime,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    titled: int | None = None,
) -> Worksheet:
    """A sheet with title, a line saying as of when, and one table. `titled`: columns under the title, all when None."""
    last = (titled or len(columns)) - 1
    local = campaign.calendar.local(now)
    sheet = book.sheet(name)
    book.title(sheet, 0, last, f"{campaign.settings.campaign.title}{heading}")
    book.title(sheet, 1, last, f"截至{long_day(local.date())}{local:%H:%M}，共{len(rows)}条", "plain")
    book.table(sheet, 2, columns, rows)
    return sheet

"""A sheet of one table, as all our lists have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.campaign import Campaign
from reports.wording import long_day
from reports.workbooks.book import Book, Cell, Column


def page(
    book: Book,
    name: str,
    campaign: Campaign,
    *,
    heading: str,
    now: datetime,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
) -> None:
    """A sheet with title, a line saying as of when, and one table."""
    local = campaign.calendar.local(now)
    sheet = book.sheet(name)
    book.title(sheet, 0, len(columns) - 1, f"{campaign.settings.campaign.title}{heading}")
    book.title(sheet, 1, len(columns) - 1, f"截至{long_day(local.date())}{local:%H:%M}，共{len(rows)}条", "plain")
    book.table(sheet, 2, columns, rows)

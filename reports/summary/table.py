"""A table of the final summary as a value."""

from __future__ import annotations

from dataclasses import dataclass

from reports.workbooks.book import Cell, Column


@dataclass(frozen=True)
class Table:
    """`code`: T1-T9. `total`: whether the last row is a sum. `notes`: below it. `none`: said where it is empty."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    notes: tuple[str, ...] = ()
    none: str = "无此类情况。"

    @property
    def label(self) -> str:
        """``表2``, in the workbook as in the document."""
        return self.code.replace("T", "表")

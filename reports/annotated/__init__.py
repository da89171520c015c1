"""The sender's own workbook back: what was understood at each row, what is to be completed at each cell (idea 2)."""

from __future__ import annotations

from reports.annotated.job import Grid, Job, Merge, Table
from reports.annotated.making import annotated_copies

__all__ = ["Grid", "Job", "Merge", "Table", "annotated_copies"]

"""A figure of a report with the numbers it is the length of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A count as the report calls it, and the problem numbers, units or rows it counts, in order."""

    label: str
    numbers: tuple[str, ...]

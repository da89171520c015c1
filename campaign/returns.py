"""Returns 报送: which unit has reported, when and how (reporting matrix, D20-D27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Return:
    """A unit's return. `at` is the server's time of its first readable return; `rows` counts all its data rows."""

    unit: str
    at: datetime
    rows: int = 0
    incomplete: int = 0
    zero: bool = False
    late: bool = False

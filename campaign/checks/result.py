"""What a phase check says: a dated, immutable record (calendar-and-checks.md 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class CheckResult:
    """`units` and `numbers` are the offending ones; `detail` is a Chinese sentence with the figures."""

    code: str
    at: datetime
    result: Verdict
    units: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    detail: str = ""

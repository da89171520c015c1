"""What an examination says: one line, its result, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """`check`: the stable name for other programs, `term`: the Chinese one; `remedy` is empty when all is well."""

    check: str
    term: str
    result: Health
    detail: str
    remedy: str = ""


def ok(check: str, term: str, detail: str) -> Finding:
    return Finding(check, term, Health.OK, detail)


def warn(check: str, term: str, detail: str, remedy: str) -> Finding:
    return Finding(check, term, Health.WARN, detail, remedy)


def fail(check: str, term: str, detail: str, remedy: str) -> Finding:
    return Finding(check, term, Health.FAIL, detail, remedy)

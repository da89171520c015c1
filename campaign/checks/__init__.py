"""Phase checks: pure functions of (ledger, calendar, now), each named by its code of calendar-and-checks.md 7.2.

What is mailed to whom because of a result is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.checks import closing, coordination, deadlines, prominence, readiness, sorting
from campaign.checks.result import CheckResult
from campaign.checks.situation import Situation

CHECKS: Mapping[str, Callable[[Situation], CheckResult]] = {
    "C0-1": readiness.c0_1,
    "C0-2": readiness.c0_2,
    "C1-1": sorting.c1_1,
    "C1-2": sorting.c1_2,
    "C1-3": sorting.c1_3,
    "C1-4": sorting.c1_4,
    "C1-5": sorting.c1_5,
    "C1-6": sorting.c1_6,
    "G1": sorting.g1,
    "C2-1": coordination.c2_1,
    "C2-2": coordination.c2_2,
    "C2-3": coordination.c2_3,
    "C2-4": coordination.c2_4,
    "C2-5": deadlines.c2_5,
    "C2-6": deadlines.c2_6,
    "C2-7": coordination.c2_7,
    "G2": deadlines.g2,
    "C3-1": closing.c3_1,
    "C3-2": closing.c3_2,
    "C3-3": closing.c3_3,
    "C3-4": closing.c3_4,
    "G3": closing.g3,
    "C3-5": closing.c3_5,
    "A8": prominence.a8,
}

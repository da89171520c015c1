"""Phase checks: pure functions of (ledger, calendar, now), each named by its code of calendar-and-checks.md 7.2.

What is mailed to whom because of a result is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.checks import closing, coordination, sorting
from campaign.checks.result import CheckResult
from campaign.checks.situation import Situation

CHECKS: Mapping[str, Callable[[Situation], CheckResult]] = {
    "C1-1": sorting.c1_1,
    "C1-2": sorting.c1_2,
    "C1-3": sorting.c1_3,
    "C1-6": sorting.c1_6,
    "G1": sorting.g1,
    "C2-2": coordination.c2_2,
    "C2-4": coordination.c2_4,
    "G2": coordination.g2,
    "C3-1": closing.c3_1,
    "C3-2": closing.c3_2,
    "G3": closing.g3,
    "C3-5": closing.c3_5,
}

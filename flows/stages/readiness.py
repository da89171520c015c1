"""Check C0-1 as a gate: while it fails, the notice M01 waits (7.2; docs/decisions/0008)."""

from __future__ import annotations

from dataclasses import replace

from campaign.checks.readiness import gaps
from campaign.checks.result import Verdict
from db import records
from flows.stages import outside
from flows.stages.turn import Blocked, Turn


def wait_until_ready(turn: Turn) -> None:
    """Raises Blocked where C0-1 has failed and what blocks the notice is still so, until the end of its working day."""
    found = records.latest_result(turn.session, turn.desk.id, "C0-1")
    if found is None or found.result is not Verdict.FAIL or _day_is_over(turn):
        return
    now = replace(turn.current, unready=tuple(outside.unready(turn.desk, turn.now)))
    blocking = [gap.what for gap in gaps(now) if gap.blocks]
    if blocking:
        raise Blocked(
            f"C0-1 failed, the notice M01 waits: {'；'.join(blocking)}; `gongjian doctor` says how to mend it"
        )


def _day_is_over(turn: Turn) -> bool:
    calendar, clocks = turn.campaign.calendar, turn.campaign.settings.clocks
    return turn.now >= calendar.instant(calendar.local(turn.beat.at).date(), clocks.day_ends)

"""Check C0-1 as a gate: while it fails, the notice M01 waits (7.2; docs/decisions/0008)."""

from __future__ import annotations

from datetime import datetime

from campaign.agenda import Beat
from campaign.checks.readiness import gaps
from campaign.checks.result import Verdict
from campaign.checks.situation import Situation
from db import records
from flows.desk import Desk
from flows.stages import outside
from flows.stages.turn import Blocked


def wait_until_ready(desk: Desk, beat: Beat, now: datetime) -> None:
    """Raises Blocked for M01 while C0-1 has failed and what blocks it is still so, until the end of its working day."""
    if beat.do != "M01" or _day_is_over(desk, beat, now):
        return
    with desk.database() as session:
        found = records.latest_result(session, desk.id, "C0-1")
    if found is None or found.result is not Verdict.FAIL:
        return
    unready = tuple(outside.unready(desk, now))
    blocking = [gap.what for gap in gaps(Situation(desk.campaign, (), {}, now, unready=unready)) if gap.blocks]
    if blocking:
        mend = "`gongjian doctor` says how to mend it"
        raise Blocked(f"C0-1 failed, the notice M01 waits: {'；'.join(blocking)}; {mend}")


def _day_is_over(desk: Desk, beat: Beat, now: datetime) -> bool:
    calendar, clocks = desk.campaign.calendar, desk.campaign.settings.clocks
    return now >= calendar.instant(calendar.local(beat.at).date(), clocks.day_ends)

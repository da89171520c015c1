"""Run the agenda: every line of the campaign's calendar that is owed, in order, each in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.exc import IntegrityError

from campaign.agenda import Beat
from campaign.checks import CHECKS
from campaign.checks.result import CheckResult
from db import journal, records
from db.journal import Line
from flows.desk import Desk
from flows.stages.readiness import wait_until_ready
from flows.stages.reminding import remind_or_post
from flows.stages.turn import Blocked, Turn
from flows.stages.turns import LETTERS

#: reminders and the daily digest: worth nothing once their day is past (architecture.md, `check`)
_OF_THE_DAY = frozenset({"M03", "M07", "M10"})


@dataclass(frozen=True)
class Kept:
    """What a line of the agenda came to: a check's result, or how many letters were composed."""

    beat: Beat
    result: CheckResult | None = None
    letters: int = 0


def run_agenda(desk: Desk, now: datetime, flows: Collection[str] | None = None) -> list[Kept]:
    """Carry out what is owed up to `now`, of the given flows or of all. Running it twice does nothing twice.

    Raises Blocked at the end when a line could not be carried out; the others have been all the same.
    """
    owed = [b for b in _owed(desk, now) if (flows is None or b.flow in flows) and not _waits(desk, b, now)]
    newest = {beat.do: beat for beat in owed}
    kept, blocked = [], []
    for beat in owed:
        try:
            wait_until_ready(desk, beat, now)
            kept.append(carry_out(desk, beat, now, stale=_stale(desk, beat, newest[beat.do], now)))
        except Blocked as why:
            blocked.append((beat.do, beat.at, str(why)))
    if blocked:
        raise Blocked("; ".join(why for _, _, why in blocked), tuple(blocked))
    return [one for one in kept if one is not None]


def _owed(desk: Desk, now: datetime) -> list[Beat]:
    campaign = desk.campaign
    begin = campaign.calendar.instant(campaign.settings.campaign.starts, time.min) - timedelta(seconds=1)
    with desk.database() as session:
        done = records.done_beats(session, desk.id)
    return [beat for beat in campaign.due_beats(begin, now) if (beat.do, beat.at) not in done]


def _waits(desk: Desk, beat: Beat, now: datetime) -> bool:
    """A letter of a working day that was missed is not made up for on a day off, but for the campaign's last (A13)."""
    calendar, ends = desk.campaign.calendar, desk.campaign.settings.campaign.ends
    today, day = (calendar.local(at).date() for at in (now, beat.at))
    if beat.do in CHECKS or day == today or today >= ends:
        return False
    return calendar.is_working_day(day) and not calendar.is_working_day(today)


def _stale(desk: Desk, beat: Beat, newest: Beat, now: datetime) -> bool:
    """Checks are all caught up; of several letters of a kind only the newest is still worth sending."""
    if beat.do in CHECKS:
        return False
    local = desk.campaign.calendar.local
    day_is_past = beat.do in _OF_THE_DAY and local(beat.at).date() < local(now).date()
    return beat is not newest or day_is_past


def carry_out(desk: Desk, beat: Beat, now: datetime, stale: bool) -> Kept | None:
    """None when another worker has carried out the same line in the meantime."""
    try:
        with desk.database.begin() as session:
            records.mark_done(session, desk.id, beat.do, beat.at, now)
            turn = Turn(desk, session, desk.ledger(session), beat, now)
            kept = Kept(beat) if stale else _carry_out(turn)
            journal.note(session, desk.store, desk.id, Line(beat.do, beat.at, now, stale))
            return kept
    except IntegrityError:
        with desk.database() as session:
            if (beat.do, beat.at) not in records.done_beats(session, desk.id):
                raise
        return None


def _carry_out(turn: Turn) -> Kept:
    if turn.beat.do in CHECKS:
        result = CHECKS[turn.beat.do](turn.then)
        records.keep(turn.session, turn.desk.id, result)
        return Kept(turn.beat, result)
    letters = list(LETTERS[turn.beat.do](turn))
    return Kept(turn.beat, letters=sum(remind_or_post(turn, letter) for letter in letters))

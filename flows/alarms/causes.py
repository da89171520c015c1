"""What is amiss now, alarm key → text in English, told from the database alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from campaign.checks.result import Verdict
from db import alarms, records
from db.models import Pulse
from flows.alarms.keys import blocked_key
from flows.clock import is_present
from flows.desk import Desk

#: runs in a row that could not be carried out
_TOO_MANY = 3
#: rounds that run day and night; each is missed by the others
_STEADY = ("intake", "dispatch")
#: a run that failed longer ago, and has not been tried again, is no news
_OLD = timedelta(days=2)
#: check → what its failure means for the operator; whom else it concerns is told by letters
_CHECKS = {
    "C0-1": "C0-1 not ready",
    "G1": "G1 blocked: numbers not gapless",
    "C3-2": "C3-2 the books do not balance, the final summary is blocked",
    "C3-5": "C3-5 final summary missing",
}


def causes(desk: Desk, session: Session, now: datetime) -> dict[str, str]:
    """Every cause for alarm that there is."""
    runs = alarms.pulses(session, desk.id)
    return dict(
        [
            *_troubles(desk, session, runs),
            *_failing(runs, now),
            *(silent(runs, now, desk.environment.alarm_silence) if is_present(now) else ()),
            *_set_aside(desk, session),
            *_templates(desk, session),
            *_lost(desk, session),
            *_checks(desk, session),
        ]
    )


def _troubles(desk: Desk, session: Session, runs: Sequence[Pulse]) -> Iterator[tuple[str, str]]:
    """What a round has left, but lines of the agenda that another one has carried out since."""
    done = {blocked_key(do, at) for do, at in records.done_beats(session, desk.id)}
    return ((key, text) for run in runs for key, text in run.troubles.items() if key not in done)


def _failing(runs: Sequence[Pulse], now: datetime) -> Iterator[tuple[str, str]]:
    for run in runs:
        if run.failures >= _TOO_MANY and run.started_at > now - _OLD:
            what = "mailbox poll" if run.round == "intake" else run.round
            yield f"failing/{run.round}", f"{what} failed ×{_TOO_MANY}: {run.error}"


def silent(runs: Sequence[Pulse], now: datetime, minutes: int) -> Iterator[tuple[str, str]]:
    """Rounds that have not begun for too long, or have begun and not ended."""
    limit = now - timedelta(minutes=minutes)
    for run in runs:
        if run.round not in _STEADY or run.started_at >= limit:
            continue
        since = f"{run.started_at:%Y-%m-%d %H:%M} UTC"
        if run.ended_at is None or run.ended_at < run.started_at:
            yield f"stuck/{run.round}", f"{run.round} began at {since} and has not ended"
        else:
            yield f"absent/{run.round}", f"{run.round} has not run since {since}; is `gongjian serve` or a worker up?"


def _templates(desk: Desk, session: Session) -> Iterator[tuple[str, str]]:
    """Those that failed stay as they are until the templates are others."""
    version = desk.campaign.templates.version
    for alarm in alarms.open_alarms(session, desk.id):
        if alarm.key.startswith("template/") and alarm.key.endswith(version):
            yield alarm.key, alarm.text


def _set_aside(desk: Desk, session: Session) -> Iterator[tuple[str, str]]:
    for row in alarms.set_aside(session, desk.id):
        again = f"gongjian inbox retry '{row.message_id}'"
        yield f"poison/{row.id}", f"message set aside, uid {row.uid} from {row.sender}: {row.message}; then `{again}`"


def _lost(desk: Desk, session: Session) -> Iterator[tuple[str, str]]:
    for row in alarms.lost(session, desk.id):
        told = f"letter {row.letter.kind} to {row.address} {row.state}: {row.reply or 'no reason given'}"
        yield f"letter/{row.id}", f"{told}; see why, then `gongjian outbox retry '{row.letter.key}'`"


def _checks(desk: Desk, session: Session) -> Iterator[tuple[str, str]]:
    """The newest result of each counts; readiness is over once the notice has left."""
    newest = {result.code: result for result in records.results(session, desk.id)}
    if ("M01" in {do for do, _ in records.done_beats(session, desk.id)}) and "C0-1" in newest:
        del newest["C0-1"]
    for code, words in _CHECKS.items():
        if code in newest and newest[code].result is Verdict.FAIL:
            yield f"check/{code}", f"{words}: {newest[code].detail}"

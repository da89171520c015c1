"""M08: the results of phase checks and the week's report to the leading offices; C3-3 to units, C3-4 to reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from campaign.checks.result import CheckResult, Verdict
from campaign.checks.titles import REPORTED
from campaign.letters import Letter
from campaign.problem import Problem
from db import outbox, records
from db.ledger import history
from flows.stages.reviewing import proofs
from flows.stages.turn import Turn
from reports.letters.stages import REPORT, last_call, recheck, stage_report

_WEEK = timedelta(days=7)
_LAST_CALL, _RECHECK = "C3-3", "C3-4"
#: by a letter of its own (M05, M08, M19), or, the lights, by the digest's own sections
_TOLD_ELSEWHERE = frozenset({*REPORTED, _RECHECK, "G1", "C2-2", "A8"})


def report(turn: Turn) -> Iterator[Letter]:
    """What checks have found since the last report, and on the week's last working day where everything stands."""
    for result in _of_today(turn, _LAST_CALL):
        yield from _last_calls(turn, result)
    for result in _of_today(turn, _RECHECK):
        drawn = _numbered(turn, result)
        if drawn:
            yield recheck(turn.campaign, drawn, proofs(turn, drawn), result, turn.now)
    since = _last_report(turn)
    results = list(_untold(turn, since))
    if results or _is_weekly(turn):
        told = history(turn.session, turn.desk.id, turn.now)
        events = [event for event in told if since is None or event.at > since]
        serial = None if results else turn.serial("weekly")
        s = turn.current
        yield stage_report(turn.campaign, s.problems, s.returns.values(), results, events, n=serial, now=turn.now)


def _is_weekly(turn: Turn) -> bool:
    """Whether the line is of a week's last working day, and that week is not over for another one."""
    calendar = turn.campaign.calendar
    day = calendar.local(turn.beat.at).date()
    return calendar.is_working_day(day) and calendar.is_last_of_week(day) and turn.current.today - day < _WEEK


def found_since(turn: Turn, since: datetime | None) -> list[CheckResult]:
    """What checks have found since the last digest, the newest result of each; without what M08 reports."""
    told = _told_until(turn, "M07", since)
    newest = {r.code: r for r in records.results(turn.session, turn.desk.id, turn.now) if told is None or r.at > told}
    return [r for r in newest.values() if r.result is not Verdict.PASS and r.code not in _TOLD_ELSEWHERE]


def _told_until(turn: Turn, kind: str, composed: datetime | None) -> datetime | None:
    """Up to when a letter of the calendar composed at the instant has told the results; a late one is of its line."""
    return records.last_beat(turn.session, turn.desk.id, kind, composed) if composed else None


def _last_report(turn: Turn) -> datetime | None:
    centre = turn.campaign.settings.offices.centre
    return outbox.last_composed(turn.session, turn.desk.id, f"{turn.desk.id}/M08/{centre}/{REPORT}/")


def _untold(turn: Turn, since: datetime | None) -> Iterator[CheckResult]:
    """The newest result of each check held since the last report, unless it says what an earlier one has said."""
    stored, told = records.results(turn.session, turn.desk.id, turn.now), _told_until(turn, "M08", since)
    for code in REPORTED:
        of_code = [result for result in stored if result.code == code]
        fresh = [result for result in of_code if told is None or result.at > told]
        known = {(result.detail, result.numbers) for result in of_code if result not in fresh}
        if fresh and (fresh[-1].detail, fresh[-1].numbers) not in known:
            yield fresh[-1]


def _of_today(turn: Turn, code: str) -> Iterator[CheckResult]:
    result, local = records.latest_result(turn.session, turn.desk.id, code), turn.campaign.calendar.local
    if result and local(result.at).date() == local(turn.now).date():
        yield result


def _numbered(turn: Turn, result: CheckResult) -> list[Problem]:
    return [p for p in turn.current.counted if p.number in result.numbers]


def _last_calls(turn: Turn, result: CheckResult) -> Iterator[Letter]:
    by_unit: dict[str, list[Problem]] = {}
    for problem in _numbered(turn, result):
        if problem.responsible:
            by_unit.setdefault(problem.responsible, []).append(problem)
    for code, problems in sorted(by_unit.items()):
        yield last_call(turn.campaign, turn.campaign.directory[code], problems, result, turn.now)

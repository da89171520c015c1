"""One round of each step without Prefect: what the verbs run where no Prefect server is configured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flows.alarms.watch import watched
from flows.desk import Desk
from flows.stages.agenda import Kept, run_agenda
from flows.stages.collect import Collected, collect
from flows.stages.dispatch import Dispatched, dispatch
from flows.stages.outcome import InboxGap, SetAside
from flows.stages.process import Processed, process


def intake(desk: Desk, now: datetime) -> str:
    """Collect and process; InboxGap when the balance does not close, SetAside when a message could not be handled."""
    with watched(desk, "intake", now):
        return told_intake(collect(desk, now), process(desk, now))


def told_intake(collected: Collected, processed: Processed) -> str:
    """One line for the operator."""
    if collected.missing:
        raise InboxGap(f"{collected.missing} messages on the server are not in the inbox; run `gongjian intake` again")
    if processed.failures:
        raise SetAside(f"held in the inbox as processing_failed: {'; '.join(processed.failures)}")
    became = ", ".join(f"{count} {outcome}" for outcome, count in sorted(processed.outcomes.items())) or "nothing new"
    balance = ", ".join(f"{count} {outcome}" for outcome, count in processed.balance.items() if count)
    return f"{collected.server} on the server, {collected.new} new: {became}; inbox: {balance or 'empty'}"


def check(desk: Desk, now: datetime) -> str:
    """Every check and letter the calendar owes."""
    with watched(desk, "check", now):
        return told_agenda(run_agenda(desk, now))


def told_agenda(kept: list[Kept]) -> str:
    """One line for the operator: results by code, letters in all."""
    results = ", ".join(f"{one.result.code} {one.result.result}" for one in kept if one.result)
    letters = sum(one.letters for one in kept)
    return f"{len(kept)} lines of the agenda: {results or 'no checks'}; {letters} letters composed"


def send(desk: Desk, now: datetime) -> str:
    """Send what is due."""
    with watched(desk, "dispatch", now):
        return told_dispatch(dispatch(desk, now))


def told_dispatch(sent: Dispatched) -> str:
    """One line for the operator."""
    return f"{sent.sent} sent, {sent.deferred} deferred, {sent.refused} refused, {sent.doubtful} in doubt"


ROUNDS: Mapping[str, Callable[[Desk, datetime], str]] = {"intake": intake, "check": check, "dispatch": send}

"""M12b of the calendar: status inquiries on what was reported up, and the reminder to send a batch up (D40-D42)."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.escalation import not_heard_of, to_send_up
from campaign.letters import Letter
from campaign.problem import Problem
from db import outbox
from flows.stages.turn import Turn
from reports.letters.escalations import INQUIRY, send_up, status_inquiry


def track(turn: Turn) -> Iterator[Letter]:
    """To each responsible unit what nothing was heard of, at most once in the interval; to both offices a batch that
    is to be sent up by today, once (`clocks.status_inquiry`, `clocks.upward_report`).
    """
    for batch, problems in to_send_up(turn.campaign, turn.current.counted, turn.now).items():
        yield send_up(turn.campaign, batch, problems, turn.now)
    by_unit: dict[str, list[Problem]] = {}
    for problem in not_heard_of(turn.campaign, turn.current.counted, turn.now):
        if problem.responsible:
            by_unit.setdefault(problem.responsible, []).append(problem)
    for code, problems in sorted(by_unit.items()):
        if _may_ask(turn, code):
            yield status_inquiry(turn.campaign, turn.campaign.directory[code], problems, turn.now)


def _may_ask(turn: Turn, unit: str) -> bool:
    last = outbox.last_composed(turn.session, turn.desk.id, f"{turn.desk.id}/M12b/{unit}/{INQUIRY}/")
    days = turn.campaign.settings.clocks.status_inquiry
    return last is None or turn.campaign.calendar.working_days_since(last, turn.now) >= days

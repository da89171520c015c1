"""Reminders of the calendar: M10 to units and owners, and how many of any kind a unit may get on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from campaign.directory import Unit
from campaign.letters import Letter
from campaign.lights import Light, light
from campaign.nodes import NodeDue, nodes_due
from campaign.preparation import obtained_nodes
from campaign.reminders import REMINDERS, begin_of_day, may_remind
from db import outbox
from flows.stages.post import post
from flows.stages.turn import Turn
from reports.letters.reminders import progress_reminder


def remind_or_post(turn: Turn, letter: Letter) -> bool:
    """Queue a letter of the calendar; False when it has been sent before, or is one reminder too many for today."""
    return has_room(turn, letter.kind, letter.recipient) and post(turn.desk, turn.session, letter, turn.now)


def has_room(turn: Turn, kind: str, unit: str) -> bool:
    """Whether the unit (code) may get a letter of the kind today."""
    today = begin_of_day(turn.campaign, turn.now)
    sent = outbox.composed_to(turn.session, turn.desk.id, unit, REMINDERS, today)
    return may_remind(turn.campaign, kind, sent)


def progress(turn: Turn) -> Iterator[Letter]:
    """M10 to each unit with yellow lights, on the week's last working day with all that it has open, and to owners
    whose nodes come near; one bundled letter for each, and none where there is nothing to say.
    """
    obtained = obtained_nodes(turn.campaign, turn.current.affairs)
    s, at_weekend = turn.current, turn.campaign.calendar.is_last_of_week(turn.current.today)
    for unit in turn.campaign.directory.units:
        own = [p for p in s.counted if p.responsible == unit.code and p.is_open and p.assigned_at]
        yellow = [p for p in own if light(p, turn.now, turn.campaign) is Light.YELLOW]
        others = [p for p in own if p not in yellow] if at_weekend else []
        nodes = _nodes(turn, unit, obtained)
        if yellow or others or nodes:
            yield progress_reminder(turn.campaign, unit, yellow, others, nodes, turn.now)


def _nodes(turn: Turn, unit: Unit, obtained: Collection[tuple[str, int]]) -> list[NodeDue]:
    if not turn.campaign.catalogue.of_owner(unit.code):
        return []
    return nodes_due(turn.campaign, unit.code, turn.current.today, _last_told(turn, unit), obtained)


def _last_told(turn: Turn, unit: Unit) -> date | None:
    """The day of the unit's last M10, which told of every node that had come near by then."""
    last = outbox.last_composed(turn.session, turn.desk.id, f"{turn.desk.id}/M10/{unit.code}/")
    return turn.campaign.calendar.local(last).date() if last else None

"""The daily curve of the campaign: numbers registered and closed at each day's end (figure F1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campaign.campaign import Campaign
from campaign.events import Event, apply
from campaign.problem import Problem, State


@dataclass(frozen=True)
class Day:
    """Cumulative figures at a day's end (figure F1)."""

    day: date
    registered: int
    closed: int

    @property
    def open(self) -> int:
        return self.registered - self.closed


def remembered(campaign: Campaign, problems: Sequence[Problem], now: datetime) -> Iterable[Day]:
    """The curve as far as problems alone tell it: by each one's last registration and last ending."""
    local = campaign.calendar.local
    registered = sorted(local(p.registered_at).date() for p in problems if p.registered_at)
    closed = sorted(local(p.ended_at).date() for p in problems if p.ended_at and p.state is State.CLOSED)
    for day in _days(campaign, now):
        yield Day(day, sum(d <= day for d in registered), sum(d <= day for d in closed))


def replayed(campaign: Campaign, events: Sequence[Event], now: datetime) -> Iterable[Day]:
    """The curve by folding the events day by day (local days), those of a day in the order recorded."""
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(campaign.calendar.local(event.at).date(), []).append(event)
    waiting, entries = sorted(by_day, reverse=True), dict[int, Problem]()
    for day in _days(campaign, now):
        while waiting and waiting[-1] <= day:
            for event in by_day[waiting.pop()]:
                entries[event.entry] = apply(entries.get(event.entry), event)
        counted = [p for p in entries.values() if p.counts]
        yield Day(day, len(counted), sum(p.state is State.CLOSED for p in counted))


def _days(campaign: Campaign, now: datetime) -> Iterable[date]:
    """The campaign's days up to today."""
    window = campaign.settings.campaign
    return campaign.calendar.days(window.starts, min(window.ends, campaign.calendar.local(now).date()))

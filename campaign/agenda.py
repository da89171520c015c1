"""The agenda 日程: which check or letter the calendar owes at which instant (7.2, 8, A13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from campaign.calendar import Calendar

Flow = Literal["phase_check", "digest", "escalation", "closeout"]
Rhythm = Literal["day", "working day", "friday"]

CHECKS = (
    *("C0-1", "C0-2"),
    *("C1-1", "C1-2", "C1-3", "C1-4", "C1-5", "C1-6", "G1"),
    *("C2-1", "C2-2", "C2-3", "C2-4", "C2-5", "C2-6", "C2-7", "G2"),
    *("C3-1", "C3-2", "C3-3", "C3-4", "C3-5", "G3"),
    "A8",
)
#: letters the calendar owes, and T21, the carry-over proposal mailed to both offices on the last working day
LETTERS = (
    "M01",
    "M03",
    "M04",
    "M05",
    "M06",
    "M07",
    "M08",
    "M09",
    "M10",
    "M11",
    "M12",
    "M12b",
    "M13",
    "M13b",
    "M14",
    "M15",
    "M17",
    "M18",
    "M19",
    "M20",
    "M20b",
    "M21",
    "M22",
    "T21",
)

_FRIDAY = 4


def _several(times: object) -> object:
    """One time of day may be written without brackets."""
    return times if isinstance(times, list | tuple) else (times,)


Times = Annotated[tuple[dt.time, ...], BeforeValidator(_several)]


class AgendaItem(BaseModel):
    """Fixed local times (`at`), or a rhythm (`every`) at times of day between two dates, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: str
    flow: Flow
    at: tuple[dt.datetime, ...] = ()
    every: Rhythm | None = None
    time: Times = ()
    from_: dt.date | None = Field(default=None, alias="from")
    to: dt.date | None = None
    also_on: tuple[dt.date, ...] = ()

    @field_validator("do")
    @classmethod
    def _known(cls, do: str) -> str:
        if do not in CHECKS + LETTERS:
            raise ValueError(f"{do} cannot be scheduled; known are {', '.join(CHECKS + LETTERS)}")
        return do

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        rhythm = (self.every, self.time or None, self.from_, self.to)
        if self.at and (any(rhythm) or self.also_on):
            raise ValueError("give either `at`, or `every` with `time`, `from` and `to`, not both")
        if not self.at and None in rhythm:
            raise ValueError("give `at`, or `every` together with `time`, `from` and `to`")
        if any(moment.tzinfo for moment in self.at):
            raise ValueError("write `at` in local time, without an offset")
        return self


@dataclass(frozen=True)
class Beat:
    """One thing to do at one instant (aware, UTC)."""

    do: str
    flow: Flow
    at: dt.datetime


def due(agenda: Iterable[AgendaItem], calendar: Calendar, since: dt.datetime, now: dt.datetime) -> list[Beat]:
    """Beats with since < at <= now, by instant and then by order in the file. Both instants are aware."""
    first, last = calendar.local(since).date(), calendar.local(now).date()
    beats = (
        Beat(item.do, item.flow, at)
        for item in agenda
        for at in _instants(item, calendar, first, last)
        if since < at <= now
    )
    return sorted(beats, key=lambda beat: beat.at)


def _instants(item: AgendaItem, calendar: Calendar, first: dt.date, last: dt.date) -> Iterator[dt.datetime]:
    if item.from_ is None or item.to is None:
        return (calendar.instant(moment.date(), moment.time()) for moment in item.at)
    extra = {day for day in item.also_on if first <= day <= last}
    regular = {
        day for day in calendar.days(max(first, item.from_), min(last, item.to)) if _falls_on(item.every, calendar, day)
    }
    return (calendar.instant(day, moment) for day in sorted(regular | extra) for moment in item.time)


def _falls_on(every: Rhythm | None, calendar: Calendar, day: dt.date) -> bool:
    if every == "working day":
        return calendar.is_working_day(day)
    return every == "day" or _stands_for_friday(calendar, day)


def _stands_for_friday(calendar: Calendar, day: dt.date) -> bool:
    """A Friday, or the first working day after one that is a day off (A6, A13)."""
    friday = day - dt.timedelta(days=(day.weekday() - _FRIDAY) % 7)
    return calendar.next_working_day(friday) == day

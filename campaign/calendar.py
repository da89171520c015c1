"""The working-day calendar 工作日历 (7.1, A13): official data and local exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


class NoHolidayData(LookupError):
    """The holiday notice for a year is not known, so no day of it can be called a working day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"no official working-day data for {day.year}: once the year's notice is out, upgrade the package "
            f"chinesecalendar, or list every day from the campaign's first to its last under [holidays] of "
            f"campaign.toml ({day} = false for a working day, true for a day off)"
        )


@lru_cache(maxsize=4096)
def _is_official_working_day(day: date) -> bool:
    import chinese_calendar  # its tables would slow down every start of the command line

    try:
        return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]
    except NotImplementedError as refusal:
        raise NoHolidayData(day) from refusal


@dataclass(frozen=True)
class Calendar:
    """Days are dates in `timezone`; instants are aware, in UTC. `overrides`: True off, False working."""

    timezone: str
    overrides: Mapping[date, bool] = field(default_factory=dict)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def is_working_day(self, day: date) -> bool:
        """Raises NoHolidayData for a day that neither the official data nor the overrides know."""
        if day in self.overrides:
            return not self.overrides[day]
        return _is_official_working_day(day)

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def last_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def is_last_of_week(self, day: date) -> bool:
        """Whether no working day is left in the day's week (Monday to Sunday)."""
        sunday = day + (7 - day.isoweekday()) * _DAY
        return not any(self.is_working_day(later) for later in self.days(day + _DAY, sunday))

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; with 0 the day itself. Friday and 1 is Monday (7.4)."""
        for _ in range(count):
            day = self.next_working_day(day + _DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return self.working_days(start + _DAY, end)

    def working_days_since(self, at: datetime, now: datetime) -> int:
        """Working days after the local date of one instant up to and including that of another (7.4)."""
        return self.working_days_between(self.local(at).date(), self.local(now).date())

    def working_days(self, start: date, end: date) -> int:
        """Working days from `start` to `end`, both included."""
        return sum(self.is_working_day(day) for day in self.days(start, end))

    @staticmethod
    def days(start: date, end: date) -> Iterator[date]:
        """Every date from `start` to `end`, both included."""
        return (start + _DAY * step for step in range((end - start).days + 1))

    def local(self, at: datetime) -> datetime:
        """An aware instant in the campaign's zone. A naive one would mean the machine's: ValueError."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone")
        return at.astimezone(self._zone)

    def instant(self, day: date, at: time = time.min) -> datetime:
        """The UTC instant of a local date and time of day; by default the day's beginning."""
        return datetime.combine(day, at, self._zone).astimezone(UTC)

"""督办 (D54; calendar-and-checks.md 7.3, 7.4): a slip 督办通知单 about red numbers of a unit, and what became of it.

Its acts: ``issued`` (unit, numbers, due), ``answered`` by the unit, ``returned`` by the supervising office (reason,
a new due), ``accepted`` by it, ``concluded`` by the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from campaign.affairs import Act, Affair, Affairs, Sort
from campaign.campaign import Campaign


@dataclass(frozen=True)
class Limit:
    """A time by which the unit had to answer, and when it did; a slip that was returned has several."""

    due: datetime
    answered_at: datetime | None = None

    def lapsed(self, now: datetime) -> bool:
        """Whether no answer had come by then (A8 c)."""
        return (self.answered_at or now) > self.due


@dataclass(frozen=True)
class Slip:
    """督办第n号. `answer`: the unit's words that stand; `returns`: why answers were sent back, oldest first."""

    n: int
    unit: str
    numbers: tuple[str, ...]
    issued_at: datetime
    limits: tuple[Limit, ...]
    answer: str = ""
    returns: tuple[str, ...] = ()
    accepted_at: datetime | None = None
    concluded_at: datetime | None = None

    @property
    def due(self) -> datetime:
        return self.limits[-1].due

    @property
    def answered_at(self) -> datetime | None:
        """When the answer came that stands; None while none does."""
        return self.limits[-1].answered_at

    @property
    def is_open(self) -> bool:
        return self.concluded_at is None

    @property
    def awaits_review(self) -> bool:
        return self.is_open and self.answered_at is not None and self.accepted_at is None

    def is_overdue(self, now: datetime) -> bool:
        """督办未反馈: open, and its limit has passed without an answer."""
        return self.is_open and self.answered_at is None and now > self.due

    def lapsed(self, now: datetime) -> bool:
        """Whether a limit of it ever passed without an answer, even if one came later (A8 c)."""
        return any(limit.lapsed(min(now, self.concluded_at or now)) for limit in self.limits)

    def answered_on_time(self, now: datetime) -> bool:
        """按期反馈: it has been answered, every time within the limit."""
        return self.answered_at is not None and not self.lapsed(now)


def slips(affairs: Affairs) -> tuple[Slip, ...]:
    """Every slip, in order of issue."""
    return tuple(map(slip, affairs.of(Sort.SUPERVISION)))


def slip(affair: Affair) -> Slip:
    """The slip that the acts of an affair make."""
    issued = affair.acts[0]
    answered, accepted, concluded = (affair.last(kind) for kind in ("answered", "accepted", "concluded"))
    return Slip(
        n=int(affair.key),
        unit=issued.data["unit"],
        numbers=tuple(issued.data["numbers"]),
        issued_at=issued.at,
        limits=_limits(affair.acts),
        answer=(answered.note or "") if answered else "",
        returns=tuple(act.note or "" for act in affair.all("returned")),
        accepted_at=accepted.at if accepted else None,
        concluded_at=concluded.at if concluded else None,
    )


def _limits(acts: tuple[Act, ...]) -> tuple[Limit, ...]:
    """A return begins a new limit; within one, the first answer meets it."""
    found: list[Limit] = []
    for act in acts:
        if act.kind in {"issued", "returned"}:
            found.append(Limit(datetime.fromisoformat(act.data["due"])))
        elif act.kind == "answered" and found[-1].answered_at is None:
            found[-1] = Limit(found[-1].due, act.at)
    return tuple(found)


def reply_due(campaign: Campaign, at: datetime, working_days: int) -> datetime:
    """The end of office hours on the last of so many working days: ``6月21日17:30`` of 19 June and 2 (7.4)."""
    calendar, ends = campaign.calendar, campaign.settings.clocks.day_ends
    day = calendar.add_working_days(calendar.local(at).date(), working_days)
    return calendar.instant(day, time(ends.hour, ends.minute))

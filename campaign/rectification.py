"""整改 (D74): a unit that was criticised is ordered to rectify, answers, and is looked at again.

Acts: ``ordered`` (standing as JSON, due, circular), ``answered`` by the unit, ``passed`` 整改到位 or ``failed``
整改不到位 (with the reason and a new due) by an office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campaign.affairs import Affair, Affairs, Sort
from campaign.standing import Standing


@dataclass(frozen=True)
class Rectification:
    """整改第n号. `answered_at`: when the unit first answered within the limit that runs; `answer`: what it said last.

    `failures`: why it was not found rectified.
    """

    n: int
    standing: Standing
    circular: int
    ordered_at: datetime
    due: datetime
    answered_at: datetime | None = None
    answer: str = ""
    failures: tuple[str, ...] = ()
    passed_at: datetime | None = None

    @property
    def unit(self) -> str:
        return self.standing.unit

    @property
    def awaits_review(self) -> bool:
        return self.passed_at is None and self.answered_at is not None

    def is_overdue(self, now: datetime) -> bool:
        return self.passed_at is None and self.answered_at is None and now > self.due

    def is_unresolved(self, now: datetime) -> bool:
        """Not answered in time, or found wanting: it stays in the next circular (D74)."""
        return self.passed_at is None and (bool(self.failures) or (self.answered_at or now) > self.due)


def rectifications(affairs: Affairs) -> tuple[Rectification, ...]:
    """Every order to rectify, in order."""
    return tuple(map(rectification, affairs.of(Sort.RECTIFICATION)))


def rectification(affair: Affair) -> Rectification:
    """The order that the acts of an affair make; an answer stands until it is found wanting."""
    ordered = affair.acts[0]
    limits = [act for act in affair.acts if act.kind in {"ordered", "failed"}]
    since = affair.acts.index(limits[-1])
    answers = [act for act in affair.acts[since:] if act.kind == "answered"]
    passed = affair.last("passed")
    return Rectification(
        n=int(affair.key),
        standing=Standing.of(ordered.data["standing"]),
        circular=ordered.data["circular"],
        ordered_at=ordered.at,
        due=datetime.fromisoformat(limits[-1].data["due"]),
        answered_at=answers[0].at if answers else None,
        answer=(answers[-1].note or "") if answers else "",
        failures=tuple(act.note or "" for act in affair.all("failed")),
        passed_at=passed.at if passed else None,
    )


def unresolved(found: Iterable[Rectification], now: datetime) -> tuple[Rectification, ...]:
    """Of each unit its newest order, where that is not rectified in time."""
    newest = {one.unit: one for one in found}
    return tuple(one for one in newest.values() if one.is_unresolved(now))

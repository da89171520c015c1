"""The ledger 总台账 as the rules see it: look-ups, and one verb that records an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from campaign.events import Event, apply
from campaign.problem import Problem, State


class Ledger(Protocol):
    """What a rule may ask of the ledger. Look-ups see every event recorded so far, also those not yet committed."""

    def numbered(self, number: str) -> Problem | None:
        """The problem with the number, if it was ever given out."""

    def of_project(self, code: str) -> Sequence[Problem]:
        """All entries of a project, in order of receipt."""

    def where(self, states: Collection[State]) -> Sequence[Problem]:
        """All entries in one of the states, in order of receipt."""

    def next_entry(self) -> int:
        """A fresh identity for a row that is being received."""

    def next_number(self) -> str:
        """The next number, gapless and never reused (forms.md 5.8)."""

    def record(self, event: Event) -> Problem:
        """Append the event; the problem after it."""


class MemoryLedger:
    """A ledger in memory: for tests, for folding events up to an instant, for trying a decision out."""

    def __init__(self, prefix: str, width: int = 4) -> None:
        self.entries: dict[int, Problem] = {}
        self.events: list[Event] = []
        self._prefix, self._width, self._numbers = prefix, width, 0

    def numbered(self, number: str) -> Problem | None:
        return next((p for p in self.entries.values() if p.number == number), None)

    def of_project(self, code: str) -> Sequence[Problem]:
        return [p for p in self.entries.values() if p.project_code == code]

    def where(self, states: Collection[State]) -> Sequence[Problem]:
        return [p for p in self.entries.values() if p.state in states]

    def next_entry(self) -> int:
        return len(self.entries) + 1

    def next_number(self) -> str:
        self._numbers += 1
        return f"{self._prefix}{self._numbers:0{self._width}d}"

    def record(self, event: Event) -> Problem:
        self.events.append(event)
        self.entries[event.entry] = apply(self.entries.get(event.entry), event)
        return self.entries[event.entry]

"""The ledger 总台账 as the rules see it: look-ups, and one verb that records an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from campaign.answers import ANSWERS
from campaign.events import Event, apply
from campaign.problem import Problem, State
from campaign.text import essence


@dataclass(frozen=True)
class Saying:
    """One wording of one entry: `unit` wrote it, `text` is its essence. An entry may have several."""

    entry: int
    unit: str
    text: str


class Ledger(Protocol):
    """What a rule may ask of the ledger. Look-ups see every event recorded so far, also those not yet committed."""

    def numbered(self, number: str) -> Problem | None:
        """The problem with the number, if it was ever given out."""

    def problem(self, entry: int) -> Problem | None:
        """The entry, if there is one."""

    def of_unit(self, key: str, unit: str) -> Sequence[Problem]:
        """What the unit wrote of the project (`Problem.project_key`), in order of receipt."""

    def written_by(self, unit: str, states: Collection[State]) -> Sequence[int]:
        """Entries that the unit wrote and that are in one of the states, in order of receipt."""

    def said(self, key: str, text: str | None = None) -> Sequence[Saying]:
        """Every wording of every entry of the project, in order of receipt; only those of one essence when given."""

    def answers(self) -> Sequence[Event]:
        """The events that may answer which project is meant (`campaign.answers`), in the order of recording."""

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

    def problem(self, entry: int) -> Problem | None:
        return self.entries.get(entry)

    def of_unit(self, key: str, unit: str) -> Sequence[Problem]:
        return [p for p in self.entries.values() if p.project_key == key and p.reporters[0] == unit]

    def written_by(self, unit: str, states: Collection[State]) -> Sequence[int]:
        return [p.entry for p in self.entries.values() if p.reporters[0] == unit and p.state in states]

    def said(self, key: str, text: str | None = None) -> Sequence[Saying]:
        entries = [p for p in self.entries.values() if p.project_key == key]
        sayings = [Saying(p.entry, p.reporters[0], words) for p in entries for words in map(essence, p.wordings)]
        return [saying for saying in sayings if text in {None, saying.text}]

    def answers(self) -> Sequence[Event]:
        return [event for event in self.events if event.kind in ANSWERS]

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

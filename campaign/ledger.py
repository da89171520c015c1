"""The ledger 总台账 as the rules see it: look-ups, and one verb that records an event."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from campaign.answers import ANSWERS
from campaign.events import Event, apply
from campaign.problem import Problem, State
from campaign.text import essence


@dataclass(frozen=True)
class Saying:
    """One of the wordings of an entry of a project (`key`): `unit` wrote it, `text` is its essence."""

    entry: int
    key: str
    unit: str
    text: str


class Ledger(Protocol):
    """What a rule may ask of the ledger. Look-ups see every event recorded so far, also those not yet committed."""

    def numbered(self, number: str) -> Problem | None:
        """The problem with the number, if it was ever given out."""

    def problem(self, entry: int) -> Problem | None:
        """The entry, if there is one."""

    def problems(self, entries: Collection[int]) -> Sequence[Problem]:
        """The entries, at once."""

    def of_unit(self, key: str, unit: str) -> Sequence[Problem]:
        """What the unit wrote of the project (`Problem.project_key`), in order of receipt."""

    def written_by(self, unit: str, states: Collection[State]) -> Sequence[int]:
        """Entries that the unit wrote and that are in one of the states, in order of receipt."""

    def said(self, key: str, text: str) -> Sequence[Saying]:
        """The wordings of the project's entries that have this essence, in order of receipt."""

    def said_by(self, unit: str, keys: Collection[str]) -> Sequence[Saying]:
        """Every wording of what the unit wrote of the projects."""

    def said_lately(self, key: str, most: int) -> Sequence[Saying]:
        """The wordings of the project's newest entries, so many at most."""

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

    def problems(self, entries: Collection[int]) -> Sequence[Problem]:
        return [self.entries[entry] for entry in entries]

    def of_unit(self, key: str, unit: str) -> Sequence[Problem]:
        return [p for p in self.entries.values() if p.project_key == key and p.reporters[0] == unit]

    def written_by(self, unit: str, states: Collection[State]) -> Sequence[int]:
        return [p.entry for p in self.entries.values() if p.reporters[0] == unit and p.state in states]

    def _sayings(self) -> Iterator[Saying]:
        for p in self.entries.values():
            for text in dict.fromkeys(map(essence, p.wordings)):
                yield Saying(p.entry, p.project_key, p.reporters[0], text)

    def said(self, key: str, text: str) -> Sequence[Saying]:
        return [saying for saying in self._sayings() if (saying.key, saying.text) == (key, text)]

    def said_by(self, unit: str, keys: Collection[str]) -> Sequence[Saying]:
        return [saying for saying in self._sayings() if saying.unit == unit and saying.key in keys]

    def said_lately(self, key: str, most: int) -> Sequence[Saying]:
        return [saying for saying in self._sayings() if saying.key == key][-most:]

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

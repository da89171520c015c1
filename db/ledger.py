"""The ledger in the database: events appended, entries indexed, problems folded from their own events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from campaign.events import Event, Kind, apply, fold
from campaign.problem import Problem, State
from db.counters import take
from db.models import LedgerEntry, LedgerEvent


class SqlLedger:
    """`campaign.ledger.Ledger` within one transaction. Loads only the entries that are asked for."""

    def __init__(self, session: Session, campaign: str, prefix: str, width: int) -> None:
        self._session, self._campaign = session, campaign
        self._prefix, self._width = prefix, width
        self._known: dict[int, Problem] = {}
        #: what this transaction recorded: the event and the problem before and after it
        self.recorded: list[tuple[Problem | None, Event, Problem]] = []

    def numbered(self, number: str) -> Problem | None:
        return next(iter(self._find(LedgerEntry.number == number)), None)

    def of_project(self, code: str) -> Sequence[Problem]:
        return self._find(LedgerEntry.project_code == code)

    def where(self, states: Collection[State]) -> Sequence[Problem]:
        return self._find(LedgerEntry.state.in_([state.value for state in states]))

    def next_entry(self) -> int:
        return take(self._session, self._campaign, "entry")

    def next_number(self) -> str:
        return f"{self._prefix}{take(self._session, self._campaign, 'number'):0{self._width}d}"

    def record(self, event: Event) -> Problem:
        known = None if event.kind is Kind.RECEIVED else self._load([event.entry])[0]
        problem = apply(known, event)
        self._session.add(_row(self._campaign, event))
        self._index(problem, is_new=known is None)
        self._known[event.entry] = problem
        self.recorded.append((known, event, problem))
        return problem

    def _index(self, problem: Problem, is_new: bool) -> None:
        row = LedgerEntry(campaign=self._campaign, entry=problem.entry)
        if not is_new:
            row = self._session.get_one(LedgerEntry, (self._campaign, problem.entry))
        row.number, row.state, row.project_code = problem.number, problem.state.value, problem.project_code
        self._session.add(row)

    def _find(self, condition: ColumnElement[bool]) -> list[Problem]:
        query = select(LedgerEntry.entry).where(LedgerEntry.campaign == self._campaign, condition)
        return self._load(self._session.scalars(query.order_by(LedgerEntry.entry)).all())

    def _load(self, entries: Sequence[int]) -> list[Problem]:
        unknown = [entry for entry in entries if entry not in self._known]
        for chunk in _chunks(unknown, 500):
            self._known.update(fold(_events(self._session, self._campaign, LedgerEvent.entry.in_(chunk))))
        return [self._known[entry] for entry in entries]


def _chunks(values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _row(campaign: str, event: Event) -> LedgerEvent:
    return LedgerEvent(
        campaign=campaign,
        entry=event.entry,
        kind=event.kind.value,
        at=event.at,
        actor=event.actor,
        message_id=event.message_id,
        data=dict(event.data),
        note=event.note,
    )


_COLUMNS = (
    LedgerEvent.entry,
    LedgerEvent.kind,
    LedgerEvent.at,
    LedgerEvent.actor,
    LedgerEvent.message_id,
    LedgerEvent.data,
    LedgerEvent.note,
)


def _events(session: Session, campaign: str, *conditions: ColumnElement[bool]) -> Iterator[Event]:
    query = select(*_COLUMNS).where(LedgerEvent.campaign == campaign, *conditions).order_by(LedgerEvent.id)
    for entry, kind, at, actor, message_id, data, note in session.execute(query):
        yield Event(entry, Kind(kind), at, actor, message_id, data, note)


def history(session: Session, campaign: str, until: datetime | None = None) -> list[Event]:
    """All events up to and including the instant, in the order they were recorded."""
    conditions = [] if until is None else [LedgerEvent.at <= until]
    return list(_events(session, campaign, *conditions))


def ledger_at(session: Session, campaign: str, until: datetime | None = None) -> list[Problem]:
    """The ledger as it was at the instant (now when None), in order of receipt."""
    return list(fold(history(session, campaign, until)).values())

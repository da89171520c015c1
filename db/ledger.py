"""The ledger in the database: events appended, entries indexed, problems folded from their own events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Insert, Update, bindparam, insert, select, update
from sqlalchemy.orm import Session

from campaign.answers import ANSWERS
from campaign.events import Event, Kind, apply, fold
from campaign.ledger import Saying
from campaign.problem import Problem, State
from campaign.text import essence
from db.counters import take
from db.models import LedgerEntry, LedgerEvent, LedgerWording
from db.session import lock

Item = TypeVar("Item")

#: as long as a project's key may be in an index; a longer name stands there by its digest
_KEY_LENGTH = 64


def stored_key(key: str) -> str:
    """`Problem.project_key` as the index holds it."""
    return key if len(key) <= _KEY_LENGTH else "~" + sha256(key.encode()).hexdigest()[: _KEY_LENGTH - 1]


def digest(text: str) -> str:
    """By what equal texts are found."""
    return sha256(text.encode()).hexdigest()


class SqlLedger:
    """`campaign.ledger.Ledger` within one transaction. Loads only the entries that are asked for.

    One transaction at a time works on a campaign's ledger: two that do not see each other's rows would give two
    numbers to one problem.
    """

    def __init__(self, session: Session, campaign: str, prefix: str, width: int) -> None:
        self._transaction, self._campaign = session, campaign
        self._prefix, self._width = prefix, width
        self._known: dict[int, Problem] = {}
        #: what this transaction recorded: the event and the problem before and after it
        self.recorded: list[tuple[Problem | None, Event, Problem]] = []

    @cached_property
    def _session(self) -> Session:
        """The transaction, which has the ledger to itself from its first look at it on; reading mails comes before."""
        lock(self._transaction, f"ledger of {self._campaign}")
        return self._transaction

    def numbered(self, number: str) -> Problem | None:
        return next(iter(self._find(LedgerEntry.number == number)), None)

    def problem(self, entry: int) -> Problem | None:
        return next(iter(self._load([entry])), None)

    def problems(self, entries: Collection[int]) -> Sequence[Problem]:
        return self._load(list(entries))

    def of_unit(self, key: str, unit: str) -> Sequence[Problem]:
        return self._find((LedgerEntry.project == stored_key(key)) & (LedgerEntry.unit == unit))

    def written_by(self, unit: str, states: Collection[State]) -> Sequence[int]:
        query = select(LedgerEntry.entry).where(LedgerEntry.campaign == self._campaign, LedgerEntry.unit == unit)
        query = query.where(LedgerEntry.state.in_([state.value for state in states]))
        return self._session.scalars(query.order_by(LedgerEntry.entry)).all()

    def said(self, key: str, text: str) -> Sequence[Saying]:
        values = {"of": self._campaign, "about": stored_key(key), "words": digest(text)}
        return [Saying(entry, key, *more) for entry, *more in self._session.connection().execute(_SAID, values)]

    def said_by(self, unit: str, keys: Collection[str]) -> Sequence[Saying]:
        names = {stored_key(key): key for key in keys}
        found: list[Saying] = []
        for chunk in _chunks(sorted(names), 500):
            query = select(LedgerWording.entry, LedgerWording.project, LedgerWording.text).where(
                LedgerWording.campaign == self._campaign,
                LedgerWording.unit == unit,
                LedgerWording.project.in_(chunk),
            )
            rows = self._session.connection().execute(query.order_by(LedgerWording.entry))
            found += [Saying(entry, names[project], unit, text) for entry, project, text in rows]
        return found

    def said_lately(self, key: str, most: int) -> Sequence[Saying]:
        values = {"of": self._campaign, "about": stored_key(key), "most": most}
        rows = self._session.connection().execute(_SAID_LATELY, values).all()
        return [Saying(entry, key, *more) for entry, *more in reversed(rows)]

    def answers(self) -> Sequence[Event]:
        return list(_events(self._session, self._campaign, LedgerEvent.kind.in_([kind.value for kind in ANSWERS])))

    def where(self, states: Collection[State]) -> Sequence[Problem]:
        return self._find(LedgerEntry.state.in_([state.value for state in states]))

    def next_entry(self) -> int:
        return take(self._session, self._campaign, "entry")

    def next_number(self) -> str:
        return f"{self._prefix}{take(self._session, self._campaign, 'number'):0{self._width}d}"

    def record(self, event: Event) -> Problem:
        known = None if event.kind is Kind.RECEIVED else next(iter(self._load([event.entry])), None)
        problem = apply(known, event)
        self._do(_ADD_EVENT, [_row(self._campaign, event)])
        self._index(problem, known)
        self._known[event.entry] = problem
        self.recorded.append((known, event, problem))
        return problem

    def _do(self, statement: Insert | Update, rows: list[dict[str, Any]]) -> None:
        """Without the unit of work, which costs ten times what the statement does."""
        if rows:
            self._session.connection().execute(statement, rows)

    def _index(self, problem: Problem, before: Problem | None) -> None:
        place = _place(problem)
        if before is None:
            self._do(_ADD_ENTRY, [{"campaign": self._campaign, "entry": problem.entry, **place}])
        elif _place(before) != place:
            self._do(_MOVE_ENTRY, [{"of": self._campaign, "at": problem.entry, **place}])
        self._index_words(problem, before)

    def _index_words(self, problem: Problem, before: Problem | None) -> None:
        if before is not None and before.project_key != problem.project_key:
            project = stored_key(problem.project_key)
            self._do(_MOVE_WORDS, [{"of": self._campaign, "at": problem.entry, "project": project}])
        if before is None or before.wordings != problem.wordings:
            self._do(_ADD_WORDS, wordings(self._campaign, problem, before))

    def _find(self, condition: ColumnElement[bool]) -> list[Problem]:
        query = select(LedgerEntry.entry).where(LedgerEntry.campaign == self._campaign, condition)
        return self._load(self._session.connection().scalars(query.order_by(LedgerEntry.entry)).all())

    def _load(self, entries: Sequence[int]) -> list[Problem]:
        unknown = [entry for entry in entries if entry not in self._known]
        for chunk in _chunks(unknown, 500):
            self._known.update(fold(_events(self._session, self._campaign, LedgerEvent.entry.in_(chunk))))
        return [self._known[entry] for entry in entries if entry in self._known]


def _chunks(values: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _place(problem: Problem) -> dict[str, Any]:
    """What the index says of an entry."""
    return {
        "number": problem.number,
        "state": problem.state.value,
        "project": stored_key(problem.project_key),
        "unit": problem.reporters[0],
    }


_ADD_EVENT, _ADD_ENTRY, _ADD_WORDS = insert(LedgerEvent), insert(LedgerEntry), insert(LedgerWording)
_MOVE_ENTRY, _MOVE_WORDS = (
    update(table).where(table.campaign == bindparam("of"), table.entry == bindparam("at"))
    for table in (LedgerEntry, LedgerWording)
)

_OF_PROJECT = select(LedgerWording.entry, LedgerWording.unit, LedgerWording.text).where(
    LedgerWording.campaign == bindparam("of"), LedgerWording.project == bindparam("about")
)
_SAID = _OF_PROJECT.where(LedgerWording.digest == bindparam("words")).order_by(LedgerWording.entry)
_SAID_LATELY = _OF_PROJECT.order_by(LedgerWording.entry.desc()).limit(bindparam("most"))


def wordings(campaign: str, problem: Problem, before: Problem | None = None) -> list[dict[str, Any]]:
    """The rows of the index for the words of an entry that it had not said before."""
    known = set(map(essence, before.wordings)) if before else set()
    return [
        {
            "campaign": campaign,
            "entry": problem.entry,
            "digest": digest(text),
            "project": stored_key(problem.project_key),
            "unit": problem.reporters[0],
            "text": text,
        }
        for text in dict.fromkeys(map(essence, problem.wordings))
        if text not in known
    ]


def _row(campaign: str, event: Event) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "entry": event.entry,
        "kind": event.kind.value,
        "at": event.at,
        "actor": event.actor,
        "message_id": event.message_id,
        "data": dict(event.data),
        "note": event.note,
    }


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
    for entry, kind, at, actor, message_id, data, note in session.connection().execute(query):
        yield Event(entry, Kind(kind), at, actor, message_id, data, note)


def history(session: Session, campaign: str, until: datetime | None = None) -> list[Event]:
    """All events up to and including the instant, in the order they were recorded."""
    conditions = [] if until is None else [LedgerEvent.at <= until]
    return list(_events(session, campaign, *conditions))


def last_of_kind(session: Session, campaign: str, kind: Kind, entries: Collection[int]) -> list[Event]:
    """The latest event of the kind of each of the entries, in the order they were recorded."""
    found: dict[int, Event] = {}
    for chunk in _chunks(sorted(entries), 500):
        conditions = (LedgerEvent.kind == kind.value, LedgerEvent.entry.in_(chunk))
        found.update({event.entry: event for event in _events(session, campaign, *conditions)})
    return list(found.values())


def ledger_at(session: Session, campaign: str, until: datetime | None = None) -> list[Problem]:
    """The ledger as it was at the instant (now when None), in order of receipt."""
    return list(fold(history(session, campaign, until)).values())

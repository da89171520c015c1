"""One line of the agenda on the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.affairs import Act
from campaign.agenda import Beat
from campaign.campaign import Campaign
from campaign.checks.situation import Situation
from campaign.events import fold
from campaign.problem import Problem
from db import affairs, records
from db.counters import take
from db.ledger import SqlLedger, history, ledger_at
from db.models import InboxMessage
from flows.desk import Desk
from flows.stages import outside


class Blocked(Exception):
    """A line of the agenda may not be carried out yet; the message says why. It stays owed.

    `lines`: where a whole run of the agenda ends so, what was blocked, since when, and why.
    """

    def __init__(self, why: str, lines: tuple[tuple[str, datetime, str], ...] = ()) -> None:
        super().__init__(why)
        self.lines = lines


@dataclass(frozen=True)
class Turn:
    """Within one transaction. Checks look at `then`, the instant they were due; letters at what holds now."""

    desk: Desk
    session: Session
    ledger: SqlLedger
    beat: Beat
    now: datetime

    @property
    def campaign(self) -> Campaign:
        return self.desk.campaign

    @property
    def then(self) -> Situation:
        """The situation as of the line's own instant, also when it is caught up later."""
        s = replace(self.situation(self.beat.at), problems=self._known_then())
        if self.beat.do == "C0-1":
            return replace(s, unready=tuple(outside.unready(self.desk, self.now)))
        if self.beat.do == "C0-2":
            return replace(s, notices=tuple(outside.notices(self.desk, self.session)))
        return s

    def _known_then(self) -> tuple[Problem, ...]:
        """The ledger of the line's instant, with what had arrived by then and was only read later, after downtime."""
        then = self.beat.at
        late = select(InboxMessage.message_id).where(
            InboxMessage.campaign == self.desk.id, InboxMessage.received_at <= then, InboxMessage.processed_at > then
        )
        read_later = set(self.session.scalars(late))
        if not read_later:
            return tuple(ledger_at(self.session, self.desk.id, then))
        told = history(self.session, self.desk.id, self.now)
        return tuple(fold(event for event in told if event.at <= then or event.message_id in read_later).values())

    @cached_property
    def current(self) -> Situation:
        """The situation now."""
        return self.situation(self.now)

    def situation(self, at: datetime) -> Situation:
        """Ledger and returns as of an instant."""
        return Situation(
            campaign=self.campaign,
            problems=tuple(ledger_at(self.session, self.desk.id, at)),
            returns=records.returns_at(self.session, self.desk.id, at),
            now=at,
            letters=records.composed_at(self.session, self.desk.id, at),
            affairs=affairs.affairs_at(self.session, self.desk.id, at),
        )

    def record(self, act: Act) -> None:
        """Append what was done in an affair of the offices."""
        affairs.record(self.session, self.desk.id, act)

    def serial(self, name: str) -> int:
        """The next number of a series of letters: 日报第n期, 催报单第n号 (forms.md 5.8)."""
        return take(self.session, self.desk.id, name)

"""One line of the agenda on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from campaign.agenda import Beat
from campaign.campaign import Campaign
from campaign.checks.situation import Situation
from db import records
from db.counters import take
from db.ledger import SqlLedger, ledger_at
from flows.desk import Desk


class Blocked(Exception):
    """A line of the agenda may not be carried out yet; the message says why. It stays owed."""


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
        return self.situation(self.beat.at)

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
        )

    def serial(self, name: str) -> int:
        """The next number of a series of letters: 日报第n期, 催报单第n号 (forms.md 5.8)."""
        return take(self.session, self.desk.id, name)

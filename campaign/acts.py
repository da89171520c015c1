"""One act of one actor on one problem: checked against the lifecycle table, then recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.lifecycle import needs_both, refusal, roles
from campaign.problem import Problem


class Refused(Exception):
    """The act may not happen; `reason` is a Chinese clause for the answer. Nothing was recorded."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Actor:
    """A unit acting by one message at one instant."""

    campaign: Campaign
    ledger: Ledger
    unit: str
    at: datetime
    message_id: str | None

    def check(self, problem: Problem, kind: Kind) -> None:
        """Raises Refused when the lifecycle table does not allow the act."""
        project = self.campaign.catalogue.by_code.get(problem.project_code or "")
        held = roles(problem, self.unit, self.campaign.settings.offices, project.owner if project else None)
        reason = refusal(problem, kind, held)
        if reason:
            raise Refused(reason)

    def act(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> Problem:
        """Check, record, and give the problem as it is then."""
        self.check(problem, kind)
        return self.record(problem, kind, note, **data)

    def record(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> Problem:
        return self.ledger.record(Event(problem.entry, kind, self.at, self.unit, self.message_id, data, note))

    def agree(self, problem: Problem, kind: Kind, action: str, **data: Any) -> bool:
        """An office's consent; records the act itself once everybody needed has agreed. True when it took effect."""
        self.check(problem, kind)
        if needs_both(problem, kind):
            problem = self.record(problem, Kind.AGREED, action=action)
            if not problem.consents[action].issuperset(self.campaign.settings.offices.coordinators):
                return False
        self.record(problem, kind, **data)
        return True

"""One act of one actor on one problem: checked against the lifecycle table, then recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from campaign.campaign import Campaign
from campaign.events import Event, Kind
from campaign.guards import Act
from campaign.ledger import Ledger
from campaign.lifecycle import Consent, broken_guards, consents_needed, refusal, roles, transition
from campaign.problem import Problem, Source


class Refused(Exception):
    """The act may not happen; `reasons` are Chinese clauses for the answer. Nothing was recorded."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons

    @property
    def reason(self) -> str:
        return "；".join(self.reasons)


@dataclass(frozen=True)
class Actor:
    """A unit acting by one message at one instant; SYSTEM when the calendar does.

    `arrived`: when the message reached the mailbox, by which its clocks are judged; `at` where there is none.
    """

    campaign: Campaign
    ledger: Ledger
    unit: str
    at: datetime
    message_id: str | None
    #: the row of the sheet that says so, where the act is one of a sheet
    source: Source | None = None
    arrived: datetime | None = None

    @property
    def said_at(self) -> datetime:
        return self.arrived or self.at

    @property
    def today(self) -> date:
        return self.campaign.calendar.local(self.said_at).date()

    def refusals(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> tuple[str, ...]:
        """Why the lifecycle table does not allow the act: state or role, else every guard that does not hold."""
        project = self.campaign.catalogue.by_code.get(problem.project_code or "")
        held = roles(problem, self.unit, self.campaign.settings.offices, project.owner if project else None)
        reason = refusal(problem, kind, held)
        if reason:
            return (reason,)
        return broken_guards(Act(self.campaign, self.ledger, problem, self.unit, self.said_at, note, data), kind)

    def check(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> None:
        """Raises Refused when the lifecycle table does not allow the act."""
        reasons = self.refusals(problem, kind, note, **data)
        if reasons:
            raise Refused(*reasons)

    def act(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> Problem:
        """Check, record, and give the problem as it is then."""
        self.check(problem, kind, note, **data)
        return self.record(problem, kind, note, **data)

    def record(self, problem: Problem, kind: Kind, note: str | None = None, **data: Any) -> Problem:
        if self.source is not None:
            data["source"] = vars(self.source)
        return self.ledger.record(Event(problem.entry, kind, self.at, self.unit, self.message_id, data, note))

    def agree(self, problem: Problem, kind: Kind, action: str, **data: Any) -> str | None:
        """An office's consent; records the act itself once everybody needed has agreed.

        None when it took effect, else a Chinese remark on what it still waits for.
        """
        self.check(problem, kind, **data)
        needed = consents_needed(problem, kind, self.campaign.settings.offices)
        if len(needed) > 1:
            lapsed = self._lapsed(problem, kind, action)
            problem = self.record(problem, Kind.AGREED, action=action, anew=lapsed)
            if not problem.consents[action] >= needed:
                return "首次确认已超过确认时限，两办须重新确认；待另一办公室确认" if lapsed else "待另一办公室确认"
        self.record(problem, kind, **data)
        return None

    def _lapsed(self, problem: Problem, kind: Kind, action: str) -> bool:
        """Whether a first consent is too old to be joined by a second one (T12)."""
        row, first = transition(problem, kind), problem.consented_at.get(action)
        if row is None or row.consent is not Consent.SOON or first is None:
            return False
        gone = self.campaign.calendar.working_days_since(first, self.said_at)
        return gone > self.campaign.settings.clocks.second_confirmation

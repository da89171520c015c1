"""Batches of what must be reported up 汇总上报 (D38-D41, T12)."""

from __future__ import annotations

from datetime import datetime

from campaign.events import Event, Kind
from campaign.ledger import Ledger
from campaign.lifecycle import SYSTEM
from campaign.problem import Problem, State


def next_batch(ledger: Ledger, at: datetime) -> tuple[int, list[Problem]] | None:
    """Put every 拟上报 number that is in no batch yet on the list of a new one; None when there is none."""
    unlisted = [p for p in ledger.where({State.PROPOSED}) if p.batch is None]
    if not unlisted:
        return None
    batch = max((p.batch or 0 for p in ledger.where(set(State))), default=0) + 1
    return batch, [ledger.record(Event(p.entry, Kind.BATCHED, at, SYSTEM, data={"batch": batch})) for p in unlisted]

"""How fast letters may leave: what the provider allows the account, and a backstop for each address (`[sending]`).

The buckets are counters in the database, one for each minute, hour and day, filled in the transaction that claims a
delivery: several dispatchers keep one pace.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from campaign.campaign import Campaign
from db.counters import take


class Full(Exception):
    """The provider takes no more in this minute, hour or day: what is left waits for a later round."""


def step(session: Session, campaign: Campaign, now: datetime) -> None:
    """Take one place in every bucket. Raises Full, upon which the transaction is to be given up."""
    for name, most in _buckets(campaign, now):
        if take(session, campaign.settings.campaign.id, name) > most:
            raise Full


def _buckets(campaign: Campaign, now: datetime) -> Iterator[tuple[str, int]]:
    limits, local = campaign.settings.sending, campaign.calendar.local(now)
    windows = ((limits.per_minute, "%Y-%m-%dT%H:%M"), (limits.per_hour, "%Y-%m-%dT%H"), (limits.per_day, "%Y-%m-%d"))
    for most, window in windows:
        if most is not None:
            yield f"sending/{local:{window}}", most


def is_too_many(session: Session, campaign: Campaign, address: str, now: datetime) -> bool:
    """Whether one more letter to the address on this day would go beyond what people are sent (no mail loops)."""
    name = f"sending/{campaign.calendar.local(now):%Y-%m-%d}/{sha256(address.lower().encode()).hexdigest()[:32]}"
    return take(session, campaign.settings.campaign.id, name) > campaign.settings.sending.to_an_address_a_day

"""Serials without gaps: the counter's row stays locked until the transaction ends; a rollback gives its number back."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import Counter


def take(session: Session, campaign: str, name: str) -> int:
    """The next value of a serial, beginning with 1."""
    step = (
        update(Counter)
        .where(Counter.campaign == campaign, Counter.name == name)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )
    value = session.scalar(step)
    if value is None:
        session.add(Counter(campaign=campaign, name=name, value=1))
        session.flush()
        return 1
    return value

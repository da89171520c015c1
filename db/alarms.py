"""Alarms of operators: each cause once from when it is seen until it is gone; and when each round was last run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Alarm, Delivery, InboxMessage, InboxOutcome, LetterState, OutboxLetter, Pulse


def raise_alarm(session: Session, campaign: str, key: str, text: str, now: datetime) -> None:
    """Raise an alarm unless one with the key is open."""
    if _open(session, campaign, key) is None:
        session.add(Alarm(campaign=campaign, key=key, text=text, raised_at=now, told=[]))
        session.flush()


def _open(session: Session, campaign: str, key: str) -> Alarm | None:
    query = select(Alarm).where(Alarm.campaign == campaign, Alarm.key == key, Alarm.cleared_at.is_(None))
    return session.scalars(query.limit(1)).first()


def open_alarms(session: Session, campaign: str) -> Sequence[Alarm]:
    """What an operator must still look at, oldest first."""
    query = select(Alarm).where(Alarm.campaign == campaign, Alarm.cleared_at.is_(None))
    return session.scalars(query.order_by(Alarm.id)).all()


def stand(session: Session, campaign: str, causes: Mapping[str, str], now: datetime) -> None:
    """Bring the open alarms in line with the causes (key → text) that there are now."""
    for alarm in open_alarms(session, campaign):
        if alarm.key not in causes:
            alarm.cleared_at = now
    for key, text in causes.items():
        raise_alarm(session, campaign, key, text, now)


def lately(session: Session, campaign: str, since: datetime) -> Sequence[Alarm]:
    """Alarms raised or cleared since the instant, oldest first."""
    query = select(Alarm).where(Alarm.campaign == campaign, or_(Alarm.raised_at >= since, Alarm.cleared_at >= since))
    return session.scalars(query.order_by(Alarm.id)).all()


def start_round(session: Session, campaign: str, name: str, now: datetime) -> None:
    """A round begins."""
    pulse = session.get(Pulse, (campaign, name))
    if pulse is None:
        session.add(Pulse(campaign=campaign, round=name, started_at=now, failures=0, troubles={}))
    else:
        pulse.started_at = now


def end_round(
    session: Session, campaign: str, name: str, now: datetime, error: str | None, troubles: Mapping[str, str]
) -> None:
    """A round has ended; `error`: why it could not be carried out."""
    pulse = session.get_one(Pulse, (campaign, name))
    pulse.ended_at, pulse.error = now, error
    pulse.failures = pulse.failures + 1 if error else 0
    pulse.troubles = dict(troubles)


def pulses(session: Session, campaign: str) -> Sequence[Pulse]:
    """The last run of each round."""
    return session.scalars(select(Pulse).where(Pulse.campaign == campaign).order_by(Pulse.round)).all()


def set_aside(session: Session, campaign: str) -> Sequence[InboxMessage]:
    """Messages that an error of this program keeps apart."""
    query = select(InboxMessage).where(
        InboxMessage.campaign == campaign,
        InboxMessage.outcome == InboxOutcome.HELD.value,
        InboxMessage.code == "processing_failed",
    )
    return session.scalars(query.order_by(InboxMessage.id)).all()


def lost(session: Session, campaign: str) -> Sequence[Delivery]:
    """Deliveries that failed or came back for good, or are held for a person to look at."""
    states = (LetterState.FAILED.value, LetterState.BOUNCED.value, LetterState.HELD.value)
    query = select(Delivery).join(Delivery.letter).where(Delivery.state.in_(states), OutboxLetter.campaign == campaign)
    return session.scalars(query.order_by(Delivery.id)).all()

"""The outbox: letters with fixed bytes, one delivery per address, each safe to repeat until it is known to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, undefer

from db.models import Delivery, LetterState, OutboxLetter

#: minutes until the next attempt after a temporary failure (notes: 5, 15, 60, 240 minutes)
BACK_OFF = (5, 15, 60, 240)
#: how long a claimed delivery belongs to the process that claimed it
LEASE = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=48)


@dataclass(frozen=True)
class Composed:
    """A letter ready to be queued."""

    kind: str
    key: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    attachments: tuple[str, ...]
    message_id: str
    in_reply_to: str | None
    raw: bytes


def holds(session: Session, campaign: str, key: str) -> bool:
    """Whether a letter with the key has been composed before; composing it again would send it twice."""
    query = select(OutboxLetter.id).where(OutboxLetter.campaign == campaign, OutboxLetter.key == key)
    return session.scalar(query) is not None


def last_composed(session: Session, campaign: str, key: str) -> datetime | None:
    """When the newest letter was composed whose key begins so: of a kind, or of a kind to one recipient."""
    begins = OutboxLetter.key.startswith(key, autoescape=True)
    return session.scalar(select(func.max(OutboxLetter.created_at)).where(OutboxLetter.campaign == campaign, begins))


def composed_to(session: Session, campaign: str, recipient: str, kinds: Iterable[str], since: datetime) -> int:
    """How many letters of the kinds to a recipient (unit code) were composed at or after the instant."""
    begins = [OutboxLetter.key.startswith(f"{campaign}/{kind}/{recipient}/", autoescape=True) for kind in kinds]
    query = select(func.count()).where(OutboxLetter.campaign == campaign, OutboxLetter.created_at >= since)
    return session.scalar(query.where(or_(*begins))) or 0


def composed_dates(session: Session, campaign: str, recipient: str, kinds: Iterable[str]) -> Sequence[datetime]:
    """When letters of the kinds to a recipient (unit code) were composed, oldest first."""
    begins = [OutboxLetter.key.startswith(f"{campaign}/{kind}/{recipient}/", autoescape=True) for kind in kinds]
    query = select(OutboxLetter.created_at).where(OutboxLetter.campaign == campaign, or_(*begins))
    return session.scalars(query.order_by(OutboxLetter.created_at)).all()


def queue(session: Session, campaign: str, letter: Composed, at: datetime) -> OutboxLetter:
    """Put a letter in the outbox, one delivery per address; the unique key refuses a second one."""
    row = OutboxLetter(
        campaign=campaign,
        kind=letter.kind,
        key=letter.key,
        to=list(letter.to),
        cc=list(letter.cc),
        subject=letter.subject,
        attachments=list(letter.attachments),
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        created_at=at,
        raw=letter.raw,
    )
    row.deliveries = [
        Delivery(address=address, state=LetterState.QUEUED.value, attempts=0, due_at=at)
        for address in dict.fromkeys((*letter.to, *letter.cc))
    ]
    session.add(row)
    session.flush()
    return row


def waits(session: Session, campaign: str) -> bool:
    """Whether a letter is still to be sent."""
    query = (
        select(Delivery.id)
        .join(Delivery.letter)
        .where(OutboxLetter.campaign == campaign, Delivery.state == LetterState.QUEUED.value)
    )
    return session.scalars(query.limit(1)).first() is not None


def claim(session: Session, campaign: str, now: datetime) -> Delivery | None:
    """The next delivery due, marked `sending`; commit before talking to the server."""
    query = (
        select(Delivery)
        .join(Delivery.letter)
        .where(
            OutboxLetter.campaign == campaign,
            Delivery.state == LetterState.QUEUED.value,
            Delivery.due_at <= now,
        )
        .order_by(Delivery.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    delivery = session.scalar(query)
    if delivery is not None:
        delivery.state, delivery.attempts = LetterState.SENDING.value, delivery.attempts + 1
        delivery.claimed_at, delivery.data_started_at = now, None
    return delivery


def interrupted(session: Session, campaign: str, now: datetime) -> Sequence[Delivery]:
    """Deliveries in doubt, and those whose sender has been silent for longer than any sending lasts."""
    stopped = (Delivery.state == LetterState.SENDING.value) & (Delivery.claimed_at < now - LEASE)
    query = select(Delivery).join(Delivery.letter).where(OutboxLetter.campaign == campaign)
    return session.scalars(
        query.where((Delivery.state == LetterState.UNKNOWN.value) | stopped).order_by(Delivery.id)
    ).all()


def postpone(delivery: Delivery, now: datetime, reply: str) -> None:
    """Queue again after the next interval, or give up and leave it to a person."""
    delivery.reply = reply
    if now - delivery.letter.created_at > GIVE_UP_AFTER:
        delivery.state = LetterState.FAILED.value
        return
    minutes = BACK_OFF[min(delivery.attempts, len(BACK_OFF)) - 1]
    delivery.state, delivery.due_at = LetterState.QUEUED.value, now + timedelta(minutes=minutes)


def balance(session: Session, campaign: str) -> Mapping[str, int]:
    """Deliveries by state."""
    query = select(Delivery.state, func.count()).join(Delivery.letter).where(OutboxLetter.campaign == campaign)
    counts = dict(session.execute(query.group_by(Delivery.state)).all())
    return {state.value: counts.get(state.value, 0) for state in LetterState}


def listing(
    session: Session, campaign: str, until: datetime | None = None, *, with_bytes: bool = False
) -> Iterable[OutboxLetter]:
    """All letters in order of composition; their bytes are loaded only where they are wanted."""
    query = select(OutboxLetter).where(OutboxLetter.campaign == campaign)
    if with_bytes:
        query = query.options(undefer(OutboxLetter.raw))
    if until is not None:
        query = query.where(OutboxLetter.created_at <= until)
    return session.scalars(query.order_by(OutboxLetter.id))


_WORST_FIRST = (
    LetterState.BOUNCED,
    LetterState.FAILED,
    LetterState.UNKNOWN,
    LetterState.HELD,
    LetterState.SENDING,
    LetterState.QUEUED,
    LetterState.SENT,
)


def state_of(letter: OutboxLetter) -> LetterState:
    """A letter's state is the worst of its deliveries'."""
    found = {delivery.state for delivery in letter.deliveries}
    return next(state for state in _WORST_FIRST if state.value in found)


def by_message_id(session: Session, campaign: str, message_ids: Iterable[str]) -> OutboxLetter | None:
    """Our letter with one of the Message-IDs: what a reply or a bounce is about."""
    query = select(OutboxLetter).where(
        OutboxLetter.campaign == campaign, OutboxLetter.message_id.in_(list(message_ids))
    )
    return session.scalars(query.order_by(OutboxLetter.id.desc())).first()


def composed_with(session: Session, campaign: str, letter: OutboxLetter) -> Sequence[OutboxLetter]:
    """The letters of one kind that were composed together, the given one among them."""
    query = select(OutboxLetter).where(
        OutboxLetter.campaign == campaign,
        OutboxLetter.kind == letter.kind,
        OutboxLetter.created_at == letter.created_at,
    )
    return session.scalars(query.order_by(OutboxLetter.id)).all()


def by_key(session: Session, campaign: str, key: str) -> OutboxLetter | None:
    """The letter with the key, if it was ever composed."""
    query = select(OutboxLetter).where(OutboxLetter.campaign == campaign, OutboxLetter.key == key)
    return session.scalars(query).first()


def retry(session: Session, campaign: str, key: str) -> bool:
    """Queue a letter's failed and held deliveries again, as the identical bytes; False when there is none."""
    failed = (LetterState.FAILED.value, LetterState.UNKNOWN.value, LetterState.BOUNCED.value, LetterState.HELD.value)
    query = select(Delivery).join(Delivery.letter).where(OutboxLetter.campaign == campaign, OutboxLetter.key == key)
    rows = session.scalars(query.where(Delivery.state.in_(failed))).all()
    for row in rows:
        row.state, row.due_at = LetterState.QUEUED.value, row.letter.created_at
    return bool(rows)

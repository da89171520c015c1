"""The inbox: every message the server ever showed us, and its named end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models import InboxAttachment, InboxMessage, InboxOutcome


def known_uids(session: Session, campaign: str, mailbox: str, uidvalidity: int) -> set[int]:
    """UIDs of the mailbox that are already in the inbox."""
    query = select(InboxMessage.uid).where(
        InboxMessage.campaign == campaign,
        InboxMessage.mailbox == mailbox,
        InboxMessage.uidvalidity == uidvalidity,
    )
    return set(session.scalars(query))


def claim(session: Session, campaign: str) -> InboxMessage | None:
    """The oldest message without an outcome, locked for this transaction; another worker takes the next one."""
    query = (
        select(InboxMessage)
        .where(InboxMessage.campaign == campaign, InboxMessage.outcome.is_(None))
        .order_by(InboxMessage.received_at, InboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(query)


def first_copy(session: Session, row: InboxMessage) -> InboxMessage | None:
    """An earlier message with the same Message-ID or the same bytes (architecture.md, Copies).

    What is held has not been dealt with: its genuine copy is not one.
    """
    same = [InboxMessage.sha256 == row.sha256]
    if row.message_id:
        same.append(InboxMessage.message_id == row.message_id)
    query = (
        select(InboxMessage)
        .where(InboxMessage.campaign == row.campaign, InboxMessage.id != row.id, or_(*same))
        .where(InboxMessage.outcome.is_not(None), InboxMessage.outcome != InboxOutcome.HELD.value)
        .order_by(InboxMessage.id)
    )
    return session.scalars(query).first()


def balance(session: Session, campaign: str) -> Mapping[str, int]:
    """Messages by outcome; `waiting` are those without one."""
    query = select(InboxMessage.outcome, func.count()).where(InboxMessage.campaign == campaign)
    counts = dict(session.execute(query.group_by(InboxMessage.outcome)).all())
    return {
        **{outcome.value: counts.get(outcome.value, 0) for outcome in InboxOutcome},
        "waiting": counts.get(None, 0),
    }


def listing(session: Session, campaign: str, until: datetime | None = None) -> Iterable[InboxMessage]:
    """All messages in order of arrival."""
    query = select(InboxMessage).where(InboxMessage.campaign == campaign)
    if until is not None:
        query = query.where(InboxMessage.received_at <= until)
    return session.scalars(query.order_by(InboxMessage.received_at, InboxMessage.id))


def held_for(session: Session, campaign: str, codes: Iterable[str], since: datetime) -> list[InboxMessage]:
    """Messages set aside after the instant for one of the reasons, in order of arrival."""
    query = select(InboxMessage).where(
        InboxMessage.campaign == campaign,
        InboxMessage.outcome == InboxOutcome.HELD.value,
        InboxMessage.code.in_(list(codes)),
        InboxMessage.processed_at > since,
    )
    return list(session.scalars(query.order_by(InboxMessage.received_at, InboxMessage.id)))


def attachments_marked(
    session: Session, campaign: str, code: str, since: datetime
) -> list[tuple[InboxMessage, InboxAttachment]]:
    """Attachments with the code in messages processed after the instant, in order of arrival."""
    query = (
        select(InboxMessage, InboxAttachment)
        .join(InboxAttachment, InboxAttachment.inbox_id == InboxMessage.id)
        .where(
            InboxMessage.campaign == campaign,
            InboxMessage.processed_at > since,
            InboxAttachment.code == code,
        )
    )
    rows = session.execute(query.order_by(InboxMessage.received_at, InboxMessage.id, InboxAttachment.position))
    return [(message, attachment) for message, attachment in rows]


def by_message_ids(session: Session, campaign: str, message_ids: Iterable[str]) -> list[InboxMessage]:
    """The messages with these Message-IDs, without their copies, in order of arrival."""
    query = select(InboxMessage).where(
        InboxMessage.campaign == campaign,
        InboxMessage.message_id.in_(list(message_ids)),
        or_(InboxMessage.code.is_(None), InboxMessage.code != "copy"),
    )
    return list(session.scalars(query.order_by(InboxMessage.received_at, InboxMessage.id)))


#: the verdict on a sender whom an operator vouches for
RELEASED = "released"


def retry(session: Session, campaign: str, message_id: str) -> bool:
    """Forget the end of a held message, so that the next round processes it again; False when there is none."""
    rows = _held(session, campaign, message_id)
    for row in rows:
        take_up(row)
    return bool(rows)


def release(session: Session, campaign: str, message_id: str, unit: str | None) -> bool:
    """Let a message through that is held for its sender: the next round takes it as written by the unit (its code), or
    where none is given by the one whose address it bears. False when no such message is held.
    """
    rows = [
        row for row in _held(session, campaign, message_id) if row.code in ("authentication_failed", "unknown_sender")
    ]
    for row in rows:
        take_up(row, released=True, unit=unit)
    return bool(rows)


def take_up(row: InboxMessage, *, released: bool = False, unit: str | None = None) -> None:
    """Forget the message's end; `released`: its sender is vouched for, as the unit."""
    row.outcome = row.code = row.message = None
    if released:
        row.verdict, row.unit = RELEASED, unit


def _held(session: Session, campaign: str, message_id: str) -> Sequence[InboxMessage]:
    return session.scalars(
        select(InboxMessage).where(
            InboxMessage.campaign == campaign,
            InboxMessage.message_id == message_id,
            InboxMessage.outcome == InboxOutcome.HELD.value,
        )
    ).all()

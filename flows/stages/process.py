"""Process: each message of the inbox in one transaction, to a named outcome (idea 1 and 2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from parsers.message import Envelope, read_message
from sqlalchemy.orm import Session

from campaign.directory import Unit
from db import inbox, outbox
from db.models import InboxMessage, InboxOutcome, LetterState
from flows.desk import Desk
from flows.stages.handling import handle
from mail.authenticity import auto_reply_reason, is_bounce, read_headers, verdict


@dataclass(frozen=True)
class Processed:
    """What became of the messages of this round, and the whole inbox's balance."""

    outcomes: Counter[str]
    balance: dict[str, int]

    @property
    def total(self) -> int:
        return self.outcomes.total()


@dataclass(frozen=True)
class End:
    """The named end of a message that is not handled as a submission; `message` is for the operator."""

    outcome: InboxOutcome
    code: str
    message: str


def process(desk: Desk, now: datetime) -> Processed:
    """Bring every waiting message to its end, oldest first."""
    outcomes: Counter[str] = Counter()
    while (outcome := _process_next(desk, now)) is not None:
        outcomes[outcome] += 1
    with desk.database() as session:
        return Processed(outcomes, dict(inbox.balance(session, desk.id)))


def _process_next(desk: Desk, now: datetime) -> str | None:
    with desk.database.begin() as session:
        row = inbox.claim(session, desk.id)
        if row is None:
            return None
        row.attempts += 1
        raw = desk.store.get(row.sha256)
        envelope = read_message(raw)
        _describe(row, envelope, now)
        _conclude(desk, session, row, envelope, raw, now)
        return row.outcome


def _describe(row: InboxMessage, envelope: Envelope, now: datetime) -> None:
    row.message_id = envelope.message_id
    row.sender = envelope.sender
    row.subject = envelope.subject
    row.processed_at = now


def _conclude(desk: Desk, session: Session, row: InboxMessage, envelope: Envelope, raw: bytes, now: datetime) -> None:
    headers = read_headers(raw)
    row.verdict = _verdict(desk, headers)
    unit = desk.campaign.directory.by_address.get((envelope.sender or "").lower())
    row.unit = unit.code if unit else None
    end = _stopped(desk, session, row, headers, unit, len(raw))
    if end is None and unit is not None:
        handle(desk, session, row, envelope, unit, now)
    elif end is not None:
        row.outcome, row.code, row.message = end.outcome.value, end.code, end.message
        row.kinds = ["I11"] if end.outcome is InboxOutcome.IGNORED else []
        _note_bounce(desk, session, headers, envelope)


def _verdict(desk: Desk, headers: Message) -> str:
    authserv_id = desk.campaign.settings.campaign.authserv_id
    return verdict(headers, authserv_id) if authserv_id else "unverified"


def _stopped(
    desk: Desk, session: Session, row: InboxMessage, headers: Message, unit: Unit | None, size: int
) -> End | None:
    """Why the message goes no further; None when it is to be handled."""
    if inbox.first_copy(session, row) is not None:
        return End(InboxOutcome.IGNORED, "copy", "a copy of a message that has been dealt with")
    automatic = auto_reply_reason(headers)
    if automatic is not None:
        return End(InboxOutcome.IGNORED, automatic, "an automatic mail; never answered (RFC 3834)")
    if row.verdict == "fail":
        return End(InboxOutcome.HELD, "authentication_failed", "the sender's authentication failed")
    if unit is None:
        return End(InboxOutcome.HELD, "unknown_sender", "the sender is not in the directory")
    limit = desk.campaign.settings.limits.mail_bytes
    if size > limit:
        return End(InboxOutcome.REJECTED, "mail_too_large", f"{size} bytes, more than the limit of {limit}")
    return None


def _note_bounce(desk: Desk, session: Session, headers: Message, envelope: Envelope) -> None:
    """A bounce is recorded against the letter it returns (C0-2)."""
    if not is_bounce(headers):
        return
    letter = outbox.by_message_id(session, desk.id, envelope.mentions)
    for delivery in letter.deliveries if letter else ():
        if delivery.address in envelope.full_text:
            delivery.state = LetterState.BOUNCED.value

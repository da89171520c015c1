"""Process: each message of the inbox in one transaction, to a named outcome (ideas 1 and 2)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from db import inbox, outbox
from db.models import InboxOutcome, LetterState
from flows.desk import Desk
from flows.stages.case import Case
from flows.stages.handling import handle
from mail.authenticity import auto_reply_reason, is_bounce, read_headers, verdict
from parsers.message import read_message

_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")


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
    """The end of a message that goes no further; `message` is for the operator."""

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
        raw = desk.store.get(row.sha256)
        envelope = read_message(raw)
        unit = desk.campaign.directory.by_address.get((envelope.sender or "").lower())
        _conclude(Case(desk, session, desk.ledger(session), row, envelope, raw, unit, now))
        return row.outcome


def _conclude(case: Case) -> None:
    row, headers = case.row, read_headers(case.raw)
    row.attempts += 1
    row.message_id, row.sender, row.subject = case.message_id, case.envelope.sender, case.envelope.subject
    row.unit = case.unit.code if case.unit else None
    row.verdict = _verdict(case.desk, headers)
    row.processed_at = case.now
    end = _stopped(case, headers)
    if end is None:
        handle(case)
        return
    row.outcome, row.code, row.message = end.outcome.value, end.code, end.message
    row.kinds = ["I11"] if end.outcome is InboxOutcome.IGNORED else []
    if is_bounce(headers):
        _note_bounce(case)


def _verdict(desk: Desk, headers: Message) -> str:
    authserv_id = desk.campaign.settings.campaign.authserv_id
    return verdict(headers, authserv_id) if authserv_id else "unverified"


def _stopped(case: Case, headers: Message) -> End | None:
    """Why the message goes no further; None when it is to be handled."""
    if inbox.first_copy(case.session, case.row) is not None:
        return End(InboxOutcome.IGNORED, "copy", "a copy of a message that has been dealt with")
    automatic = auto_reply_reason(headers)
    if automatic is not None:
        return End(InboxOutcome.IGNORED, automatic, "an automatic mail; never answered (RFC 3834)")
    if case.row.verdict == "fail":
        return End(InboxOutcome.HELD, "authentication_failed", "the sender's authentication failed")
    if case.unit is None:
        return End(InboxOutcome.HELD, "unknown_sender", "the sender is not in the directory")
    limit = case.desk.campaign.settings.limits.mail_bytes
    if len(case.raw) > limit:
        return End(InboxOutcome.REJECTED, "mail_too_large", f"{len(case.raw)} bytes; the limit is {limit}")
    return None


def _note_bounce(case: Case) -> None:
    """A bounce is recorded against the letter and the address it returns (C0-2)."""
    letter = outbox.by_message_id(case.session, case.desk.id, _MESSAGE_ID.findall(case.raw.decode("latin-1")))
    for delivery in letter.deliveries if letter else ():
        if delivery.address.encode() in case.raw:
            delivery.state = LetterState.BOUNCED.value

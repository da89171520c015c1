"""Process: each message of the inbox in one transaction, to a named outcome (ideas 1 and 2)."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from db import inbox, journal, outbox
from db.journal import Mail
from db.models import InboxMessage, InboxOutcome, LetterState
from flows.desk import Desk
from flows.reader import limits
from flows.stages.case import Case, identity_of
from flows.stages.handling import handle, refuse
from mail.authenticity import auto_reply_reason, is_bounce, read_headers, verdict
from mail.bounces import failed_recipients
from parsers.message import Envelope, headers_only, read_message
from parsers.refusal import Refused
from parsers.sandbox import in_child

_LOG = logging.getLogger("gongjian.process")
_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True)
class Processed:
    """What became of the messages of this round, and the whole inbox's balance.

    `failures`: messages set aside because of an error of ours, one line each; the round must fail loudly.
    """

    outcomes: Counter[str]
    balance: dict[str, int]
    failures: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.outcomes.total()


@dataclass(frozen=True)
class End:
    """The end of a message that goes no further; `message` is for the operator, `told` for the sender."""

    outcome: InboxOutcome
    code: str
    message: str
    told: str | None = None


def process(desk: Desk, now: datetime) -> Processed:
    """Bring every waiting message to its end, oldest first; one bad message does not stop the others."""
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    while (outcome := _process_next(desk, now, failures)) is not None:
        outcomes[outcome] += 1
    with desk.database() as session:
        return Processed(outcomes, dict(inbox.balance(session, desk.id)), tuple(failures))


def _process_next(desk: Desk, now: datetime, failures: list[str]) -> str | None:
    claimed: int | None = None
    try:
        with desk.database.begin() as session:
            row = inbox.claim(session, desk.id)
            if row is None:
                return None
            claimed = row.id
            raw = desk.store.get(row.sha256)
            envelope = _envelope(desk, raw)
            released = (row.unit or "") if row.verdict == inbox.RELEASED else None
            unit = desk.campaign.directory.by_code.get(released or "") or desk.campaign.directory.by_address.get(
                envelope.sender
            )
            _conclude(Case(desk, session, desk.ledger(session), row, envelope, raw, unit, now))
            journal.note(session, desk.store, desk.id, _entry(row, released, now))
            return row.outcome
    except (OperationalError, InterfaceError, ProgrammingError, OSError):
        raise  # database, schema or store: the next message would fare no better
    except Exception as error:
        if claimed is None:
            raise
        _LOG.debug("inbox row %s set aside", claimed, exc_info=True)
        failures.append(_set_aside(desk, claimed, error, now))
        return InboxOutcome.HELD.value


def _entry(row: InboxMessage, released: str | None, now: datetime) -> Mail:
    return Mail(
        row.sha256, row.mailbox, row.uidvalidity, row.uid, row.received_at, row.collected_at, now, released=released
    )


def _envelope(desk: Desk, raw: bytes) -> Envelope:
    """Read in the child; a mail that takes it beyond its limits is answered by its headers."""
    try:
        return in_child(read_message, raw, limits(desk.campaign))
    except Refused as refused:
        return headers_only(raw, refused)


def _set_aside(desk: Desk, row_id: int, error: Exception, now: datetime) -> str:
    """Keep the message apart with the reason; everything else its transaction did is undone."""
    with desk.database.begin() as session:
        row = session.get_one(InboxMessage, row_id)
        headers = read_headers(desk.store.get(row.sha256))
        row.message_id = _storable(str(headers["Message-ID"] or identity_of(row)))
        row.sender, row.subject = _storable(str(headers["From"] or "")), _storable(str(headers["Subject"] or ""))
        row.attempts += 1
        row.outcome, row.code = InboxOutcome.HELD.value, "processing_failed"
        row.message = f"{type(error).__name__}: {error}"
        row.processed_at = now
        return f"uid {row.uid}: {row.message}"


def _conclude(case: Case) -> None:
    row, headers = case.row, read_headers(case.raw)
    row.attempts += 1
    row.message_id, row.sender = _storable(case.message_id), _storable(case.envelope.sender)
    row.subject = _storable(case.envelope.subject)
    row.unit = case.unit.code if case.unit else None
    if row.verdict != inbox.RELEASED:
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
    if end.told:
        refuse(case, end.code, end.told)


def _storable(text: str) -> str:
    """Without NUL and lone surrogates, which no database takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _verdict(desk: Desk, headers: Message) -> str:
    authserv_id = desk.campaign.settings.campaign.authserv_id
    return verdict(headers, authserv_id) if authserv_id else "unverified"


def _stopped(case: Case, headers: Message) -> End | None:
    """Why the message goes no further; None when it is to be handled."""
    if inbox.first_copy(case.session, case.row) is not None:
        return End(InboxOutcome.IGNORED, "copy", "a copy of a message that has been dealt with")
    automatic = auto_reply_reason(headers)
    if automatic is not None and not _brings_a_sheet(case, automatic):
        return End(InboxOutcome.IGNORED, automatic, "an automatic mail; never answered (RFC 3834)")
    if case.row.verdict == "fail":
        return End(InboxOutcome.HELD, "authentication_failed", "the sender's authentication failed")
    if case.unit is None:
        return End(InboxOutcome.HELD, "unknown_sender", "the sender is not in the directory")
    limit = case.desk.campaign.settings.limits.mail_bytes
    if len(case.raw) > limit:
        told = f"来件共{len(case.raw) / 1e6:.0f}MB，超过本邮箱{limit / 1e6:.0f}MB的上限，未予读取；请压缩附件或分次报送"
        return End(InboxOutcome.REJECTED, "mail_too_large", f"{len(case.raw)} bytes; the limit is {limit}", told)
    return None


#: headers that ask for silence and that some mail servers put on every mail
_ASKS_FOR_SILENCE = frozenset({"suppress", "precedence", "list"})


def _brings_a_sheet(case: Case, automatic: str) -> bool:
    """A known unit's mail with a file is a submission, whatever its server wrote into the header."""
    return automatic in _ASKS_FOR_SILENCE and case.unit is not None and bool(case.envelope.attachments)


def _note_bounce(case: Case) -> None:
    """A bounce is recorded against the letter and the addresses it returns (C0-2)."""
    letter = outbox.by_message_id(case.session, case.desk.id, _MESSAGE_ID.findall(case.raw.decode("latin-1")))
    failed = failed_recipients(case.raw)
    for delivery in letter.deliveries if letter else ():
        if delivery.address.lower() in failed:
            delivery.state = LetterState.BOUNCED.value

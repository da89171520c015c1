"""From a letter as value to bytes in the outbox: Message-ID and bytes are fixed here, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from campaign.letters import Letter
from db import alarms, outbox
from flows.alarms.keys import template_key
from flows.desk import Desk
from mail.compose import Automatic, compose, message_id


def post(desk: Desk, session: Session, letter: Letter, at: datetime) -> bool:
    """Queue the letter in this transaction; False when its key has been queued before, so that it goes out once."""
    if outbox.holds(session, desk.id, letter.key):
        return False
    _note_template(desk, session, letter, at)
    info = desk.campaign.settings.campaign
    identity = message_id(letter.key, info.mailbox.rpartition("@")[2])
    automatic: Automatic = "auto-replied" if letter.in_reply_to else "auto-generated"
    raw = compose(
        letter,
        sender_name=info.sender_name,
        sender_address=info.mailbox,
        message_id=identity,
        at=desk.campaign.calendar.local(at),
        auto=automatic,
    )
    composed = outbox.Composed(
        letter.kind,
        letter.key,
        letter.to,
        letter.cc,
        letter.subject,
        tuple(attachment.name for attachment in letter.attachments),
        identity,
        letter.in_reply_to,
        raw,
    )
    outbox.queue(session, desk.id, composed, at)
    return True


def _note_template(desk: Desk, session: Session, letter: Letter, at: datetime) -> None:
    """A template that failed is the operator's to mend: one alarm for a kind, until the templates are others."""
    if letter.fault:
        text = f"letters {letter.kind} go out in the built-in words: {letter.fault}; mend it, see `gongjian doctor`"
        key = template_key(letter.kind, desk.campaign.templates.version)
        alarms.raise_alarm(session, desk.id, key, text, at)

"""From a letter as value to bytes in the outbox: Message-ID and bytes are fixed here, once."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.letters import Letter
from db import outbox
from flows.desk import Desk
from mail.compose import Automatic, compose, message_id

_LOG = logging.getLogger("gongjian.post")


def post(desk: Desk, session: Session, letter: Letter, at: datetime) -> bool:
    """Queue the letter in this transaction; False when its key has been queued before, so that it goes out once."""
    if outbox.holds(session, desk.id, letter.key):
        return False
    if letter.fault:
        _LOG.warning("letter %s goes out in the built-in words: %s", letter.key, letter.fault)
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

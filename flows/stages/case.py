"""One message on the desk: what every step of its processing needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from campaign.directory import Unit
from db import outbox
from db.ledger import SqlLedger
from db.models import InboxMessage, OutboxLetter
from flows.desk import Desk
from parsers.message import Envelope


def identity_of(row: InboxMessage) -> str:
    """A Message-ID made of a message's bytes."""
    return f"<{row.sha256[:32]}@message-without-id.invalid>"


@dataclass(frozen=True)
class Case:
    """Within one transaction; `unit` is whose mailbox the message came from, None when nobody's we know."""

    desk: Desk
    session: Session
    ledger: SqlLedger
    row: InboxMessage
    envelope: Envelope
    raw: bytes
    unit: Unit | None
    now: datetime

    @property
    def message_id(self) -> str:
        """The message's own Message-ID, or one made of its bytes where it has none."""
        return self.envelope.message_id or identity_of(self.row)

    @cached_property
    def answers(self) -> OutboxLetter | None:
        """The letter of ours that the mail answers."""
        known = [self.envelope.in_reply_to, *self.envelope.references]
        return outbox.by_message_id(self.session, self.desk.id, [identity for identity in known if identity])

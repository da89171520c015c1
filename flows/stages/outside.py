"""What checks C0-1 and C0-2 need from outside the ledger, gathered as values; it has no history, it is as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.checks.situation import Delivered, Fate
from db.models import Delivery, LetterState, OutboxLetter
from flows.desk import Desk
from flows.environment import SettingMissing
from mail.mailbox import Mailbox, MailboxError
from mail.urls import SettingError
from reports.template_trial import template_faults

#: seconds; the check holds a transaction meanwhile
_PATIENCE = 20.0

_FATES: Mapping[str, Fate] = {
    LetterState.QUEUED.value: Fate.WAITING,
    LetterState.SENDING.value: Fate.WAITING,
    LetterState.SENT.value: Fate.REACHED,
    LetterState.FAILED.value: Fate.LOST,
    LetterState.HELD.value: Fate.LOST,
    LetterState.UNKNOWN.value: Fate.LOST,
    LetterState.BOUNCED.value: Fate.LOST,
}


def unready(desk: Desk) -> Iterator[str]:
    """Chinese clauses on what keeps the campaign from beginning: its mailbox, its own templates (C0-1)."""
    try:
        with Mailbox(desk.environment.imap(), _PATIENCE):
            pass
    except (MailboxError, SettingMissing, SettingError) as error:
        yield f"活动邮箱无法使用（{error}）"
    yield from (f"模板有误（{fault}）" for fault in template_faults(desk.campaign.templates))


def notices(desk: Desk, session: Session) -> Iterator[Delivered]:
    """What became of M01, address by address (C0-2)."""
    query = select(Delivery.address, Delivery.state).join(Delivery.letter)
    query = query.where(OutboxLetter.campaign == desk.id, OutboxLetter.kind == "M01").order_by(Delivery.id)
    for address, state in session.execute(query):
        unit = desk.campaign.directory.by_address.get(address.lower())
        yield Delivered(unit.code if unit else None, address, _FATES[state])

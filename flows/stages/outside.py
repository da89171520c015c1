"""What checks C0-1 and C0-2 need from outside the ledger, gathered as values; it has no history, it is as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.checks.situation import Delivered, Fate, Gap
from db.models import Delivery, LetterState, OutboxLetter
from flows.desk import Desk
from flows.doctor.finding import Finding, Health
from flows.doctor.folder import templates
from flows.doctor.servers import mailbox, sender

#: the templates that the notice M01 is made of
_OF_THE_NOTICE = ("templates/M01/", "templates/_base/")

_FATES: Mapping[str, Fate] = {
    LetterState.QUEUED.value: Fate.WAITING,
    LetterState.SENDING.value: Fate.WAITING,
    LetterState.SENT.value: Fate.REACHED,
    LetterState.FAILED.value: Fate.LOST,
    LetterState.HELD.value: Fate.LOST,
    LetterState.UNKNOWN.value: Fate.LOST,
    LetterState.BOUNCED.value: Fate.LOST,
}


def unready(desk: Desk, now: datetime) -> Iterator[Gap]:
    """What keeps the campaign from beginning: its mailbox, its own templates (C0-1).

    A letter waits for its SMTP server and replaces a broken template by itself; the notice only must not be wrong.
    Where no mailbox is set at all nothing can come in, as in a rehearsal, and the notice does not wait for one.
    """
    for one in _failed(mailbox(desk.environment, now)):
        yield Gap(f"活动邮箱无法使用（{one.detail}）", blocks=desk.environment.imap_url is not None)
    for one in _failed([sender(desk.environment, desk.campaign.settings.campaign.mailbox)]):
        yield Gap(f"活动邮箱无法发信（{one.detail}）", blocks=False)
    for one in _failed(templates(desk.campaign)):
        yield Gap(f"模板有误（{one.detail}）", blocks=one.detail.startswith(_OF_THE_NOTICE))


def _failed(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.result is Health.FAIL]


def notices(desk: Desk, session: Session) -> Iterator[Delivered]:
    """What became of M01, address by address (C0-2)."""
    query = select(Delivery.address, Delivery.state).join(Delivery.letter)
    query = query.where(OutboxLetter.campaign == desk.id, OutboxLetter.kind == "M01").order_by(Delivery.id)
    for address, state in session.execute(query):
        unit = desk.campaign.directory.by_address.get(address.lower())
        yield Delivered(unit.code if unit else None, address, _FATES[state])

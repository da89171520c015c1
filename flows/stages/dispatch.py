"""Dispatch: letters leave the outbox, one recipient per SMTP transaction, every doubt recorded before it can arise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from db import outbox
from db.models import Delivery, LetterState
from flows.desk import Desk
from flows.stages import pace
from mail.mailbox import Mailbox
from mail.sender import Deferred, Doubtful, NotSent, Sender, Unreachable

_TOO_MANY = "so many letters to one address on one day look like a loop of mails; `gongjian outbox retry` sends it"
#: how long a delivery in doubt is looked for before the identical bytes go out again
DOUBT_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Dispatched:
    """Deliveries by what became of them in this round."""

    sent: int = 0
    deferred: int = 0
    refused: int = 0
    doubtful: int = 0


def dispatch(desk: Desk, now: datetime) -> Dispatched:
    """Send everything due. A letter that cannot go now stays for a later round.

    Raises Unreachable when the server cannot be talked to at all: the round fails loudly and loses nothing.
    """
    resolve_doubts(desk, now)
    outcomes: Counter[str] = Counter()
    with Sender(desk.environment.smtp()) as sender:
        while (delivery := _claim(desk, now)) is not None:
            outcomes[_send(desk, sender, delivery, now)] += 1
    return Dispatched(**outcomes)


def _claim(desk: Desk, now: datetime) -> Delivery | None:
    """The next delivery that may go now; None when there is none, or when the provider takes no more for a while."""
    while True:
        try:
            with desk.database.begin() as session:
                delivery = outbox.claim(session, desk.id, now)
                if delivery is None:
                    return None
                pace.step(session, desk.campaign, now)
                if not pace.is_too_many(session, desk.campaign, delivery.address, now):
                    session.refresh(delivery.letter, ["raw"])  # its bytes are needed after the session has ended
                    return delivery
                _end(delivery, LetterState.HELD, _TOO_MANY)
        except pace.Full:
            return None


def _send(desk: Desk, sender: Sender, delivery: Delivery, now: datetime) -> str:
    letter = delivery.letter

    def data_started() -> None:
        _change(desk, delivery, lambda row: setattr(row, "data_started_at", now))

    try:
        reply = sender.send(letter.raw, desk.campaign.settings.campaign.mailbox, delivery.address, data_started)
    except Unreachable:
        _change(desk, delivery, _put_back)
        raise
    except NotSent as trouble:
        return _not_sent(desk, delivery, trouble, now)
    _change(desk, delivery, lambda row: _end(row, LetterState.SENT, reply, now))
    return "sent"


def _not_sent(desk: Desk, delivery: Delivery, trouble: NotSent, now: datetime) -> str:
    text = str(trouble)
    if isinstance(trouble, Deferred):
        _change(desk, delivery, lambda row: outbox.postpone(row, now, text))
        return "deferred"
    if isinstance(trouble, Doubtful):
        _change(desk, delivery, lambda row: _end(row, LetterState.UNKNOWN, text))
        return "doubtful"
    _change(desk, delivery, lambda row: _end(row, LetterState.FAILED, text))
    return "refused"


def _change(desk: Desk, delivery: Delivery, change: Callable[[Delivery], None]) -> None:
    with desk.database.begin() as session:
        change(session.get_one(Delivery, delivery.id))


def _put_back(row: Delivery) -> None:
    row.state, row.attempts = LetterState.QUEUED.value, row.attempts - 1


def _end(row: Delivery, state: LetterState, reply: str, sent_at: datetime | None = None) -> None:
    row.state, row.reply, row.sent_at = state.value, reply, sent_at


def resolve_doubts(desk: Desk, now: datetime) -> None:
    """What a stopped process or a lost link left open: looked for by Message-ID, then sent again as identical bytes."""
    with desk.database.begin() as session:
        doubts = outbox.interrupted(session, desk.id, now)
        if not doubts:
            return
        untouched = [row for row in doubts if row.data_started_at is None]
        for row in untouched:
            row.state = LetterState.QUEUED.value
    if len(untouched) < len(doubts):
        with Mailbox(desk.environment.imap()) as mailbox, desk.database.begin() as session:
            _look_for(session, desk, mailbox, now)


def _look_for(session: Session, desk: Desk, mailbox: Mailbox, now: datetime) -> None:
    """Copies to several people bear one Message-ID: only one more than have certainly been sent is this one."""
    for row in outbox.interrupted(session, desk.id, now):
        certain = sum(other.state == LetterState.SENT.value for other in row.letter.deliveries)
        if mailbox.count_message_id(row.letter.message_id) > certain:
            _end(row, LetterState.SENT, "found by Message-ID", now)
        elif row.data_started_at is not None and now - row.data_started_at >= DOUBT_LASTS:
            row.state, row.data_started_at, row.due_at = LetterState.QUEUED.value, None, now
        else:
            row.state = LetterState.UNKNOWN.value

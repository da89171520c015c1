"""Collect: server messages → raw bytes in the store and rows in the inbox, before anything else (D80)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.exc import IntegrityError

from db import inbox
from db.models import InboxMessage
from flows.desk import Desk
from mail.fetching import Fetched
from mail.mailbox import Mailbox
from mail.urls import imap_endpoint

_BATCH = 25


@dataclass(frozen=True)
class Collected:
    """`server`: messages the mailbox holds; `new`: those taken now; `missing`: still not in the inbox (an alarm)."""

    server: int
    new: int
    missing: int


def collect(desk: Desk, now: datetime) -> Collected:
    """Take every message the inbox does not have yet. Flags are neither read nor set. Raises MailboxError."""
    url = desk.environment.imap()
    endpoint = imap_endpoint(url)
    name = f"{endpoint.user}@{endpoint.host}/{endpoint.folder}"
    with Mailbox(url) as mailbox:
        on_server = mailbox.uids()
        with desk.database() as session:
            known = inbox.known_uids(session, desk.id, name, mailbox.uidvalidity)
        new = [uid for uid in on_server if uid not in known]
        for batch in _batches(mailbox.fetch(new)):
            _keep(desk, name, mailbox.uidvalidity, batch, now)
        with desk.database() as session:
            known = inbox.known_uids(session, desk.id, name, mailbox.uidvalidity)
        left = set(new) - known
        missing = left.intersection(mailbox.uids()) if left else left
    return Collected(len(on_server), len(new) - len(left), len(missing))


def _batches(messages: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    source = iter(messages)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _keep(desk: Desk, mailbox: str, uidvalidity: int, batch: list[Fetched], now: datetime) -> None:
    """Bytes first, then the rows that point at them; a row that another collector has kept already stays its."""
    rows = [
        InboxMessage(
            campaign=desk.id,
            mailbox=mailbox,
            uidvalidity=uidvalidity,
            uid=message.uid,
            sha256=desk.store.put(message.raw),
            received_at=min(message.received_at, now),  # a server's clock may run ahead
            collected_at=now,
        )
        for message in batch
    ]
    for row in rows:
        with suppress(IntegrityError), desk.database.begin() as session:
            session.add(row)

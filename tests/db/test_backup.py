"""Tables as lines of JSON: what is loaded is what was dumped, and serials go on from there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from db import backup
from db.models import InboxMessage, OutboxLetter

NOON = datetime(2018, 6, 6, 4, tzinfo=UTC)


def message(uid: int) -> InboxMessage:
    return InboxMessage(
        campaign="c", mailbox="m", uidvalidity=1, uid=uid, sha256="0" * 64, received_at=NOON, collected_at=NOON
    )


def letter() -> OutboxLetter:
    return OutboxLetter(
        campaign="c", kind="M02", key="k", to=["a@b.example"], cc=[], subject="回执", attachments=[],
        message_id="<k@b.example>", created_at=NOON, raw=b"bytes\x00\xff",
    )  # fmt: skip


def test_rows_come_back_and_new_ones_follow(database: sessionmaker[Session], tmp_path: Path) -> None:
    with database.begin() as session:
        session.add_all([message(7), message(8), letter()])
    with database.begin() as session:
        counts = backup.dump(session, tmp_path)
        assert (counts["inbox"], counts["outbox"], counts["events"]) == (2, 1, 0)
        for table in reversed(backup.tables()):
            session.execute(delete(table))
    with database.begin() as session:
        assert backup.is_empty(session)
        assert backup.load(session, tmp_path) == counts
        session.add(message(9))
    with database() as session:
        assert list(session.scalars(select(InboxMessage.uid).order_by(InboxMessage.id))) == [7, 8, 9]
        kept = session.scalars(select(OutboxLetter)).one()
        assert (kept.raw, kept.created_at, kept.to) == (b"bytes\x00\xff", NOON, ["a@b.example"])

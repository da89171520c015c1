"""The tables: inbox, ledger, outbox (idea 1), and what the calendar has done."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from db.types import Code, Data, Names, PrimaryKey, Sha256, When, Words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class InboxOutcome(StrEnum):
    """The named end of every message; a message without one has not been processed yet."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IGNORED = "ignored"
    HELD = "held"


class LetterState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"


class InboxMessage(Base):
    """One message of the server's mailbox, known by (mailbox, UIDVALIDITY, UID); its bytes are in the store."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("campaign", "mailbox", "uidvalidity", "uid"),
        Index(None, "campaign", "outcome"),
        Index(None, "campaign", "message_id"),
        Index(None, "campaign", "sha256"),
    )

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    mailbox: Mapped[Words]
    uidvalidity: Mapped[int] = mapped_column(BigInteger)  # unsigned 32-bit (RFC 3501)
    uid: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[Sha256]
    received_at: Mapped[When]
    collected_at: Mapped[When]
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[Words | None]
    sender: Mapped[Words | None]
    subject: Mapped[Words | None]
    unit: Mapped[Code | None]
    verdict: Mapped[Code | None]
    kinds: Mapped[Names] = mapped_column(default=list)
    outcome: Mapped[Code | None]
    code: Mapped[Code | None]
    message: Mapped[Words | None]
    processed_at: Mapped[When | None]
    attachments: Mapped[list[InboxAttachment]] = relationship(order_by="InboxAttachment.position")


class InboxAttachment(Base):
    """An attachment and what became of it."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("inbox_id", "position"),)

    id: Mapped[PrimaryKey]
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"))
    position: Mapped[int]
    name: Mapped[Words]
    sha256: Mapped[Sha256]
    outcome: Mapped[Code]
    code: Mapped[Code | None]
    message: Mapped[Words | None]
    rows: Mapped[int]


class Submission(Base):
    """A unit's return 报送 (F1, F1z): the roster's view of one accepted message (D27)."""

    __tablename__ = "submissions"
    __table_args__ = (Index(None, "campaign", "unit"),)

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"))
    unit: Mapped[Code]
    at: Mapped[When]
    rows: Mapped[int]
    incomplete: Mapped[int]
    zero: Mapped[bool]
    late: Mapped[bool]


class LedgerEvent(Base):
    """Append-only; never updated, never deleted."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "campaign", "entry"),
        Index(None, "campaign", "at"),
        Index(None, "campaign", "kind"),
    )

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    entry: Mapped[int]
    kind: Mapped[Code]
    at: Mapped[When]
    actor: Mapped[Code]
    message_id: Mapped[Words | None]
    data: Mapped[Data]
    note: Mapped[Words | None]


class LedgerEntry(Base):
    """Index over the fold of an entry's events, so that a mail costs the same however long the ledger is."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("campaign", "number"),
        Index(None, "campaign", "project", "unit"),
        Index(None, "campaign", "unit", "state"),
        Index(None, "campaign", "state"),
    )

    campaign: Mapped[Code] = mapped_column(primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[Code | None]
    state: Mapped[Code]
    project: Mapped[Code]  # `db.ledger.stored_key`
    unit: Mapped[Code]  # which wrote it


class LedgerWording(Base):
    """Index over the words of the entries, so that a row finds who has said the same without folding a project."""

    __tablename__ = "wordings"
    __table_args__ = (
        Index(None, "campaign", "project", "digest"),
        Index(None, "campaign", "project", "unit"),
    )

    campaign: Mapped[Code] = mapped_column(primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[Sha256] = mapped_column(primary_key=True)  # of the text
    project: Mapped[Code]
    unit: Mapped[Code]
    text: Mapped[Words]  # its essence


class Counter(Base):
    """Serials without gaps: problem numbers, receipts, digests; taken inside the transaction that uses them."""

    __tablename__ = "counters"

    campaign: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[int]


class OutboxLetter(Base):
    """A letter as it will leave: its bytes and Message-ID are fixed when it is composed."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("campaign", "key"), Index(None, "campaign", "message_id"))

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    kind: Mapped[Code]
    key: Mapped[Words]
    to: Mapped[Names]
    cc: Mapped[Names]
    subject: Mapped[Words]
    attachments: Mapped[Names]
    message_id: Mapped[Words]
    in_reply_to: Mapped[Words | None]
    created_at: Mapped[When]
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    deliveries: Mapped[list[Delivery]] = relationship(order_by="Delivery.id", back_populates="letter")


class Delivery(Base):
    """One letter to one address: the unit of sending (one recipient per SMTP transaction)."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("letter_id", "address"), Index(None, "state", "due_at"))

    id: Mapped[PrimaryKey]
    letter_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    address: Mapped[Words]
    state: Mapped[Code]
    attempts: Mapped[int]
    due_at: Mapped[When]
    claimed_at: Mapped[When | None]
    data_started_at: Mapped[When | None]
    sent_at: Mapped[When | None]
    reply: Mapped[Words | None]
    letter: Mapped[OutboxLetter] = relationship(back_populates="deliveries")


class CheckRecord(Base):
    """An immutable result of a phase check: passes as well as hits."""

    __tablename__ = "checks"
    __table_args__ = (UniqueConstraint("campaign", "code", "at"),)

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    code: Mapped[Code]
    at: Mapped[When]
    result: Mapped[Code]
    units: Mapped[Names]
    numbers: Mapped[Names]
    detail: Mapped[Words]


class DoneBeat(Base):
    """A line of the agenda that has been carried out for its instant."""

    __tablename__ = "beats"

    campaign: Mapped[Code] = mapped_column(primary_key=True)
    do: Mapped[Code] = mapped_column(primary_key=True)
    at: Mapped[When] = mapped_column(primary_key=True)
    done_at: Mapped[When]

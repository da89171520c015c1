"""The tables of the inbox: messages, their attachments, and the returns of units."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base
from db.types import Code, Names, PrimaryKey, Sha256, When, Words


class InboxOutcome(StrEnum):
    """The named end of every message; a message without one has not been processed yet."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IGNORED = "ignored"
    HELD = "held"


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

"""The tables of the outbox: letters, and each letter to each address."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base
from db.types import Code, Names, PrimaryKey, When, Words


class LetterState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"


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

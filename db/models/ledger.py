"""The tables of the ledger: its events, two indexes over them, and the serials."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, Data, PrimaryKey, Sha256, When, Words


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

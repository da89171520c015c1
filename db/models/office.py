"""The tables of what the calendar and the offices do: check results, lines of the agenda, affairs."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, Data, Names, PrimaryKey, When, Words


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


class AffairAct(Base):
    """What happened to an affair of the offices (`campaign.affairs`). Append-only; never updated, never deleted."""

    __tablename__ = "affairs"
    __table_args__ = (Index(None, "campaign", "sort", "key"),)

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    sort: Mapped[Code]
    key: Mapped[Code]
    kind: Mapped[Code]
    at: Mapped[When]
    actor: Mapped[Code]
    message_id: Mapped[Words | None]
    data: Mapped[Data]
    note: Mapped[Words | None]

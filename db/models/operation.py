"""The tables of running the machine: when each round was last carried out, and the alarms of operators (M25)."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, Data, Names, PrimaryKey, When, Words


class Pulse(Base):
    """The last run of a round. `troubles`: what it left for an operator, alarm key → text.

    `failures`: how many runs in a row could not be carried out; 0 after one that could.
    """

    __tablename__ = "pulses"

    campaign: Mapped[Code] = mapped_column(primary_key=True)
    round: Mapped[Code] = mapped_column(primary_key=True)
    started_at: Mapped[When]
    ended_at: Mapped[When | None]
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[Words | None]
    troubles: Mapped[Data] = mapped_column(default=dict)


class Alarm(Base):
    """A cause for alarm from when it was seen first until it is gone; `told`: what has left by which channel."""

    __tablename__ = "alarms"
    __table_args__ = (UniqueConstraint("campaign", "key", "raised_at"),)

    id: Mapped[PrimaryKey]
    campaign: Mapped[Code]
    key: Mapped[Words]
    text: Mapped[Words]
    raised_at: Mapped[When]
    cleared_at: Mapped[When | None]
    told: Mapped[Names] = mapped_column(default=list)

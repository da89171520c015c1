"""Affairs of the offices in the database: acts appended, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from campaign.affairs import Act, Affair, Affairs, Sort
from db.models import AffairAct


def record(session: Session, campaign: str, act: Act) -> None:
    """Append an act; it is seen at once by what the transaction asks afterwards."""
    session.add(
        AffairAct(
            campaign=campaign,
            sort=act.sort.value,
            key=act.key,
            kind=act.kind,
            at=act.at,
            actor=act.actor,
            message_id=act.message_id,
            data=dict(act.data),
            note=act.note,
        )
    )
    session.flush()


def affairs_at(session: Session, campaign: str, until: datetime, sort: Sort | None = None) -> Affairs:
    """All affairs, or those of a sort, as of an instant."""
    query = _acts(campaign).where(AffairAct.at <= until)
    if sort is not None:
        query = query.where(AffairAct.sort == sort.value)
    return Affairs.fold(map(_act, session.scalars(query)))


def affair(session: Session, campaign: str, sort: Sort, key: str) -> Affair | None:
    """One affair with all its acts."""
    query = _acts(campaign).where(AffairAct.sort == sort.value, AffairAct.key == key)
    return Affairs.fold(map(_act, session.scalars(query))).find(sort, key)


def _acts(campaign: str) -> Select[AffairAct]:
    return select(AffairAct).where(AffairAct.campaign == campaign).order_by(AffairAct.id)


def _act(row: AffairAct) -> Act:
    return Act(Sort(row.sort), row.key, row.kind, row.at, row.actor, row.message_id, row.data, row.note)

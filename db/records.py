"""What the calendar has done and found: returns, check results, beats of the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from campaign.checks.result import CheckResult, Verdict
from campaign.returns import Return
from db.models import CheckRecord, DoneBeat, OutboxLetter, Submission


def returns_at(session: Session, campaign: str, until: datetime) -> dict[str, Return]:
    """Each unit's return by server time up to the instant: the first one dates it, the latest one counts."""
    return _united(session.scalars(_submissions(campaign, until)))


def return_of(session: Session, campaign: str, unit: str, until: datetime) -> Return | None:
    """One unit's return up to the instant."""
    return _united(session.scalars(_submissions(campaign, until).where(Submission.unit == unit))).get(unit)


def _submissions(campaign: str, until: datetime) -> Select[Submission]:
    query = select(Submission).where(Submission.campaign == campaign, Submission.at <= until)
    return query.order_by(Submission.at, Submission.id)


def _united(rows: Iterable[Submission]) -> dict[str, Return]:
    found: dict[str, Return] = {}
    for row in rows:
        first = found.get(row.unit)
        found[row.unit] = Return(
            unit=row.unit,
            at=first.at if first else row.at,
            rows=max(row.rows, first.rows if first else 0),
            incomplete=row.incomplete,
            zero=row.zero and (first is None or first.zero),
            late=first.late if first else row.late,
        )
    return found


def keep(session: Session, campaign: str, result: CheckResult) -> None:
    """Store a result; one that is already there for the same code and instant stays as it was."""
    same = (CheckRecord.campaign == campaign, CheckRecord.code == result.code, CheckRecord.at == result.at)
    if session.scalar(select(CheckRecord.id).where(*same)) is None:
        session.add(
            CheckRecord(
                campaign=campaign,
                code=result.code,
                at=result.at,
                result=result.result.value,
                units=list(result.units),
                numbers=list(result.numbers),
                detail=result.detail,
            )
        )


def results(session: Session, campaign: str, until: datetime | None = None) -> list[CheckResult]:
    """Stored results in order of their instants."""
    query = select(CheckRecord).where(CheckRecord.campaign == campaign)
    if until is not None:
        query = query.where(CheckRecord.at <= until)
    return [
        CheckResult(r.code, r.at, Verdict(r.result), tuple(r.units), tuple(r.numbers), r.detail)
        for r in session.scalars(query.order_by(CheckRecord.at, CheckRecord.id))
    ]


def latest_result(session: Session, campaign: str, code: str) -> CheckResult | None:
    """The newest stored result of a check."""
    return next((r for r in reversed(results(session, campaign)) if r.code == code), None)


def done_beats(session: Session, campaign: str) -> set[tuple[str, datetime]]:
    """Lines of the agenda already carried out, as (do, at)."""
    query = select(DoneBeat.do, DoneBeat.at).where(DoneBeat.campaign == campaign)
    return set(session.execute(query).all())


def mark_done(session: Session, campaign: str, do: str, at: datetime, now: datetime) -> None:
    """Record that a line of the agenda has been carried out; a second time is refused by the key."""
    session.add(DoneBeat(campaign=campaign, do=do, at=at, done_at=now))
    session.flush()


def last_beat(session: Session, campaign: str, do: str, until: datetime) -> datetime | None:
    """The instant of the newest line of the agenda of the sort that had been carried out by then: what a letter that
    was composed then has told of.
    """
    query = select(func.max(DoneBeat.at)).where(DoneBeat.campaign == campaign, DoneBeat.do == do)
    return session.scalar(query.where(DoneBeat.done_at <= until))


def composed_at(session: Session, campaign: str, until: datetime) -> Mapping[str, datetime]:
    """Letter kind → when one was last composed, up to the instant."""
    query = select(OutboxLetter.kind, func.max(OutboxLetter.created_at)).where(
        OutboxLetter.campaign == campaign, OutboxLetter.created_at <= until
    )
    return dict(session.execute(query.group_by(OutboxLetter.kind)).all())

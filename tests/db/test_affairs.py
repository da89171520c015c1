"""Affairs of the offices are kept as they happened, each campaign's apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from campaign.affairs import Act, Sort
from db.affairs import affair, affairs_at, record

NOON = datetime(2018, 6, 19, 4, tzinfo=UTC)


def test_an_affair_comes_back_as_of_an_instant(database: sessionmaker[Session]) -> None:
    issued = Act(Sort.SUPERVISION, "3", "issued", NOON, "T01", data={"unit": "A02", "numbers": ["GJ2018-0001"]})
    answered = Act(
        Sort.SUPERVISION, "3", "answered", NOON + timedelta(hours=3), "A02", "<a@b.example>", note="已报市局"
    )
    with database.begin() as session:
        record(session, "county", issued)
        record(session, "county", answered)
        record(session, "another", issued)
    with database() as session:
        (before,) = affairs_at(session, "county", NOON + timedelta(hours=1)).of(Sort.SUPERVISION)
        assert before.acts == (issued,)
        whole = affair(session, "county", Sort.SUPERVISION, "3")
        assert whole is not None and whole.acts == (issued, answered)
        assert affair(session, "county", Sort.CIRCULAR, "3") is None

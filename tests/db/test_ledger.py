"""The ledger in a database says the same as the rules say of it in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session, sessionmaker

from campaign.handoff import hand_off
from campaign.intake import Incoming, Intake
from campaign.ledger import Ledger
from campaign.problem import State
from db.counters import take
from db.ledger import SqlLedger, history, ledger_at
from tests.campaign.small import at, ledger, report, small_campaign, source

CAMPAIGN = small_campaign()


def sql(session: Session) -> SqlLedger:
    return SqlLedger(session, "demo", "GJ2018-", 4)


def report_two(book: Ledger) -> None:
    rows = [
        Incoming(report("使用林地定额不足无法上报"), source(5), "省2018-03"),
        Incoming(report("权属纠纷尚未调处完毕"), source(6), "市2018-01"),
    ]
    Intake(CAMPAIGN, book, "A04", at("06-07 10:00"), "<1>").take(rows)


def test_the_database_and_memory_tell_the_same_story(database: sessionmaker[Session]) -> None:
    memory = ledger()
    report_two(memory)
    hand_off(memory, CAMPAIGN, at("06-09 09:30"))
    with database.begin() as session:
        report_two(sql(session))
    with database.begin() as session:
        hand_off(sql(session), CAMPAIGN, at("06-09 09:30"))
    with database() as session:
        assert ledger_at(session, "demo") == list(memory.entries.values())


def test_the_ledger_at_an_instant_is_what_it_was_then(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        report_two(sql(session))
        then = ledger_at(session, "demo")
    with database.begin() as session:
        hand_off(sql(session), CAMPAIGN, at("06-09 09:30"))
    with database() as session:
        assert ledger_at(session, "demo", at("06-09 09:29")) == then
        assert {p.state for p in ledger_at(session, "demo")} == {State.ASSIGNED}


def test_look_ups_find_by_number_project_and_state(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        report_two(sql(session))
    with database() as session:
        book = sql(session)
        found = book.numbered("GJ2018-0002")
        assert found is not None
        assert found.project_code == "市2018-01"
        assert [p.number for p in book.of_unit("省2018-03", "A04")] == ["GJ2018-0001"]
        assert [said.text for said in book.said_lately("市2018-01", 9)] == ["权属纠纷尚未调处完毕"]
        assert [said.entry for said in book.said_by("A04", {"省2018-03", "市2018-01"})] == [1, 2]
        assert book.said("市2018-01", "使用林地定额不足无法上报") == []
        assert len(book.where({State.REGISTERED})) == 2
        assert book.numbered("GJ2018-0099") is None


def test_a_rollback_gives_its_number_back(database: sessionmaker[Session]) -> None:
    with pytest.raises(RuntimeError), database.begin() as session:
        report_two(sql(session))
        raise RuntimeError("power cut")
    with database.begin() as session:
        report_two(sql(session))
    with database() as session:
        assert [p.number for p in ledger_at(session, "demo")] == ["GJ2018-0001", "GJ2018-0002"]
        assert len(history(session, "demo")) == 4


def test_two_campaigns_in_one_database_do_not_see_each_other(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        report_two(sql(session))
        assert ledger_at(session, "another") == []
        assert take(session, "another", "number") == 1


def test_numbers_are_gapless_under_concurrent_workers(database: sessionmaker[Session]) -> None:
    def work(_: int) -> int:
        with database.begin() as session:
            return take(session, "demo", "number")

    with ThreadPoolExecutor(4) as pool:
        taken = sorted(pool.map(work, range(40)))
    assert taken == list(range(1, 41))

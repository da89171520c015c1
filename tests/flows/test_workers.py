"""Several workers on one PostgreSQL database: no number twice, none left out, no problem numbered twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from email.message import EmailMessage
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db import inbox
from db.models import InboxMessage
from flows import listings
from flows.desk import Desk, open_desk
from flows.environment import Environment
from flows.stages.process import process
from tests.campaign.small import HERE, at
from tests.db.postgres import binaries, postgres
from tests.flows.county import sheet
from tests.flows.test_resends import FORESTRY, OWNER, PERMIT, PUBLIC, QUOTA

LAND, BUILDING = "gtj@huian.example", "zjj@huian.example"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with postgres() as url:
        yield url


@pytest.fixture
def desk(server: str, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(Environment(campaign=HERE, database_url=server, store_url=str(tmp_path)))
    yield desk
    desk.database.kw["bind"].dispose()


def put_mail(desk: Desk, uid: int, sender: str, content: bytes) -> None:
    """A mail as `collect` leaves it."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = sender, "报送", f"<{uid}@workers>"
    mail.set_content("请查收。")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="汇总表.xlsx")
    when, digest = at("06-06 10:00"), desk.store.put(mail.as_bytes())
    place = {"campaign": desk.id, "mailbox": "INBOX", "uidvalidity": 1, "uid": uid + 1}
    with desk.database.begin() as session:
        session.add(InboxMessage(**place, sha256=digest, received_at=when, collected_at=when))


def test_three_workers_give_every_problem_one_number(desk: Desk) -> None:
    for n in range(12):
        sender = (FORESTRY, OWNER, LAND, BUILDING)[n % 4]
        put_mail(desk, n, sender, sheet(*((QUOTA, PUBLIC), (PERMIT, QUOTA), (PUBLIC,))[n % 3]))
    with ThreadPoolExecutor(3) as workers:
        rounds = list(workers.map(lambda _: process(desk, at("06-07 10:00")), range(3)))
    assert sum(done.total for done in rounds) == 12
    assert all(not done.failures for done in rounds)
    with desk.database() as session:
        ledger = listings.ledger(desk, session, at("06-07 10:00"))
    assert [row["number"] for row in ledger if row["number"]] == ["GJ2018-0001", "GJ2018-0002", "GJ2018-0003"]
    assert {row["state"] for row in ledger} == {"REGISTERED", "MERGED"}
    assert all(len(row["reporters"]) == 4 for row in ledger if row["state"] == "REGISTERED")


def work(environment: Environment) -> int:
    """A worker of its own: another process with its own connections; how many mails it has taken."""
    desk = open_desk(environment)
    return process(desk, at("06-07 10:00")).total


def told(desk: Desk) -> tuple[set[tuple[object, ...]], Counter[str]]:
    """The problems with all who reported them, and rows by state: all that does not depend on which mail was first."""
    with desk.database() as session:
        rows = listings.ledger(desk, session, at("06-07 10:00"))
    problems = {(row["project_code"], row["problem"], frozenset(row["reporters"])) for row in rows if row["number"]}
    return problems, Counter(row["state"] for row in rows)


def test_three_processes_make_the_ledger_that_one_makes(server: str, tmp_path: Path) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE more"))
    engine.dispose()
    shared = Environment(
        campaign=HERE, database_url=server.replace("/postgres?", "/more?"), store_url=str(tmp_path / "shared")
    )
    alone = Environment(
        campaign=HERE, database_url=f"sqlite:///{tmp_path / 'alone.db'}", store_url=str(tmp_path / "alone")
    )
    desks = [open_desk(environment) for environment in (shared, alone)]
    for n in range(24):
        sender = (FORESTRY, OWNER, LAND, BUILDING)[n % 4]
        content = sheet(*((QUOTA, PUBLIC), (PERMIT, QUOTA), (PUBLIC,))[n % 3])
        for desk in desks:
            put_mail(desk, n, sender, content)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as workers:
        taken = list(workers.map(work, [shared] * 3))
    assert sum(taken) == 24
    assert work(alone) == 24
    assert told(desks[0]) == told(desks[1])
    with desks[0].database() as session:
        numbers = sorted(
            row["number"] for row in listings.ledger(desks[0], session, at("06-07 10:00")) if row["number"]
        )
        assert inbox.balance(session, desks[0].id)["accepted"] == 24
    assert numbers == [desks[0].campaign.number(n) for n in range(1, len(numbers) + 1)]
    for desk in desks:
        desk.database.kw["bind"].dispose()

"""Raw mails and their journal are enough: backup, restore, replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.inbox import release
from db.session import open_database
from db.store import Store
from flows import listings
from flows.archive import BackupError, back_up, made_again, restore
from flows.replaying import NotEmpty, replay
from flows.stages.deciding import Opinion, decide, waiting
from tests.campaign.small import at
from tests.flows.county import FOREST, County, sheet

END = "06-12 18:00"
LAND = (
    "1",
    "县城北片区路网工程",
    "用地",
    "项目用地约320亩，新增建设用地计划指标缺口120亩",
    "请省厅安排指标",
    "省级",
    "县国土资源局",
    "6月20日",
    "耕保股 0595-00001235",
)


@pytest.fixture
def busy_town(town: County) -> County:
    """A return, a revision, a letter of the calendar, a handoff, and a number closed by an office's word."""
    town.run("check", "06-05 10:00")
    town.write("06-06 10:00", "lyj@huian.example", files={"汇总表.xlsx": sheet(FOREST)})
    town.run("intake", "06-06 10:05")
    more = (*FOREST[:3], "省级生态公益林2.3公顷，占补方案未批复", *FOREST[4:])
    town.write("06-07 10:00", "lyj@huian.example", files={"汇总表（更新）.xlsx": sheet(FOREST, more)})
    town.run("intake", "06-07 10:20")
    town.run("check", "06-09 09:30")
    town.run("check", "06-12 08:30")
    town.write("06-12 09:00", "lyj@huian.example", "GJ2018-0001已办结，批复文号惠林〔2018〕12号，见附件")
    town.write("06-12 10:00", "zdb@huian.example", "同意销号 GJ2018-0001")
    town.run("intake", "06-12 10:30")
    return town


def ledger(town: County, until: datetime) -> listings.Rows:
    with town.desk.database() as session:
        return listings.ledger(town.desk, session, until)


def test_the_ledger_is_made_again_from_the_raw_mails_alone(busy_town: County) -> None:
    told = ledger(busy_town, at(END))
    assert [row["state"] for row in told] == ["CLOSED", "IN_PROGRESS"]
    assert made_again(busy_town.desk, at(END)) == told


def test_a_decision_on_the_screen_is_made_again_too(busy_town: County) -> None:
    busy_town.write("06-12 11:00", "lyj@huian.example", "GJ2018-0002已办结，批复文号惠林〔2018〕13号，见附件")
    busy_town.run("intake", "06-12 11:05")
    with busy_town.desk.database() as session:
        (matter,) = waiting(busy_town.desk.campaign, busy_town.desk.ledger(session))
    office = busy_town.desk.campaign.directory["T02"].name
    decide(busy_town.desk, matter.key, Opinion(office, "同意销号", "", "", "陈某"), "approval", "7c", at("06-12 11:10"))
    told = ledger(busy_town, at(END))
    assert [row["state"] for row in told] == ["CLOSED", "CLOSED"]
    assert made_again(busy_town.desk, at(END)) == told


def test_a_backup_comes_back_and_goes_on(busy_town: County, tmp_path: Path) -> None:
    told = ledger(busy_town, at(END))
    kept = back_up(busy_town.desk, tmp_path / "saved", at(END))
    settings = {"database_url": f"sqlite:///{tmp_path}/new.db", "store_url": str(tmp_path / "new-store")}
    elsewhere = busy_town.desk.environment.model_copy(update=settings)
    restored = restore(elsewhere, tmp_path / "saved")
    assert (restored.rows, restored.objects, restored.problems) == (kept.rows, kept.objects, 2)
    assert restored.differs is None
    desk = replace(
        busy_town.desk,
        environment=elsewhere,
        database=open_database(settings["database_url"]),
        store=Store(settings["store_url"]),
    )
    moved = County(desk, busy_town.office, busy_town.clock)
    assert ledger(moved, at(END)) == told
    moved.write("06-12 19:00", "zdb@huian.example", "恢复 GJ2018-0001 批复内容与项目不符")
    moved.run("intake", "06-12 19:05")
    assert ledger(moved, at("06-12 20:00"))[0]["state"] == "IN_PROGRESS"


def test_a_damaged_raw_mail_is_found_by_the_backup(busy_town: County, tmp_path: Path) -> None:
    digest = next(busy_town.desk.store.digests())
    Path(busy_town.desk.store.where(digest)).write_bytes(b"something else")
    with pytest.raises(BackupError, match="the store is damaged"):
        back_up(busy_town.desk, tmp_path / "saved", at(END))


def test_a_ledger_that_the_mails_do_not_bear_out_is_told(busy_town: County, tmp_path: Path) -> None:
    back_up(busy_town.desk, tmp_path / "saved", at(END))
    entry = max((tmp_path / "saved" / "store" / "journal").rglob("*.json"))
    entry.write_text(entry.read_text("utf-8").replace("2018-06-12", "2018-06-11"), "utf-8")
    settings = {"database_url": f"sqlite:///{tmp_path}/new.db", "store_url": str(tmp_path / "new-store")}
    restored = restore(busy_town.desk.environment.model_copy(update=settings), tmp_path / "saved")
    assert restored.differs == "GJ2018-0001"


def test_a_backup_with_a_row_missing_is_refused(busy_town: County, tmp_path: Path) -> None:
    back_up(busy_town.desk, tmp_path / "saved", at(END))
    events = tmp_path / "saved" / "tables" / "events.jsonl"
    events.write_text("".join(events.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    settings = {"database_url": f"sqlite:///{tmp_path}/new.db", "store_url": str(tmp_path / "new-store")}
    with pytest.raises(BackupError, match="not complete"):
        restore(busy_town.desk.environment.model_copy(update=settings), tmp_path / "saved")


def test_an_archive_of_mails_is_rehearsed_under_a_simulated_clock(busy_town: County, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    for n, raw in enumerate(busy_town.office.messages(busy_town.mailbox)):
        day = ("6", "7", "12", "12")[n]
        dated = f"Received: by mx.huian.example; {day} Jun 2018 10:0{n}:00 +0800\n".encode() + raw
        (tmp_path / "archive" / f"{n}.eml").write_bytes(dated)
    desk = replace(
        busy_town.desk, database=open_database(f"sqlite:///{tmp_path}/r.db"), store=Store(str(tmp_path / "r-store"))
    )
    done = replay(desk, str(tmp_path / "archive"))
    assert done.mails == 4 and done.lines > 100
    assert [row["state"] for row in ledger(County(desk, busy_town.office), at(END))] == ["CLOSED", "IN_PROGRESS"]


def test_a_replay_into_a_database_with_mails_is_refused(busy_town: County) -> None:
    with pytest.raises(NotEmpty, match="give an empty one"):
        replay(busy_town.desk, busy_town.desk.environment.store_url)


def test_a_mail_that_was_vouched_for_is_made_again_as_that_units(busy_town: County) -> None:
    stranger = busy_town.write("06-12 11:00", "someone@post.example", files={"汇总表.xlsx": sheet(LAND)})
    busy_town.run("intake", "06-12 11:05")
    with busy_town.desk.database.begin() as session:
        assert release(session, busy_town.desk.id, stranger, "A02")
    busy_town.run("intake", "06-12 11:10")
    told = ledger(busy_town, at(END))
    assert told[2]["reporters"] == ["A02"]
    assert made_again(busy_town.desk, at(END)) == told

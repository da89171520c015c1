"""The month replayed with the machine switched off at times: the same checks, and no letter twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.stages.agenda import run_agenda
from tests.campaign.small import at
from tests.flows.county import FOREST, LABELS, County, county, sheet

OWNER, FORESTRY, CITY_OWNER = "jingbei@owner.example", "lyj@huian.example", "luting@owner.example"
OFF = (("06-07 20:00", "06-09 07:00"), ("06-15 12:00", "06-17 09:00"), ("06-17 10:00", "06-19 07:00"))
INCOMPLETE = tuple("" if label.startswith("需协调解决") else cell for label, cell in zip(LABELS, FOREST, strict=True))

#: when, from whom, text, rows of a 汇总表
MAILS = (
    ("06-06 09:10", OWNER, "请查收。", (FOREST,)),
    ("06-07 21:00", FORESTRY, "我局零报告", ()),
    ("06-08 10:00", CITY_OWNER, "请查收。", (INCOMPLETE,)),
    ("06-15 16:20", "xzfw@huian.example", "提级 县级 GJ2018-0001", ()),
)


def instants(town: County) -> list[datetime]:
    """Every instant of the agenda up to 20 June, and a look in the morning after each time off, on holidays too."""
    beats = town.desk.campaign.due_beats(at("06-05 00:00"), at("06-20 23:59"))
    return sorted({beat.at for beat in beats} | {at(end) for _, end in OFF})


def is_off(moment: datetime) -> bool:
    return any(at(begin) <= moment < at(end) for begin, end in OFF)


def replay(town: County, with_downtime: bool) -> None:
    """Mails come when they come; the rounds run at every instant at which the machine is on."""
    mails, moments = list(MAILS), instants(town)
    for moment in moments:
        while mails and at(mails[0][0]) <= moment:
            when, sender, text, rows = mails.pop(0)
            town.write(when, sender, text, {"汇总表.xlsx": sheet(*rows)} if rows else None)
        if with_downtime and is_off(moment):
            continue
        local = f"{town.desk.campaign.calendar.local(moment):%m-%d %H:%M}"
        for step in ("intake", "check", "dispatch"):
            town.run(step, local)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[County, County]]:
    """The month with the machine always on, and with it off at times."""
    with county(tmp_path_factory.mktemp("on")) as on, county(tmp_path_factory.mktemp("off")) as off:
        replay(on, with_downtime=False)
        replay(off, with_downtime=True)
        yield on, off


def test_the_same_checks_are_stored_each_as_of_its_own_time(towns: tuple[County, County]) -> None:
    on, off = towns
    assert off.checks() == on.checks()
    assert {check["code"] for check in off.checks()} >= {"C1-4", "C1-5", "C1-6", "G1", "C2-1", "C2-5", "C2-6"}


def test_what_came_while_the_machine_was_off_counts_from_when_it_came(towns: tuple[County, County]) -> None:
    found = {(check["code"], check["at"][5:16]): check for check in towns[1].checks()}
    assert "A04" not in found["C1-6", "06-08T12:00"]["units"]
    assert found["C1-5", "06-08T17:00"]["units"] == ["B01"]


def test_no_letter_is_composed_or_delivered_twice(towns: tuple[County, County]) -> None:
    for town in towns:
        keys = Counter(letter["key"] for letter in town.outbox())
        arrived = Counter(mail["Message-ID"] for mail in town.letters(OWNER))
        assert max(keys.values()) == max(arrived.values()) == 1


def test_what_was_missed_on_a_working_day_is_not_sent_on_a_day_off(towns: tuple[County, County]) -> None:
    letters = [letter for letter in towns[1].outbox() if letter["created_at"][5:10] in {"06-10", "06-16", "06-17"}]
    assert [(letter["kind"], letter["to"]) for letter in letters if letter["in_reply_to"] is None] == []
    assert letters, "what comes in is answered on a day off, too"


def test_the_chase_missed_on_friday_leaves_once_on_monday(towns: tuple[County, County]) -> None:
    on, off = (
        [letter["created_at"][5:16] for letter in town.outbox() if letter["kind"] == "M04" and "B02" in letter["key"]]
        for town in towns
    )
    assert (on, off) == (["06-08T18:10", "06-11T08:30"], ["06-11T08:30"])


def test_letters_of_saturday_9_june_leave_on_saturday(towns: tuple[County, County]) -> None:
    for town in towns:
        sent = {(letter["kind"], letter["created_at"][5:16]) for letter in town.outbox()}
        assert {("M05", "06-09T08:30"), ("M06", "06-09T09:30")} <= sent


def test_running_the_agenda_again_changes_nothing(towns: tuple[County, County]) -> None:
    town = towns[1]
    before = town.checks(), town.outbox()
    now = at("06-20 23:59")
    assert run_agenda(town.desk, now) == []
    assert run_agenda(town.desk, now + timedelta(minutes=1)) == []
    assert (town.checks(), town.outbox()) == before


def test_the_last_saturday_makes_up_for_what_friday_missed(tmp_path: Path) -> None:
    with county(tmp_path) as town:
        town.run("check", "06-28 18:00")
        done = run_agenda(town.desk, at("06-30 09:00"))
        assert "T21" in {one.beat.do for one in done}

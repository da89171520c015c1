"""A month replayed with the machine down around the first gate and over the holiday: same checks, no letter twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from campaign import agenda
from tests.flows.county import County
from tests.flows.whole_month import june, june_again

pytestmark = [pytest.mark.month, pytest.mark.timeout(900)]  # two whole months; a busy machine takes its time

#: the eve of the deadline to the morning of the first gate; the Friday evening before the holiday to its end
OFF = (("06-07 20:00", "06-09 07:00"), ("06-15 18:00", "06-19 07:00"))

#: why a mailbox gets fewer letters of a kind than in the undisturbed month
WHY_FEWER: Mapping[str, str] = {
    "M03": "a reminder of Friday 8 June is worth nothing on Saturday",
    "M04": "the chase of Friday evening is Monday's, for those who are still missing then",
    "M07": "the digest of a day that is past; the next one tells what has changed since the last",
    "M09": "what an office was asked on Friday it has answered meanwhile",
    "M15": "the office is reminded of a request a working day after it was put before it, which is later",
}
#: what the calendar owes at an instant at which the machine is on, whatever was before
FIXED = ("M01", "M05", "M06", "M11", "M12", "M14", "M20", "M21", "M21b")


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[County, County]]:
    """The machine always on; the machine off at times."""
    on, off = tmp_path_factory.mktemp("on"), tmp_path_factory.mktemp("off")
    with june(on) as played, june_again(off, played, OFF) as again:
        yield played.town, again


def was_off(instant: str) -> bool:
    local = instant[5:16].replace("T", " ")
    return any(begin <= local < end for begin, end in OFF)


def came_back(instant: str) -> bool:
    return instant[5:16].replace("T", " ") in {end for _, end in OFF}


def counts(town: County) -> Counter[tuple[str, str]]:
    """How many letters of each kind each mailbox was written."""
    return Counter((letter["kind"], ";".join(letter["to"])) for letter in town.outbox())


def test_every_check_of_the_month_is_the_same_to_the_letter(towns: tuple[County, County]) -> None:
    on, off = (town.checks() for town in towns)
    assert off == on
    assert {check["code"] for check in on} == set(agenda.CHECKS)


def test_the_ledger_is_the_same_but_for_when_a_mail_was_read(towns: tuple[County, County]) -> None:
    on, off = (town.ledger() for town in towns)
    for one, other in zip(on, off, strict=True):
        for told, retold in zip(one.pop("events"), other.pop("events"), strict=True):
            assert told["at"] == retold["at"] or (was_off(told["at"]) and came_back(retold["at"]))
            assert {**told, "at": ""} == {**retold, "at": ""}
        assert one == other


def test_no_letter_is_composed_or_delivered_twice(towns: tuple[County, County]) -> None:
    for town in towns:
        outbox = town.outbox()
        assert max(Counter(letter["key"] for letter in outbox).values()) == 1
        for address in {to for letter in outbox for to in letter["to"]}:
            arrived = Counter(mail["Message-ID"] for mail in town.letters(address))
            assert not arrived or max(arrived.values()) == 1, address


def test_no_mailbox_gets_more_letters_and_fewer_only_for_a_reason(towns: tuple[County, County]) -> None:
    on, off = (counts(town) for town in towns)
    assert off - on == Counter()
    assert {kind for kind, _ in on - off} == set(WHY_FEWER)


def test_what_the_calendar_owes_while_the_machine_is_on_leaves_as_ever(towns: tuple[County, County]) -> None:
    on, off = ({(x["key"], x["created_at"]) for x in town.outbox() if x["kind"] in FIXED} for town in towns)
    assert off == on
    assert len(on) > 60


def test_d40_d79_every_letter_goes_to_a_mailbox_of_the_directory_and_none_above_the_county(
    towns: tuple[County, County],
) -> None:
    town = towns[0]
    known = {box.lower() for unit in town.desk.campaign.directory.units for box in unit.addresses}
    written = {box.lower() for letter in town.outbox() for box in (*letter["to"], *letter["cc"])}
    assert len(written) >= 25
    assert written <= known


def test_a13_over_the_holiday_nothing_leaves_but_what_follows_from_a_mail_of_the_same_hour(
    towns: tuple[County, County],
) -> None:
    town = towns[0]
    mails = {mail["message_id"]: mail["received_at"][:13] for mail in town.inbox()}
    letters = [letter for letter in town.outbox() if letter["created_at"][5:10] in {"06-16", "06-17", "06-18"}]
    assert letters
    assert all(letter["created_at"][:13] in mails.values() for letter in letters)

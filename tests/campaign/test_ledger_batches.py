"""台账批次: what the catalogue brought, what was confirmed on which day, and how many projects that makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from campaign.affairs import Act, Affairs, Sort
from campaign.catalogue import Catalogue
from campaign.ledger_batches import LedgerBatch, covered, ledger_batches, next_number
from tests.campaign.small import at, small_campaign

CAMPAIGN = small_campaign()
PROVINCE, CITY, COUNTY = (project.code for project in CAMPAIGN.catalogue.projects)


def catalogue(**written: str) -> Catalogue:
    """The small catalogue with 台账批次 as written, by the project's place, ``p0=``."""
    projects = CAMPAIGN.catalogue.projects
    return Catalogue(tuple(replace(p, ledger_batch=written.get(f"p{n}")) for n, p in enumerate(projects)))


def act(key: str, kind: str, when: str, *codes: str) -> Act:
    return Act(Sort.BATCH, key, kind, at(when), "T02", data={"codes": list(codes)})


def batches(when: str, *acts: Act, **written: str) -> tuple[LedgerBatch, ...]:
    return ledger_batches(catalogue(**written), Affairs.fold(acts), CAMPAIGN.calendar, at(when))


def test_the_ledger_grows_from_batch_to_batch() -> None:
    confirmed = act("1", "confirmed", "06-08 16:20", COUNTY, CITY)
    assert batches("06-15 15:00", confirmed, p0="2018-03-30") == (
        LedgerBatch(None, date(2018, 3, 30), (PROVINCE,), 1),
        LedgerBatch(1, date(2018, 6, 8), (CITY, COUNTY), 3),
    )


def test_on_the_day_before_a_batch_was_confirmed_it_is_not_there() -> None:
    assert batches("06-07 18:00", act("1", "confirmed", "06-08 16:20", CITY)) == ()


def test_a_list_that_nobody_has_confirmed_is_no_batch() -> None:
    assert batches("06-15 15:00", act("1", "proposed", "06-08 15:00", CITY)) == ()


def test_a_project_written_into_the_catalogue_after_its_confirmation_counts_once() -> None:
    found = batches("06-20 15:00", act("1", "confirmed", "06-08 16:20", CITY), p1="2018-06-12")
    assert found == (LedgerBatch(1, date(2018, 6, 8), (CITY,), 1),)


def test_what_the_catalogue_has_without_a_day_stands_first() -> None:
    found = batches("06-15 15:00", p0="第1批", p1="2018-03-30")
    assert [(batch.n, batch.day) for batch in found] == [(1, None), (None, date(2018, 3, 30))]
    assert covered(found) == {PROVINCE, CITY}


def test_numbers_go_on_after_the_catalogue_s_and_after_confirmed_lists_only() -> None:
    assert next_number(catalogue(p0="第3批"), Affairs()) == 4
    waits = [act("1", "confirmed", "06-08 16:20", CITY), act("2", "proposed", "06-15 15:00", COUNTY)]
    assert next_number(catalogue(), Affairs.fold(waits)) == 2

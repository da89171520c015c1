"""The lifecycle table: complete, printed for coordinators, and the only place that decides (lifecycle.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import campaign.lifecycle_page
from campaign.acts import Actor, Refused
from campaign.events import Event, Kind, apply
from campaign.lifecycle import SYSTEM, TRANSITIONS, Consent, reviewers, rows, transition
from campaign.orders import Verb
from campaign.problem import Problem, State
from tests.campaign.small import at, ledger, report, small_campaign, source

CAMPAIGN = small_campaign()
OFFICES = CAMPAIGN.settings.offices
NOON = at("06-13 12:00")
#: what the event of each kind needs beside who and when
DATA: dict[Kind, dict[str, object]] = {
    Kind.PENDED: {"reasons": ["未填写需协调事项"]},
    Kind.INCLUDED: {"project_code": None},
    Kind.REGISTERED: {"number": "GJ2018-0001", "project_code": None, "tier": None, "lead": "T02", "due": None},
    Kind.MERGED: {"into": "GJ2018-0002"},
    Kind.ASSIGNED: {"unit": "A04", "due": "2018-06-15"},
    Kind.PROPOSED: {"superior": "福建省林业厅"},
    Kind.ESCALATED: {"batch": 1},
    Kind.ANSWERED: {"replied_on": "2018-06-12"},
    Kind.CLOSE_REQUESTED: {"applicant": "A04"},
    Kind.ASKED: {"request": "撤回"},
    Kind.CARRY_PROPOSED: {"next_step": "跟踪批复", "next_date": "2018-07-10"},
    Kind.DUE_CHANGED: {"due": "2018-06-20"},
    Kind.SPLIT: {"parts": ["甲问题", "乙问题"]},
}


def problem(state: State, **more: object) -> Problem:
    values: dict[str, object] = {"number": "GJ2018-0001", "lead": "T02", "responsible": "A04", "reporters": ("B08",)}
    return Problem(entry=1, report=report(), state=state, sources=(source(),), **{**values, **more})  # type: ignore[arg-type]


def test_every_transition_of_the_plan_is_in_the_table() -> None:
    named = {int(n) for row in rows() for n in re.findall(r"\d+", row.code)}
    assert named == set(range(1, 23))


@pytest.mark.parametrize("kind", [kind for kind in TRANSITIONS if kind is not Kind.RECEIVED])
def test_the_fold_leads_where_the_table_says(kind: Kind) -> None:
    for row in TRANSITIONS[kind]:
        for state in row.sources:
            after = apply(problem(state), Event(1, kind, NOON, "A04", data=DATA.get(kind, {}), note="原因"))
            assert after.state is (row.target or state)


@pytest.mark.parametrize("kind", list(TRANSITIONS))
@pytest.mark.parametrize("state", list(State))
def test_what_the_table_does_not_list_is_refused_and_changes_nothing(kind: Kind, state: State) -> None:
    if transition(problem(state), kind):
        return
    book = ledger()
    for unit in (SYSTEM, "T01", "T02", "T04", "A04", "B08"):
        with pytest.raises(Refused, match="不能办理此事项"):
            Actor(CAMPAIGN, book, unit, NOON, None).act(problem(state), kind, note="原因", **DATA.get(kind, {}))
    assert book.events == []


def test_every_row_that_an_office_causes_by_a_word_names_one_that_is_understood() -> None:
    quoted = [word for row in rows() if row.mail == ("I7",) for word in re.findall(r"“(\S+?)(?:[ ”])", row.says)]
    assert quoted
    assert all(word in {verb.value for verb in Verb} for word in quoted)


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({}, {"T02"}),
        ({"applicant": "A04"}, {"T02"}),
        ({"applicant": "T02"}, {"T01"}),
        ({"escalated_at": NOON}, {"T01", "T02"}),
        ({"escalated_at": NOON, "responsible": "T01"}, {"T02"}),
    ],
)
def test_t16_nobody_reviews_its_own_request(more: dict[str, object], who: set[str]) -> None:
    assert reviewers(replace(problem(State.CLOSE_REQ), **more), OFFICES) == who  # type: ignore[arg-type]


def test_only_t12_bounds_the_time_between_the_two_consents() -> None:
    assert [row.code for row in rows() if row.consent is Consent.SOON] == ["T12"]


def test_the_page_for_coordinators_is_the_table() -> None:
    page = Path(campaign.lifecycle_page.__file__).parents[1] / "docs" / "lifecycle.md"
    assert page.read_text("utf-8") == campaign.lifecycle_page.page(), (
        "run: python -m campaign.lifecycle_page > docs/lifecycle.md"
    )

"""The measured quality of finding projects by name does not sink."""

from __future__ import annotations

from tests.accuracy.projects import catalogue, measure, queries


def test_the_set_is_large_enough_to_say_something() -> None:
    asked = queries()
    assert len(catalogue().projects) >= 140
    assert sum(bool(one.code) for one in asked) >= 300
    assert sum(not one.code for one in asked) >= 40


def test_no_project_is_ever_taken_for_another() -> None:
    assert measure(queries()).wrong == ()


def test_the_project_meant_is_accepted_or_proposed() -> None:
    assert measure(queries()).found >= 0.97

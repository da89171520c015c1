"""The measured quality of finding projects by name does not sink."""

from __future__ import annotations

import pytest

from tests.accuracy.projects import SETS, catalogue, measure, queries


def test_the_set_is_large_enough_to_say_something() -> None:
    asked = queries("tuned_on")
    assert len(catalogue("tuned_on").projects) >= 140
    assert sum(bool(one.code) for one in asked) >= 300
    assert sum(not one.code for one in asked) >= 40


@pytest.mark.parametrize("name", SETS)
def test_no_project_is_ever_taken_for_another(name: str) -> None:
    assert measure(catalogue(name), queries(name)).wrong == ()


@pytest.mark.parametrize("name", SETS)
def test_the_project_meant_is_accepted_or_proposed(name: str) -> None:
    assert measure(catalogue(name), queries(name)).found >= 0.97

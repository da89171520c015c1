"""Every file and mail of the corpus is read as its case says."""

from __future__ import annotations

import pytest

from tests.corpus import (
    card_cases,
    cells_cases,
    county_form_cases,
    county_layout_cases,
    county_word_cases,
    foreign_cases,
    form_cases,
    label_cases,
    layout_cases,
    mail_cases,
    office_cases,
    section_cases,
    shape_cases,
    spoken_cases,
    surround_cases,
)
from tests.corpus.case import Case, check

CASES = [
    *layout_cases.CASES,
    *label_cases.CASES,
    *cells_cases.CASES,
    *form_cases.CASES,
    *foreign_cases.CASES,
    *office_cases.CASES,
    *county_word_cases.CASES,
    *county_layout_cases.CASES,
    *surround_cases.CASES,
    *section_cases.CASES,
    *shape_cases.CASES,
    *spoken_cases.CASES,
    *county_form_cases.CASES,
    *card_cases.CASES,
    *mail_cases.CASES,
]


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case.wrong, strict=True)] if case.wrong else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=_marks(case)) for case in CASES])
def test_a_file_of_the_corpus(case: Case) -> None:
    assert check(case) == []


def test_the_corpus_is_large_and_every_case_has_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 150

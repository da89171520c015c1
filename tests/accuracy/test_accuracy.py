"""The labelled rows are recognised as well as docs/accuracy.md says."""

from __future__ import annotations

import pytest

from tests.accuracy.measure import DOCUMENT, SETS, Measured, lines, measure, rows_of


@pytest.fixture(scope="module", params=SETS)
def measured(request: pytest.FixtureRequest) -> tuple[str, Measured]:
    return request.param, measure(rows_of(request.param))


def test_nothing_is_merged_wrongly(measured: tuple[str, Measured]) -> None:
    _, result = measured
    assert result.wrongly_merged == []
    assert len(result.merged) > 10


def test_duplicates_are_merged_or_among_the_three_proposed(measured: tuple[str, Measured]) -> None:
    _, result = measured
    seen = [found for _, found in result.duplicates]
    assert sum(seen) >= 0.95 * len(seen)
    assert all(len(problem.proposals) <= 3 for problem in result.book.entries.values())


def test_most_revisions_keep_their_number(measured: tuple[str, Measured]) -> None:
    _, result = measured
    kept = [seen for _, seen in result.revisions]
    assert sum(kept) >= 0.9 * len(kept)


def test_the_document_says_the_same(measured: tuple[str, Measured]) -> None:
    assert "\n".join(lines(*measured)) in DOCUMENT.read_text("utf-8")

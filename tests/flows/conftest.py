"""The county's mail, fresh for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.county import County, county


@pytest.fixture
def town(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path) as it:
        yield it

"""The county's mail, fresh for every test; one Prefect server for all tests of a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.prefect_server import prefect_server
from tests.flows.county import County, county
from tests.flows.test_cli import settings_of
from tests.servers import free_port


@pytest.fixture
def town(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path) as it:
        yield it


@pytest.fixture(scope="session")
def prefect_ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect server of the tests' own; the process forgets it at once."""
    before = dict(os.environ)
    with prefect_server(tmp_path_factory.mktemp("prefect"), free_port()) as ui:
        settings = dict(os.environ)
        import prefect  # noqa: F401 - reads its settings from the environment

        os.environ.clear()
        os.environ.update(before)
        yield ui
        os.environ.update({name: value for name, value in settings.items() if name.startswith("PREFECT_")})
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def server(prefect_ui: str) -> Iterator[str]:
    """The flows of this process talk to the tests' server."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: f"{prefect_ui}/api"}):
        yield prefect_ui


@pytest.fixture
def served_town(server: str, town: County, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    """The county's flows are runs on the tests' server."""
    from flows import campaign_flows

    for name, value in settings_of(town).items():
        monkeypatch.setenv(f"GONGJIAN_{name.upper()}", value)
    campaign_flows._desk.cache_clear()
    yield town
    campaign_flows._desk.cache_clear()

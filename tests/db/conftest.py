"""Databases to test on: a SQLite file, and a PostgreSQL server where one is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from db.session import open_database
from tests.db.postgres import binaries, postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sessionmaker[Session]]:
    """An empty database with our schema, on both engines."""
    url = f"sqlite:///{tmp_path / 'gongjian.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        _empty(url)
    sessions = open_database(url)
    yield sessions
    sessions.kw["bind"].dispose()


def _empty(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()

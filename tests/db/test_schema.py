"""The schema: created where nothing is, refused where it is older, the same as the models say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

import db
from db.ledger import SqlLedger
from db.models import Base
from db.schema import HEAD, SchemaError
from db.session import DatabaseError, open_database, upgrade_database


def test_migrations_build_what_the_models_say(database: sessionmaker[Session]) -> None:
    with database() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


def test_head_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(Path(db.__file__).parent / "migrations"))
    assert scripts.get_current_head() == HEAD


def test_an_older_schema_is_refused_with_the_remedy(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    open_database(url)
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(SchemaError, match="gongjian db upgrade"):
        open_database(url)


def test_upgrade_of_an_empty_database_creates_the_schema(tmp_path: Path) -> None:
    assert upgrade_database(f"sqlite:///{tmp_path / 'new.db'}") == HEAD


@pytest.mark.parametrize("url", ["no url at all", "mysql+nodriver://x/y", "sqlite:////no/such/folder/x.db"])
def test_an_unusable_url_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(DatabaseError, match="GONGJIAN_DATABASE_URL"):
        open_database(url)


def test_an_older_ledger_is_found_by_its_words_after_the_upgrade(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    data = {
        "report": {"project_name": "滨海通道", "problem": "林地定额不足，无法上报"},
        "reporter": "A04",
        "project_code": "省2018-03",
    }
    with create_engine(url).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        columns = "(campaign, entry, kind, at, actor, data)"
        event = text(f"INSERT INTO events {columns} VALUES ('c', 1, 'received', '2018-06-06', 'A04', :data)")
        connection.execute(event, {"data": json.dumps(data)})
        entry = "INSERT INTO entries (campaign, entry, state, project_code) VALUES ('c', 1, 'REGISTERED', '省2018-03')"
        connection.execute(text(entry))
    assert upgrade_database(url) == HEAD
    with open_database(url)() as session:
        (said,) = SqlLedger(session, "c", "GJ", 4).said("省2018-03", "林地定额不足无法上报")
        assert (said.entry, said.unit) == (1, "A04")

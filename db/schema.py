"""The schema and its versions (Alembic). Importing Alembic is left to the verbs that change something."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

#: the newest revision under migrations/versions
HEAD = "0004"


class SchemaError(Exception):
    """The database has another schema than this program; the message says how to mend it."""


def ensure_schema(engine: Engine) -> None:
    """Create the schema in an empty database; raise SchemaError where an older one needs `gongjian db upgrade`."""
    found = revision(engine)
    if found == HEAD:
        return
    if found is not None:
        raise SchemaError(f"database schema is {found}, this program needs {HEAD}: run `gongjian db upgrade`")
    if inspect(engine).has_table("inbox"):
        raise SchemaError("database has our tables but no schema version: restore it from a backup")
    upgrade(engine)


def revision(engine: Engine) -> str | None:
    """The schema's revision; None in an empty database."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine) -> None:
    """Bring the schema to HEAD, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

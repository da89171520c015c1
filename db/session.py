"""Engines and sessions. One transaction per message; nothing is kept unless it is committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from db.schema import ensure_schema, revision, upgrade


class DatabaseError(Exception):
    """The database cannot be used; the message says why and how to mend it."""


def open_database(url: str) -> sessionmaker[Session]:
    """Sessions on the database at a SQLAlchemy URL; the schema is created when the database is empty.

    Raises DatabaseError when the URL is wrong or the database out of reach, SchemaError when its schema is older.
    """
    with _told():
        engine = _engine(url)
        ensure_schema(engine)
    return sessionmaker(engine, expire_on_commit=False)


def upgrade_database(url: str) -> str | None:
    """Bring the schema to this program's revision; the revision it has then."""
    with _told():
        engine = _engine(url)
        upgrade(engine)
        return revision(engine)


def standing(url: str) -> str | None:
    """The revision of the schema, and that it can be written to; None where there is none yet. Nothing is created.

    Raises DatabaseError.
    """
    with _told():
        where = make_url(url)
        if where.get_backend_name() == "sqlite" and where.database and not Path(where.database).exists():
            if not os.access(Path(where.database).parent, os.W_OK):
                raise DatabaseError(f"{where.database} cannot be created; check GONGJIAN_DATABASE_URL")
            return None
        engine = _engine(url)
        try:
            return revision(engine)
        finally:
            engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    prepare(engine)
    return engine


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseError(f"GONGJIAN_DATABASE_URL is not a usable SQLAlchemy URL: {error}") from error
    except OperationalError as error:
        raise DatabaseError(f"database out of reach: {error.orig}; check GONGJIAN_DATABASE_URL") from error
    except ValueError:  # its words may show a part of the secret
        raise DatabaseError("GONGJIAN_DATABASE_URL has a port that is no number") from None


def lock(session: Session, name: str) -> None:
    """One transaction at a time under a name, until it ends. On SQLite a transaction excludes the others anyhow."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def prepare(engine: Engine) -> None:
    """SQLite: write-ahead log, foreign keys, and a write lock taken when a transaction begins, not in its middle."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

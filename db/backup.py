"""All tables as lines of JSON, and back: the same on every database that SQLAlchemy speaks to."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, insert, select, text
from sqlalchemy.orm import Session

from db.models import Base
from db.types import Instant

_ROWS = 500


def tables() -> list[Table]:
    """In the order in which they can be filled."""
    return list(Base.metadata.sorted_tables)


def dump(session: Session, folder: Path) -> dict[str, int]:
    """Write `<table>.jsonl` for every table as of one instant; rows by table."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return {table.name: _dump(session, table, folder / f"{table.name}.jsonl") for table in tables()}


def _dump(session: Session, table: Table, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as out:
        rows = session.connection().execute(
            select(table).order_by(*table.primary_key), execution_options={"yield_per": _ROWS}
        )
        for row in rows.mappings():
            out.write(json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n")
            count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def is_empty(session: Session) -> bool:
    """Whether no table holds a row."""
    return not any(session.scalar(select(func.count()).select_from(table)) for table in tables())


def load(session: Session, folder: Path) -> dict[str, int]:
    """Fill the empty tables from what `dump` wrote; rows by table."""
    counts = {table.name: _load(session, table, folder / f"{table.name}.jsonl") for table in tables()}
    if session.get_bind().dialect.name == "postgresql":
        _set_sequences(session)
    return counts


def _load(session: Session, table: Table, path: Path) -> int:
    count = 0
    for rows in _chunks(path, table):
        session.execute(insert(table), rows)
        count += len(rows)
    return count


def _chunks(path: Path, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            rows.append({column.name: _typed(column, data[column.name]) for column in table.columns})
            if len(rows) == _ROWS:
                yield rows
                rows = []
    if rows:
        yield rows


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    return b64decode(value) if isinstance(column.type, LargeBinary) else value


def _set_sequences(session: Session) -> None:
    """The next row gets the number after the last one that was loaded."""
    for table in tables():
        if "id" in table.columns:
            name = {"table": table.name}
            newest = session.scalar(select(func.max(table.columns["id"])))
            if newest is not None:
                session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :newest)"), name | {"newest": newest}
                )
